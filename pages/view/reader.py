"""Who reads, asked anew at every run and every download: an account, its rights, and what is noted of it."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import ParamSpec

import streamlit as st

from akses import FILES, UNNAMED, Reader, Refusal, Rights, address_of, login_settings, note_act, rights_of, who_asks

KEY = "pembaca"
Arguments = ParamSpec("Arguments")


class NotAllowedError(Exception):
    """Somebody asks for what was made for another reader, or may read no longer."""


def sent_headers() -> list[tuple[str, str]]:
    """Return the headers with which this session's browser came, each as often as it was sent."""
    headers = st.context.headers
    return [(name, value) for name in dict.fromkeys(headers) for value in headers.get_all(name)]


def asking_reader() -> Reader | Refusal:
    """Return who reads now, and keep it for this run."""
    who = who_asks(sent_headers())
    st.session_state[KEY] = who if isinstance(who, Reader) else None
    return who


def current_reader() -> Reader:
    """Return who reads in this run: app.py has asked."""
    who = st.session_state[KEY]
    assert isinstance(who, Reader)
    return who


def current_rights() -> Rights:
    """Return what the reader of this run may."""
    return rights_of(current_reader().role)


def for_reader(content: Callable[[], bytes], name: str) -> Callable[[], bytes]:
    """Return a file's content as the reader of this run may fetch it: who asks is asked again when it is pressed.

    The file then goes to this account alone, and that it went is noted. Raises NotAllowedError when called for nobody.
    """
    if login_settings() is None:
        return content
    account, headers = current_reader(), sent_headers()

    def checked() -> bytes:
        if who_asks(headers) != account:
            raise NotAllowedError(name)
        made = content()
        FILES.offer(made, account)
        note_act("download", account.name, address_of(headers), file=name, bytes=len(made))
        return made

    return checked


def part_for_reader(draw: Callable[Arguments, None], run_every: float | None = None) -> Callable[Arguments, None]:
    """Return what draws a part of a page that runs again by itself (st.fragment), past app.py and its question.

    `run_every`: after so many seconds also without a click.

    Who asks is asked again each time: for anybody but the reader it was drawn for, the whole page runs anew.
    """

    @st.fragment(run_every=run_every)
    def checked(account: Reader, *given: Arguments.args, **named: Arguments.kwargs) -> None:
        if login_settings() is not None and who_asks(sent_headers()) != account:
            st.rerun(scope="app")
        draw(*given, **named)

    @wraps(draw)
    def drawn(*given: Arguments.args, **named: Arguments.kwargs) -> None:
        checked(current_reader(), *given, **named)

    return drawn


def note_view(page: str, place: str, period: str) -> None:
    """Note that a page is looked at, once for as long as page and reader stay the same: before it is shown, as whoever
    stops a run has seen what was shown until then.
    """
    told = {"account": current_reader().name, "page": page, "place": place, "period": period}
    if st.session_state.get("dicatat") != told:
        st.session_state["dicatat"] = told
        _note("view", page=page, place=place, period=period)


def note_report(place: str, period: str, code: str) -> None:
    """Note that a report was made. `code`: '' for a draft."""
    _note("report", place=place, period=period, code=code)


def note_question(sql: str, build: str, outcome: str) -> None:
    """Note that a build was asked in SQL; of the question a checksum, as its words may be anybody's."""
    _note("asked", question=sha256(sql.encode()).hexdigest(), build=build, outcome=outcome)


def _note(act: str, **told: str) -> None:
    if current_reader() != UNNAMED:
        note_act(act, current_reader().name, address_of(sent_headers()), **told)
