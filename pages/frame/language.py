"""The switch between Indonesian and English, kept in the address like the filters."""

import streamlit as st

from akses import Gate, is_loopback
from core.formats import LOCALES
from core.texts import Translate
from pages.frame.filters import select
from pages.frame.scripts import say_framework_words
from pages.view.address import chosen


def is_open_to_others() -> bool:
    """True when the server listens to other machines, or to foreign pages in this one's browser: no gate before it."""
    address = st.get_option("server.address")
    return not (Gate.is_standing and isinstance(address, str) and is_loopback(address))


KEY = "lang"
# Each language in its own words, so that a reader finds it in either.
LANGUAGE_NAMES = {"id": "Bahasa Indonesia", "en": "English"}


def language() -> str:
    """Return the language to show (id or en), known before anything is drawn."""
    languages = list(LOCALES)
    return chosen(KEY, languages, languages[0])


def choose_language(t: Translate, lang: str) -> None:
    """Show the switch, and say the framework's words in the language chosen."""
    select(t("Bahasa / Language"), list(LANGUAGE_NAMES), LANGUAGE_NAMES, KEY)
    say_framework_words(lang)
