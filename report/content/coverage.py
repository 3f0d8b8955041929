"""Coverage with pace and forecast: how many offices are live, how fast they must come, and what may come."""

from collections.abc import Mapping
from datetime import date
from enum import IntEnum

import pandas as pd

from analytics import City
from analytics.rollout import TARGET_KINDS, Forecast, Pace, coverage, listed_later
from core.formats import MISSING, day, interval, month, number
from core.texts import translator
from report.content.blocks import Block, CoverageChart, Section, Table, Text
from report.content.summary import Paces, due_words
from wording import (
    KIND_WORDS,
    chance_words,
    reason_words,
    target_state_words,
    trips_saved_words,
    unplanned_sentence,
)

MONTHS_AHEAD = 8


def place_coverage_section(city: City, as_of: date, lang: str) -> Section:
    """Return the section of one kecamatan: targets, pace and forecast are the city's."""
    chart = _chart(city, (), None, as_of, lang)
    return Section("coverage", translator(lang)("Cakupan"), (chart or _gap(lang),))


def coverage_section(city: City, paces: Paces, ahead: Forecast, as_of: date, lang: str) -> Section:
    """Return the section on coverage as of a day: chart, pace for each target (City.paces), forecast.

    Of a month before the first export of plans, waves that had come by then are plans no more: that is said.
    """
    _, known_on = translator(lang), listed_later(city.plan_history, as_of, city.as_of)
    chart = _chart(city, paces, ahead, as_of, lang)
    blocks: tuple[Block, ...] = (chart,) if chart else (_gap(lang),)
    if paces:
        kinds = {TARGET_KINDS[row["measure"]] for row, _pace in paces}
        aheads = {kind: ahead if kind == "kelurahan" else city.forecast(as_of, kind) for kind in kinds}
        blocks += (_pace_table(paces, aheads, lang),)
    if known_on:
        late = _("Rencana menurut daftar per {day}: gelombang yang sudah terjadi sampai hari itu bukan rencana lagi.")
        blocks += (Text(late.format(day=day(known_on, lang))),)
    saved = Text(trips_saved_words(city.trips_saved(as_of), lang))
    return Section("coverage", _("Cakupan, laju, dan prakiraan"), (*blocks, *_forecast(ahead, lang), saved))


def _gap(lang: str) -> Text:
    _ = translator(lang)
    return Text(_("Cakupan belum dapat digambar: {reason}.").format(reason=reason_words("status_unknown", lang)), True)


def _chart(city: City, paces: Paces, ahead: Forecast | None, as_of: date, lang: str) -> CoverageChart | None:
    """Month by month to the as-of; None when not a single number is known."""
    _, end = translator(lang), pd.Timestamp(as_of)
    first = min([*city.roster["date"], end])
    days = pd.date_range(first, end, freq="ME").union(pd.DatetimeIndex([end]))
    live = {kind: coverage(city.roster, city.units, days, kind)["live"].tolist() for kind in KIND_WORDS}
    if pd.isna(live["kelurahan"]).all():
        return None
    past = tuple(
        (when.date(), _known(first), _known(second))
        for when, first, second in zip(days, live["kelurahan"], live["kecamatan"], strict=True)
    )
    goals = tuple((row["due_date"].date(), float(row["value"])) for row, _pace in paces if pd.notna(row["due_date"]))
    words = (
        _("kelurahan aktif"),
        _("kantor kecamatan aktif"),
        _("sasaran"),
        _("rencana") if ahead is not None and ahead.state == "scenario" else _("prakiraan"),
    )
    months = "; ".join(f"{month(when, lang)}: {number(a, 0, lang)} + {number(b, 0, lang)}" for when, a, b in past)
    alt = _("Kelurahan dan kantor kecamatan yang aktif pada akhir bulan. {months}.").format(months=months)
    now = past[-1]
    start = ((now[0], now[1], now[1], now[1]),) if now[1] is not None else ()
    path = () if ahead is None else _ahead(ahead)
    return CoverageChart(past, goals, (*start, *path) if path else (), words, alt)


def _ahead(ahead: Forecast) -> tuple[tuple[date, float, float, float], ...]:
    """The forecast's 80% band; with too few waves the plans, late and on time; nothing where nothing is known."""
    if ahead.state == "ok":
        rows = ahead.bands[["month", "q10", "q50", "q90"]]
    elif ahead.state == "scenario" and len(ahead.plans):
        rows = ahead.scenario.assign(middle=ahead.scenario["on_time"])[["month", "late", "middle", "on_time"]]
    else:
        return ()
    return tuple((when.date(), float(a), float(b), float(c)) for when, a, b, c in rows.head(MONTHS_AHEAD).to_numpy())


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


class PaceColumn(IntEnum):
    """The columns of the table of paces, by their place in a row."""

    TARGET = 0
    DUE = 1
    LIVE = 2
    MISSING = 3
    REQUIRED = 4
    ACTUAL = 5
    STATE = 6


