"""What may come: the forecast for each target, and a planned wave that the reader moves to see it change."""

from datetime import date

import pandas as pd
import streamlit as st

from analytics import rollout
from analytics.rollout import Forecast, Pace, PlanRecord
from core import formats
from pages.charts.coverage import forecast_chart
from pages.frame.filters import EVERYTHING, select
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet, add_sheet
from pages.parts.figure_row import show_tools
from pages.parts.marks import marked
from pages.parts.show_chart import Twin, show_chart
from pages.titles.rollout import forecast_title
from pages.view.reader import current_rights
from pages.view.view import FrameRow, View
from wording import forecast_sentence, likely_month, reached_words, reason_words, target_chance_words

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
    targets = _targets(view)
    if moved:
        _show_chances(planned, moved, targets, supposition, view)
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


def show_chances(view: View) -> None:
    """Show the chance of every target as planned; nothing where no forecast can be made."""
    planned = view.build.forecast(view.end)
    if planned.state != "not_provided" and planned.live < planned.total:
        _show_chances(planned, None, _targets(view), "", view)


def _targets(view: View) -> pd.DataFrame:
    """The targets of live kelurahan with a due day, and the pace of each."""
    build = view.build
    targets = rollout.kelurahan_targets(build.targets)
    paces = [build.pace(row, view.end) for _, row in targets.iterrows()]
    return targets.assign(pace=pd.Series(paces, targets.index, dtype=object))


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


def _show_chances(
    planned: Forecast, moved: Forecast | None, targets: pd.DataFrame, supposition: str, view: View
) -> None:
    """One line a target: its chance as planned and, where a wave is moved, with it moved; nothing without a target."""
    if targets.empty:
        return
    t, lang = view.t, view.lang
    rows = targets.to_dict("records")
    columns = {
        t("Sasaran"): [row[f"label_{lang}"] for row in rows],
        t("Tenggat"): [formats.short_day(row["due_date"], lang) for row in rows],
        t("Peluang menurut rencana"): [target_chance_words(row["pace"], planned, lang) for row in rows],
    }
    if moved:
        columns[t("Peluang bila digeser")] = [target_chance_words(row["pace"], moved, lang) for row in rows]
    table, title = pd.DataFrame(columns), t("Peluang tiap sasaran")
    if moved:
        # Directly under the choice: the chart above it is out of sight on a phone.
        note(" ".join(_moved_line(row, planned, moved, view) for row in rows))
    else:
        show_table(table, caption=title, numeric=tuple(table.columns[2:]))
    raw = pd.DataFrame({"target": list(table[t("Sasaran")]), "due_date": targets["due_date"].to_list()})
    for name, ahead, told in (
        ("chance", planned, t("Peluang menurut rencana")),
        ("chance_moved", moved, t("Peluang bila digeser")),
    ):
        if ahead:
            raw[name] = [_chance_number(ahead, row) for row in rows]
            raw[f"{name}_words"] = list(table[told])
    counts = _plans_kept(planned.record, view)
    keys = ("plans_kept", "full_coverage_chance") if counts else ("full_coverage_chance",)
    key = "peluang_digeser" if moved else "peluang"
    show_tools(view, Sheet(title, raw, keys, supposition=supposition), key, counts=counts)


def _moved_line(target: FrameRow, planned: Forecast, moved: Forecast, view: View) -> str:
    """A target's chance and likely month as planned and with the wave moved, in a sentence; why, where it has none."""
    t, pace, name = view.t, target["pace"], target[f"label_{view.lang}"]
    if pd.isna(_chance_number(planned, target)) and pd.isna(_chance_number(moved, target)):
        return t("{name}: {chance}.").format(name=name, chance=target_chance_words(pace, moved, view.lang))
    chance, likely = (
        t("tetap {value}").format(value=was) if was == now else t("{was} menjadi {now}").format(was=was, now=now)
        for was, now in zip(*(_told_ahead(pace, ahead, view) for ahead in (planned, moved)), strict=True)
    )
    return t("{name}: peluang {chance}; perkiraan {month}.").format(name=name, chance=chance, month=likely)


def _told_ahead(pace: Pace, ahead: Forecast, view: View) -> tuple[str, str]:
    """A target's chance, and the month in which it is likely reached."""
    likely = likely_month(ahead, pace.target)
    last = formats.month(ahead.bands["month"].iloc[-1] if likely is None else likely, view.lang)
    month = view.t("sesudah {month}").format(month=last) if likely is None else last
    return target_chance_words(pace, ahead, view.lang), month


def _plans_kept(record: PlanRecord, view: View) -> tuple[str, ...]:
    """How many plans were kept, of how many that came due, and how late the others are; nothing before any."""
    due = record.kept + record.slipped
    if not due:
        return ()
    late = view.t("{n} ({slipped} mundur, biasanya {days} hari)") if record.slipped else "{n}"
    days = formats.number(record.median_slip_days, 0, view.lang)
    return str(record.kept), late.format(n=due, slipped=record.slipped, days=days)


def _chance_number(ahead: Forecast, target: FrameRow) -> float:
    """The chance as a number; NaN for a target that is settled or beyond the forecast."""
    pace: Pace = target["pace"]
    if pace.state in ("reached", "out_of_reach") or pace.due_date is None:
        return float("nan")
    if not ahead.as_of < pace.due_date <= ahead.bands["month"].iloc[-1].date():
        return float("nan")
    chance = ahead.chance_by(pace.due_date, pace.target)
    return float("nan") if chance is None else chance


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
