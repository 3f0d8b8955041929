"""Who reads, on the page: let in or told why not, and the way out."""

from html import escape

import streamlit as st

from akses import OIDC, OUT, UNNAMED, Reader, login_link, login_settings
from core.texts import Translate
from pages.parts.cards import note
from pages.view.address import own_address
from pages.view.reader import asking_reader


def let_in(t: Translate) -> Reader | None:
    """Return who reads; whoever may not is told why, with a way to log in: None, and nothing more is to be shown."""
    who = asking_reader()
    if isinstance(who, Reader):
        return who
    note(who.words(t), "warn")
    if (login := login_settings()) and login.mode == OIDC and who.may_log_in:
        st.html(f'<p><a href="{escape(login_link(own_address()))}" target="_self">{escape(t("Masuk"))}</a></p>')
    return None


def show_account(t: Translate, who: Reader) -> None:
    """Show who reads, and a button to log out where the dashboard itself logs in."""
    if who == UNNAMED:
        return
    login = login_settings()
    form = ""
    if login and login.mode == OIDC:
        form = f'<form method="post" action="{OUT}" target="_self"><button>{escape(t("Keluar"))}</button></form>'
    st.html(f'<div class="account"><span>{escape(who.name)}</span>{form}</div>')
