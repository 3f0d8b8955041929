"""Folds for analysts: what is inside is worked out once somebody opens it; which are open stands in the address."""

from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.view import address

KEY = "buka"
EVERY = "semua"
"""In an address: all folds of the page."""


def open_fold(title: str, name: str) -> DeltaGenerator | None:
    """Show a fold; return its inside while it is open, else None. `name`: what the address calls it."""
    key = f"lipat_{name}"
    if asked := address.newly_said(KEY):
        # Not by `expanded`: to Streamlit a fold that is asked for otherwise than before is another one, and closed.
        st.session_state[key] = bool({name, EVERY} & {*asked.split(".")})
    box = st.expander(title, key=key, on_change=address.note_pick)
    if box.open:
        address.keep_more(KEY, name)
        return box
    return None


def show_folds(folds: Mapping[str, tuple[str, Callable[[], None]]]) -> None:
    """Show folds below each other; by the name of each its title, and what shows its inside."""
    for name, (title, show) in folds.items():
        if inside := open_fold(title, name):
            with inside:
                show()
