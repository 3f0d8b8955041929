"""What several pages say of an office: since when its status holds, and where its roster is doubtful."""

import pandas as pd

from analytics.rollout import NOT_STARTED
from core import formats
from pages.parts.cards import note, show_way
from pages.view.reader import current_rights
from pages.view.view import FrameRow, View
from wording import roster_words


def since_text(status: FrameRow | pd.Series, view: View) -> str:
    """Return since when a status (rollout.status_on) holds; an unknown start says so, nothing begun has none.

    An office not begun was so before the first list that says it: that list's day is no beginning.
    """
    if pd.isna(status["since"]) or status["status"] == NOT_STARTED:
        return formats.MISSING
    day = formats.day(status["since"], view.lang)
    return day if status["is_start_known"] else view.t("paling lambat {day}").format(day=day)


def show_roster_doubts(view: View) -> None:
    """Show where the roster and what came of the place's offices do not agree, and where it is mended."""
    if told := roster_words(view.build.roster_doubts(view.kecamatan, view.unit, view.end), view.lang):
        note(" ".join(told), "warn")
        if current_rights().may_mend:
            show_way("perbaikan", view.t("Isi daftar peluncuran"), tabel="rollout")
