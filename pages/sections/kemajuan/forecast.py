"""What may come: live kelurahan by month, and a planned wave that the reader moves to see it change."""

from datetime import date

import pandas as pd
import streamlit as st

from analytics import rollout
from analytics.rollout import Forecast, PlanRecord
from core import formats
from pages.charts.coverage import forecast_chart
from pages.frame.filters import EVERYTHING, select
from pages.parts.cards import note
from pages.parts.downloads import Sheet, add_sheet
from pages.parts.marks import marked
from pages.parts.show_chart import Twin, show_chart
from pages.sections.kemajuan.chances import show_chance_lines, targets_with_pace
from pages.titles.rollout import forecast_title
from pages.view.reader import current_rights
from pages.view.view import FrameRow, View
from wording import forecast_sentence, likely_month, reached_words, reason_words

SLIPS = (4, 8, 12, 26)


def show_forecast(
    roster: pd.DataFrame, units: pd.DataFrame, past: pd.DataFrame, marks: pd.DataFrame, view: View
) -> None:
    """Show the forecast as planned or with one wave moved; `past`: rollout.coverage of the kelurahan."""
    t = view.t
    place_of_chart = st.container()
    history = view.build.plan_history
    planned = view.build.forecast(view.end)
    if planned.state == "not_provided":
        reason = reason_words(planned.reason, view.lang)
        note(t("Data untuk prakiraan belum cukup: {reason}.").format(reason=reason), "empty")
        return
    if planned.live >= planned.total:
        everything = pd.Series({"measure": "kelurahan_live", "value": planned.total, "due_date": pd.NaT})
        reached = reached_words(rollout.pace(roster, units, everything, view.end), view.lang)
        note(t("Semua kelurahan sudah aktif: {reached}.").format(reached=reached))
        return
    choice = _choose_wave(planned, view)
    late = rollout.slipped(planned.plans, *choice) if choice else None
    assumed = rollout.assumed_slips(view.build.plan_slips)
    moved = rollout.forecast(roster, units, view.end, late, history=history, assumed=assumed) if choice else None
    ahead, supposition = moved or planned, _supposition(choice, view)
    targets = targets_with_pace(view)
    if moved:
        show_chance_lines(planned, moved, targets, supposition, view)
    title = t("Prakiraan kelurahan aktif")
    months = ahead.bands.merge(ahead.scenario, on="month")
    raw = months.drop(columns="state")
    with place_of_chart:
        show_chart(
            view,
            marked(forecast_chart(past, ahead, targets, view.lang), marks, past["date"], view),
            _title(planned, moved, targets, view),
            "prakiraan",
            told=_summary(ahead, supposition, view),
            twin=_twin(months, view),
            period=formats.span(past["date"].min(), months["month"].max(), view.lang),
            sheet=Sheet(title, raw, ("coverage_forecast", "full_coverage_chance"), supposition=supposition),
            caption=_legend(ahead, view),
        )
    add_sheet(Sheet(t("Gelombang terencana"), ahead.plans, ("coverage_forecast",), supposition=supposition))


def _title(planned: Forecast, moved: Forecast | None, targets: pd.DataFrame, view: View) -> str:
    """What the chart finds; the month in which all are live as planned is left out where a line above it says it."""
    is_said = any(pace.target == planned.total and pace.state not in ("reached", "lost") for pace in targets["pace"])
    if moved is None and is_said and likely_month(planned, planned.total) is not None:
        return view.t("Kelurahan aktif sampai kini, dan perkiraannya")
    return forecast_title(moved or planned, view.lang, is_moved=moved is not None)


