"""Below the offices that need somebody: other tasks, and the places compared."""

from html import escape

import pandas as pd
import streamlit as st

from akses import Reach
from analytics.actions import MOST_ACTIONS, Action
from analytics.urgent_offices import HELPS
from core import formats
from pages.parts.explain import explanation
from pages.parts.folds import show_folds
from pages.parts.urgent import is_now, named_lines, names_owing, now_or_then
from pages.sections.kelurahan.all_offices import show_all
from pages.sections.standar_layanan.open_requests import open_words
from pages.tables.kecamatan_table import fold_of_areas
from pages.view.address import link
from pages.view.reader import current_rights
from pages.view.view import View
from wording import ACTION_SENTENCES, owed_in

PAGES = {
    "overdue": "mutu_data",
    "late_plan": "kemajuan",
    "unused": "kelurahan",
    "warned": "kelurahan",
    "help": "bantuan_112",
    "fallen": "kelurahan",
    "prepare": "kemajuan",
    "held": "mutu_data",
}


def show_other_tasks(view: View) -> None:
    """Show folded what else is to do at the place, each a sentence with the page that tells more."""
    urgent = view.urgent
    named = {row["unit_code"] for line in named_lines(urgent) for row in line}
    others = [action for action in view.actions if _is_shown(action) and not _is_told(action, urgent, named)]
    told = [(PAGES[action.kind], _sentence(action, view)) for action in others]
    waiting = open_words(view) if is_now(view) else ""
    told = [*told[: MOST_ACTIONS - 1], ("standar_layanan", waiting)] if waiting else told[:MOST_ACTIONS]
    if not told:
        return
    items = "".join(
        f'<li><a class="inside" href="{escape(link(page))}">{escape(sentence)}</a></li>' for page, sentence in told
    )
    about = explanation(view, "actions")
    title = escape(now_or_then(view.t("Tugas lain"), view.t("Tugas lain, {day}"), view))
    st.html(
        f'<details class="fold"><summary>{title}</summary><div class="inner"><ul>{items}</ul>{about}</div></details>'
    )


def _is_shown(action: Action) -> bool:
    """False for rows held back where the role is shown none: Mutu data would not say which."""
    return action.kind != "held" or current_rights().held_rows is not Reach.NOTHING


def _is_told(action: Action, urgent: pd.DataFrame, named: set[str]) -> bool:
    """True where the lines above tell of the offices that owe reports, or name all that a task is about.

    `named`: the codes that stand in these lines.
    """
    if action.kind == "overdue":
        return names_owing(urgent)
    return action.kind in HELPS and named.issuperset(action.offices["unit_code"])


def _sentence(action: Action, view: View) -> str:
    lang = view.lang
    return view.t(ACTION_SENTENCES[action.kind]).format(
        n=formats.number(len(action.offices), 0, lang),
        count=formats.number(action.count, 0, lang),
        due=formats.day(action.due, lang),
        # Rows are held or not as of the newest data, whatever period is looked at.
        today=formats.day(view.build.as_of, lang),
        period=owed_in(view.end, lang),
    )


def show_places(view: View) -> None:
    """Show the kecamatan of the city, or the offices of the kecamatan that is looked at; nothing of one office."""
    if view.unit:
        return
    folds = {} if view.is_city_shown else {"kantor": (view.t("Bandingkan kantornya"), lambda: show_all(view))}
    show_folds(folds | fold_of_areas(view))
