"""The address holds the whole view: what is chosen goes into it, and what it says anew is chosen.

A link, the browser's back and forward: all three arrive as an address that this session did not write itself.
"""

from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

import streamlit as st

WRITTEN = "alamat"
NAMED = "alamat_kini"
REPAIRED = "alamat_diperbaiki"
PICKED = "baru_dipilih"
# What goes along from page to page; a page's own choices (layer, second office, moved wave) stay with it.
KEPT = ("bulan", "kecamatan", "unit", "lang")
LONGEST_SHOWN = 40


def begin() -> None:
    """Start a run: a page's own choices are named anew by the page that is shown."""
    st.session_state[NAMED] = set(KEPT)


def note_pick() -> None:
    """Note that the reader's own hand begins the next run: called by boxes and clicks, before the run.

    A browser that has not yet taken over what this session wrote sends its old address along with the pick: that is
    nothing new. Back and forward move no box, so they never come with a pick.
    """
    st.session_state[PICKED] = True


def chosen(key: str, options: Sequence[str], default: str) -> str:
    """Return what is chosen for `key`: an address not yet seen decides, else the reader's last choice.

    A value that is no option is the default; one that stood in the address is remembered for `repaired`.
    """
    said, is_new = _asked(key)
    wanted = (default if said is None else said) if is_new else st.session_state.get(key, default)
    if wanted in options:
        return str(wanted)
    if is_new:
        note_wrong(key, str(wanted))
    return default


def typed(key: str) -> str:
    """Return the words typed for `key`: an address not yet seen decides, else what the reader typed last."""
    said, is_new = _asked(key)
    return str((said or "") if is_new else st.session_state.get(key, ""))[:LONGEST_SHOWN]


def newly_said(key: str) -> str:
    """Return what an address not yet seen says for `key`; '' where it says nothing, or this session wrote it."""
    said, is_new = _asked(key)
    return (said or "") if is_new else ""


def _asked(key: str) -> tuple[str | None, bool]:
    """What the address says for a key, and whether this session has not written that itself."""
    said, written = st.query_params.get(key), _written()
    return said, key not in written or (said != written[key] and PICKED not in st.session_state)


def note_wrong(key: str, value: str) -> None:
    """Remember for `repaired` what an address asked for in vain."""
    st.session_state.setdefault(REPAIRED, {})[key] = value[:LONGEST_SHOWN]


def keep_choice(key: str, value: str, default: str | None) -> None:
    """Note a choice for the address (`write_address`); the default is not named. Codes: a link holds in any language.

    `default`: None where what is shown without a choice moves with time: such a choice is always named, so that a link
    shows later what it shows now.
    """
    _written()[key] = None if value == default else value
    st.session_state[NAMED].add(key)


def keep_more(key: str, name: str) -> None:
    """Note one more of several choices of a run for the address, joined by dots."""
    now = _written().get(key) if key in st.session_state[NAMED] else None
    keep_choice(key, f"{now}.{name}" if now else name, "")


def write_address(*, is_page_shown: bool = False) -> None:
    """Bring the choices named in this run into the address, all at once: one step for the browser's back button.

    Once the page is shown, what it did not name is no choice of it: that leaves the address and is forgotten, so that
    the page it belongs to finds it in its own address again.
    """
    now, named, written = st.query_params.to_dict(), st.session_state[NAMED], _written()
    if is_page_shown:
        for key in written.keys() - named:
            del written[key]
        st.session_state.pop(PICKED, None)
    others = {} if is_page_shown else {key: value for key, value in now.items() if key not in named}
    wanted = others | {key: value for key, value in written.items() if key in named and value is not None}
    # Of a key said twice the last counts, and the other leaves the address.
    if wanted != now or any(len(st.query_params.get_all(key)) > 1 for key in now):
        st.query_params.from_dict(wanted)


def repaired() -> dict[str, str]:
    """Return the values that the address asked for in vain since the last call, by key."""
    found: dict[str, str] = st.session_state.pop(REPAIRED, {})
    return found


def link(page: str = "", **changes: str) -> str:
    """Return the address of a page with what is chosen now, some of it changed ('' leaves one out)."""
    now = {key: value for key, value in _written().items() if key in KEPT and value}
    query = urlencode({key: value for key, value in (now | changes).items() if value})
    return f"{page or './'}{'?' if query else ''}{query}"


def link_here(**changes: str) -> str:
    """Return the address of this page with all that was chosen on it, some of it changed ('' leaves one out)."""
    now = {key: value for key, value in _written().items() if key in st.session_state[NAMED] and value}
    return f"?{urlencode({key: value for key, value in (now | changes).items() if value})}"


def own_address() -> str:
    """Return the path and the choices that the browser shows, to come back to."""
    path = urlsplit(st.context.url or "").path or "/"
    query = urlencode(st.query_params.to_dict())
    return f"{path}{'?' if query else ''}{query}"


def _written() -> dict[str, str | None]:
    """What this session last put into the address, by key; None where it left the key out."""
    written: dict[str, str | None] = st.session_state.setdefault(WRITTEN, {})
    return written