def _choose_wave(planned: Forecast, view: View) -> tuple[date, int] | None:
    """Let the reader choose a planned wave and how many weeks late it comes; None while nothing is moved."""
    t, lang, plans = view.t, view.lang, planned.plans
    if plans.empty:
        note(t("Tidak ada gelombang terencana sesudah {day}.").format(day=formats.day(view.end, lang)), "empty")
        return None
    waves = {EVERYTHING: t("seperti rencana")} | {
        f"{row['date']:%Y-%m-%d}": _wave_words(row, view) for row in plans.to_dict("records")
    }
    weeks = {str(number): t("{n} minggu").format(n=number) for number in SLIPS}
    left, right = st.columns(2)
    with left:
        wave = select(t("Geser gelombang"), list(waves), waves, "gelombang")
    if not wave:
        # Weeks beside "as planned" would read as a delay of what is drawn.
        return None
    with right:
        slip = select(t("Mundur"), list(weeks), weeks, "geser")
    return date.fromisoformat(wave), int(slip)


def _wave_words(wave: FrameRow, view: View) -> str:
    """A planned wave by its day and size; one that is late says so."""
    t, day = view.t, pd.Timestamp(wave["date"])
    text = t("{day}, {n} kelurahan") if day > pd.Timestamp(view.end) else t("{day}, {n} kelurahan, terlambat")
    return text.format(day=formats.day(day, view.lang), n=formats.number(wave["size"], 0, view.lang))


def _supposition(choice: tuple[date, int] | None, view: View) -> str:
    """What the reader supposed, in words that go along with every file and picture; '' as planned."""
    if not choice:
        return ""
    text = view.t("Pengandaian: gelombang {day} mundur {n} minggu")
    return text.format(day=formats.short_day(choice[0], view.lang), n=choice[1])


def _legend(ahead: Forecast, view: View) -> str:
    """What the lines are; what a band rests on is said where there is one."""
    t = view.t
    if ahead.state != "ok":
        return t(
            "Garis putus-putus: bila semua gelombang terencana tepat waktu; titik-titik: bila semuanya terlambat "
            "paling lama."
        )
    record = ahead.record
    if record.is_own:
        text = t(
            "Garis putus-putus: perkiraan tengah. Bidang: kemungkinan 50% dan 80%. Menurut {n} rencana kota ini "
            "yang sudah jatuh tempo ({waves} gelombang) dan anggapan seberat {prior_waves} gelombang, gelombang "
            "terencana terlambat {slips}."
        )
    else:
        text = t(
            "Garis putus-putus: perkiraan tengah. Bidang: kemungkinan 50% dan 80%. Anggapan keterlambatan, bukan "
            "temuan: gelombang terencana terlambat {slips}."
        )
    told = text.format(n=record.kept + record.slipped, waves=record.waves, slips=_slips(record, view))
    return f"{told} {_where_edited(record, view)}"


def _where_edited(record: PlanRecord, view: View) -> str:
    """Whose assumption it is, and where who may change it does so."""
    if record.is_typed:
        return view.t("Anggapan itu dari tabel kota ini, Keterlambatan rencana di Perbaikan data.")
    if not current_rights().may_mend:
        return view.t("Anggapan bawaan.")
    return view.t("Anggapan bawaan; gantinya ditulis di Perbaikan data, tabel Keterlambatan rencana.")


def _slips(record: PlanRecord, view: View) -> str:
    """The chance of each slip in words."""
    chances = record.slips.items()
    part = view.t("{n} minggu ({chance})")
    return ", ".join(part.format(n=weeks, chance=formats.percent(chance, 0, view.lang)) for weeks, chance in chances)


def _summary(ahead: Forecast, supposition: str, view: View) -> str:
    told = forecast_sentence(ahead, view.lang)
    return f"{supposition}. {told}" if supposition else told


def _twin(months: pd.DataFrame, view: View) -> Twin:
    t, lang = view.t, view.lang
    names = {
        t("Batas bawah 80%"): "q10",
        t("Perkiraan tengah"): "q50",
        t("Batas atas 80%"): "q90",
        t("Bila tepat waktu"): "on_time",
        t("Bila terlambat"): "late",
    }
    table = pd.DataFrame(
        {t("Akhir bulan"): [formats.month(month, lang) for month in months["month"]]}
        | {name: [formats.number(value, 0, lang) for value in months[column]] for name, column in names.items()}
    )
    return Twin(table, tuple(table.columns[1:]))
