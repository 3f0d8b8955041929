"""Who may come in: until there is a login, nobody but whoever sits at this machine."""

import streamlit as st

from core.gate import Gate, is_loopback


def is_open_to_others() -> bool:
    """True when the server listens to other machines, or to foreign pages in this one's browser: no gate before it."""
    address = st.get_option("server.address")
    return not (Gate.is_standing and isinstance(address, str) and is_loopback(address))
