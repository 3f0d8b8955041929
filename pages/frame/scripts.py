"""The scripts that stand in a page itself. The gate lets the browser run these and no others, so all are made here."""

import re
from pathlib import Path
from typing import Final

import streamlit as st

from core.formats import LOCALES
from pages.frame.framework_words import words_script

PARTS: Final = Path(__file__).parents[1] / "parts"
OWN: Final = "".join((PARTS / name).read_text("utf-8") for name in ("frame.js", "picture.js"))
"""That of links and pictures."""
_WRITTEN: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def scripts_in_pages() -> list[str]:
    """Return their texts: the framework's in its one page, and ours, in every language."""
    page = Path(st.__file__).parent / "static" / "index.html"
    return [*_WRITTEN.findall(page.read_text("utf-8")), OWN, *map(words_script, LOCALES)]


def use_script() -> None:
    """Bring that of links and pictures into the page."""
    _run(OWN)


def say_framework_words(lang: str) -> None:
    """Say the framework's words in the language of the page."""
    _run(words_script(lang))


def _run(text: str) -> None:
    st.html(f"<script>{text}</script>", unsafe_allow_javascript=True)
