"""What is to know of the place that the map looks at: an office, a kecamatan with its offices, or the city."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from analytics.uptake import share_rank
from core import formats
from pages.parts.cards import note, show_way
from pages.parts.urgent import named_lines, now_or_then, owing_line, owing_link, why_words
from pages.sections.peta.words import word_of
from pages.tables.ranked_table import status_cell
from pages.view.address import link
from pages.view.view import FrameRow, View, name_in_table, unit_name
from wording import rank_words, residents_words, share_or_reason, status_word


def show_place(frame: pd.DataFrame, layer: str, view: View) -> None:
    """Show the story of the chosen place; `frame`: as from sections.peta.offices.map_frame, `layer`: that is drawn."""
    if view.unit:
        _show_office(frame[frame["unit_code"] == view.unit].iloc[0], view)
    elif view.kecamatan:
        _show_area(frame, layer, view)
    else:
        note(view.t("Ketuk kelurahan atau nama kecamatan."))
        _show_needs(view)


def _show_office(office: pd.Series, view: View) -> None:
    """Its status with its plan, what the map knows of it, and the way to its own page."""
    told = [f"{view.t('sejak')} {escape(office['since_text'])}"] if office["since_text"] != formats.MISSING else []
    if pd.notna(office["planned_date"]):
        plan = view.t("rencana {status}: {day}").format(
            status=status_word(office["planned_status"], view.lang).lower(),
            day=formats.day(office["planned_date"], view.lang),
        )
        told.append(escape(plan))
    state = status_cell(office["status"], word_of(office["status"], view))
    # Status and since when stand in the first line.
    facts = {view.t("Kecamatan"): office["kecamatan"], **dict(office["lines"][2:])}
    _show(unit_name(office, view), " · ".join([state, *told]), facts)
    _show_needs(view)
    show_way("kelurahan", view.t("Rincian kantor ini"))


def _show_area(frame: pd.DataFrame, layer: str, view: View) -> None:
    """How many of its offices are live, its share, what its residents send, and which offices need somebody."""
    months = view.period_shares("kecamatan_code")
    share = months[months["kecamatan_code"] == view.kecamatan]
    live = view.t("{live} dari {n}").format(live=int(frame["status"].eq("aktif").sum()), n=len(frame))
    rank = formats.MISSING
    if view.compares_areas:
        rank = rank_words(share_rank(months, "kecamatan_code", str(view.kecamatan)), view.lang)
    facts = {
        # The map of the status says it itself.
        **({} if layer == "status" else {view.t("Kantor aktif"): live}),
        view.t("Porsi digital"): share_or_reason(share.iloc[0], view.lang) if len(share) else formats.MISSING,
        view.t("Urutan porsi digital"): rank,
        view.t("Permohonan digital per 1.000 penduduk"): residents_words(frame, view.lang),
    }
    _show(view.scope_name, "", facts)
    _show_needs(view)
    show_way("./", view.t("Ringkasan wilayah ini"))


def _show(title: str, line: str, facts: Mapping[str, str]) -> None:
    told = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts.items() if text != formats.MISSING
    )
    first = f"<p>{line}</p>" if line else ""
    st.html(f'<section class="story"><h2>{escape(title)}</h2>{first}<dl>{told}</dl></section>')


def _show_needs(view: View) -> None:
    """The offices of the place that need somebody most, each with why; a tap shows it on the map."""
    lines = named_lines(view.urgent)
    if not lines:
        return
    told = [_need(line, view) for line in lines]
    if view.unit:
        st.html(f'<p class="story need">{escape(view.t("Perlu perhatian"))}: {escape(told[0][1])}</p>')
        return
    items = "".join(
        f'<li><a class="inside" href="{escape(target)}">{escape(name)}</a><span>{escape(why)}</span></li>'
        for name, why, target in told
    )
    title = now_or_then(view.t("Perlu perhatian"), view.t("Perlu perhatian, {day}"), view)
    st.html(f'<div class="story need"><b>{escape(title)}</b><ul>{items}</ul></div>')


def _need(line: Sequence[FrameRow], view: View) -> tuple[str, str, str]:
    """Who needs somebody, why, and where a tap leads: an office to its place on the map."""
    row = line[0]
    # Of a month its name stands above the map: there is no room for its days.
    has_days = view.grain != "month"
    if len(line) > 1:
        return (*owing_line(line, view, has_days=has_days)[:2], owing_link(view))
    return name_in_table(row, view), why_words(row, view, has_days=has_days), link("peta", unit=row["unit_code"])
