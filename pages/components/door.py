"""Who may come in: until there is a login, nobody but whoever sits at this machine."""

import ipaddress

import streamlit as st


def is_open_to_others() -> bool:
    """True when the server was told to listen to other machines, though nobody would be asked who they are."""
    address = st.get_option("server.address")
    return not (isinstance(address, str) and is_loopback(address))


def is_loopback(address: str) -> bool:
    """True for an address that only this machine reaches; a name other than localhost may mean anything."""
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"
