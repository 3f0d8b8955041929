"""What a page of work is given: pages for those who bring and mend data need no build, no period and no place."""

from dataclasses import dataclass

import streamlit as st

from akses import Reader, Rights, rights_of, scope_of
from core.store import active_store
from core.store.published_builds import NoBuildError, current_build
from core.texts import Translate
from pages.view.cache import Build, read_build
from pages.view.navigation import enter_through_frame

KEY = "pekerjaan"


@dataclass(frozen=True)
class WorkView:
    """The words and the language of a run, and who works."""

    t: Translate
    lang: str
    reader: Reader

    @property
    def rights(self) -> Rights:
        """What this reader may."""
        return rights_of(self.reader.role)


def published_build(work: WorkView) -> Build | None:
    """Return what is published, as far as the reader sees it; None while nothing is."""
    try:
        return read_build(scope_of(work.reader, current_build(active_store())))
    except NoBuildError:
        return None


def begin_work(work: WorkView) -> None:
    """Keep it for the page of this run."""
    st.session_state[KEY] = work


def current_work() -> WorkView:
    """Return what the frame has set for this run."""
    if KEY not in st.session_state:
        enter_through_frame()
    work: WorkView = st.session_state[KEY]
    return work