PLANNED = (PaceColumn.REQUIRED, PaceColumn.STATE)
"""Columns that speak of what may come, as plans decide it."""
_NUMBERS = tuple(map(int, (PaceColumn.LIVE, PaceColumn.MISSING, PaceColumn.REQUIRED, PaceColumn.ACTUAL)))


def _pace_table(paces: Paces, aheads: Mapping[str, Forecast], lang: str) -> Table:
    _ = translator(lang)
    head = (
        _("Sasaran"),
        _("Tenggat"),
        _("Aktif"),
        _("Kurang"),
        _("Perlu per bulan"),
        _("Laju {pace_months} bulan"),
        _("Keadaan"),
    )
    rows = tuple(
        (
            str(row[f"label_{lang}"]),
            due_words(row["due_date"], lang),
            f"{number(found.live, 0, lang)}/{number(found.target, 0, lang)}"
            if pd.notna(found.live)
            else _("tak diketahui"),
            _number(found.missing, 0, lang),
            _required(found, lang),
            _number(found.actual_per_month, 1, lang),
            target_state_words(found, aheads[TARGET_KINDS[row["measure"]]], lang),
        )
        for row, found in paces
    )
    return Table(_("Laju menuju sasaran"), head, rows, _NUMBERS)


def _required(found: Pace, lang: str) -> str:
    """What a month must bring; near the due date, what the days left must bring."""
    if found.state == "open" and found.is_nearly_due:
        words = translator(lang)("{n} dalam {days} hari")
        return words.format(n=number(found.missing, 0, lang), days=found.days_left)
    return _number(found.required_per_month, 1, lang)


def _number(value: float | None, decimals: int, lang: str) -> str:
    text = number(value, decimals, lang)
    return translator(lang)("tak ada") if text == MISSING else text


def _forecast(ahead: Forecast, lang: str) -> tuple[Text, ...]:
    """The forecast in words: chance and band, or the plan and why there is no chance; nothing once all are live."""
    _ = translator(lang)
    if ahead.live >= ahead.total:
        return ()
    if ahead.state == "not_provided":
        return (
            Text(
                _("Data untuk prakiraan belum cukup: {reason}.").format(reason=reason_words(ahead.reason, lang)), True
            ),
        )
    ends = ahead.bands.iloc[min(MONTHS_AHEAD, len(ahead.bands)) - 1]
    chance = ahead.chance_by(ends["month"].date())
    if chance is None:
        return (_scenario(ahead, lang),)
    return (
        Text(
            _(
                "Pada akhir {month}: {interval} dari {total} kelurahan aktif (rentang 80%, perkiraan tengah "
                "{middle}); peluang semua aktif {chance}."
            ).format(
                month=month(ends["month"], lang),
                interval=interval(ends["q10"], ends["q90"], lang=lang),
                middle=number(ends["q50"], 0, lang),
                total=ahead.total,
                chance=chance_words(chance, len(ahead.waves.seen), lang),
            )
        ),
        *((Text(unplanned),) if (unplanned := unplanned_sentence(ahead, lang)) else ()),
        *((Text(_slips(ahead, lang)),) if len(ahead.plans) else ()),
    )


def _slips(ahead: Forecast, lang: str) -> str:
    """Where the delays of planned waves come from."""
    _, record = translator(lang), ahead.record
    if not record.is_own:
        if record.is_typed:
            return _("Berapa lama gelombang terencana terlambat adalah anggapan kota ini, bukan temuan.")
        return _("Berapa lama gelombang terencana terlambat adalah anggapan, bukan temuan.")
    text = _(
        "Gelombang terencana dianggap terlambat seperti {n} rencana kota ini sampai kini ({kept} ditepati), digabung "
        "dengan anggapan seberat {prior_waves} gelombang."
    )
    return text.format(n=record.kept + record.slipped, kept=record.kept)


def _scenario(ahead: Forecast, lang: str) -> Text:
    _, seen = translator(lang), len(ahead.waves.seen)
    why = _(
        "Data untuk peluang dan rentangnya belum cukup: belum ada gelombang sejak {first_kelurahan} kelurahan pertama."
    )
    if seen:
        few = _(
            "Data untuk peluang dan rentangnya belum cukup: baru {n} gelombang sejak "
            "{first_kelurahan} kelurahan pertama."
        )
        why = few.format(n=seen)
    if not len(ahead.plans):
        return Text(f"{why} {_('Tidak ada gelombang yang terjadwal.')}", True)
    plans = "; ".join(
        (
            _("{n} kelurahan pada {day}")
            if row["date"].date() > ahead.as_of
            else _("{n} kelurahan, terlambat sejak {day}")
        ).format(n=int(row["size"]), day=day(row["date"], lang))
        for _index, row in ahead.plans.iterrows()
    )
    return Text(_("{why} Yang terjadwal: {plans}.").format(why=why, plans=plans), True)
