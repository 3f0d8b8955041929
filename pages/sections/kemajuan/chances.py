"""The chance of every target, as planned and with a wave moved."""

import pandas as pd

from analytics import rollout
from analytics.rollout import Forecast, Pace, PlanRecord
from core import formats
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.view.view import FrameRow, View
from wording import likely_month, target_chance_words


def show_chances(view: View) -> None:
    """Show the chance of every target as planned; nothing where no forecast can be made."""
    planned = view.build.forecast(view.end)
    if planned.state != "not_provided" and planned.live < planned.total:
        show_chance_lines(planned, None, targets_with_pace(view), "", view)


def targets_with_pace(view: View) -> pd.DataFrame:
    """Return the targets of live kelurahan with a due day, and the pace of each."""
    build = view.build
    targets = rollout.kelurahan_targets(build.targets)
    paces = [build.pace(row, view.end) for _, row in targets.iterrows()]
    return targets.assign(pace=pd.Series(paces, targets.index, dtype=object))


def show_chance_lines(
    planned: Forecast, moved: Forecast | None, targets: pd.DataFrame, supposition: str, view: View
) -> None:
    """Show a line a target: its chance as planned and, where a wave is moved, with it moved; nothing without one."""
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
