"""The four answers in short: each verdict with its sign, what is not known said as such, nothing that contradicts."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from support.files.pdf_text import words

from analytics import Estimate, LiveOffices, Share
from analytics.rollout import Pace
from analytics.services import LateCancellations
from analytics.uptake import ShareChange
from wording import (
    departure_words,
    levels_words,
    likely_month,
    parts_in_short,
    parts_words,
    since_before,
    target_answer,
    target_state,
    young_words,
)
from wording.digital_days import unjudged_words
from wording.short_answers import (
    digital_days_answer,
    in_time_answer,
    switching_answer,
    where_answer,
)

SEPTEMBER = (date(2024, 9, 1), date(2024, 9, 30))
DUE = date(2024, 12, 31)


def head(coverage: dict[str, LiveOffices] | None = None, share: Any = None) -> Any:
    """As much of a headline as an answer reads."""
    known = {"before": SEPTEMBER, "as_of": date(2024, 10, 31), "is_shipped_roster": False}
    return SimpleNamespace(coverage=coverage or {}, share=share, **known)


def offices(live: int | None, total: int, used: int | None = 0, new: int = 0, before: int | None = 0) -> LiveOffices:
    return LiveOffices(live, used, new, 0, total, before, "ok", "status_unknown" if live is None else "")


@pytest.mark.parametrize(
    ("kelurahan", "kecamatan", "label", "sign", "line"),
    [
        ((28, 59, 28, 0, 22), (4, 10, 4, 0, 4), "sebagian", "open", "semuanya dipakai · bertambah 6 kantor"),
        ((59, 59, 50, 0, 59), (10, 10, 10, 0, 10), "semua", "good", "9 kantor belum dipakai · tidak bertambah"),
        ((0, 59, 0, 0, 0), (0, 10, 0, 0, 0), "belum ada", "open", "0 dari 10 kantor kecamatan · tidak bertambah"),
        ((5, 59, 2, 3, 7), (0, 10, 0, 0, 0), "sebagian", "open", "2 kantor dipakai · berkurang 2 kantor"),
        (
            (5, 59, 5, 0, 5),
            (0, 10, 0, 0, 0),
            "sebagian",
            "open",
            "0 dari 10 kantor kecamatan · 5 kantor dipakai · tidak",
        ),
        ((5, 59, None, 0, None), (0, 10, None, 0, None), "sebagian", "open", "0 dari 10 kantor kecamatan"),
    ],
)
def test_where_it_is_live(kelurahan: Any, kecamatan: Any, label: str, sign: str, line: str) -> None:
    told = where_answer(head({"kelurahan": offices(*kelurahan), "kecamatan": offices(*kecamatan)}))
    assert (told.label, told.sign) == (label, sign)
    assert words(told.value) == f"{kelurahan[0]} dari 59 kelurahan"
    assert line in words(told.line)


def test_an_unknown_status_is_no_number() -> None:
    told = where_answer(head({"kelurahan": offices(None, 59)}))
    assert (told.value, told.label, told.line) == ("", "belum cukup data", "status sebagian kantor tidak diketahui")


def share(change: ShareChange, state: str = "ok", lower: float = 0.38, young: tuple[int, float] = (0, 0.0)) -> Any:
    row = pd.Series({"state": state, "reason": "low_completeness", "share": 0.4, "lower": lower, "upper": 0.42})
    return Share(row, change, SEPTEMBER, 0.6, LateCancellations(), is_provisional=False, young=young)


FEW = "terlalu sedikit kantor atau minggu untuk menilainya"
MOVED = "36,1% (September) ke 41,1% · sasaran 60% belum tercapai"
SAME = "poin di 26 kantor yang sama, dari September · sasaran 60% belum tercapai"


@pytest.mark.parametrize(
    ("change", "label", "sign", "line"),
    [
        (Estimate(0.05, 0.02, 0.08), "naik di 26 kantor yang sama", "good", MOVED),
        (Estimate(-0.05, -0.08, -0.02), "turun di 26 kantor yang sama", "bad", MOVED),
        (Estimate(0.01, -0.01, 0.03), "belum tentu berubah", "open", f"+1,0 {SAME}"),
        (Estimate(0.01, -0.05, 0.07), "belum tentu berubah", "open", f"+1,0 {SAME}"),
        (Estimate(0.12), "perubahan belum diketahui", "open", f"{FEW} · sasaran 60% belum tercapai"),
    ],
)
def test_people_switch_only_beyond_the_interval(change: Estimate, label: str, sign: str, line: str) -> None:
    """The level of all offices beside it is not that of these: both ends of their change are said."""
    moved = ShareChange(before=0.361, after=0.411, change=change, offices=26, state="ok", reason="")
    told = switching_answer(head(share=share(moved)))
    assert (told.label, told.sign, words(told.line)) == (label, sign, line)


def test_a_change_that_is_mostly_that_of_young_offices_says_so() -> None:
    """A share rises by itself in an office's first weeks: more people switching is another thing."""
    change = ShareChange(change=Estimate(0.05, 0.02, 0.08), offices=26, state="ok", reason="")
    mostly, partly = (share(change, young=(15, part)) for part in (0.045, 0.02))
    assert ", terutama yang belum lama aktif" in switching_answer(head(share=mostly)).line
    assert "terutama" not in switching_answer(head(share=partly)).line
    only = switching_answer(head(share=share(change, young=(15, 0.051)))).line
    assert ", hanya yang belum lama aktif" in only, "the other offices fell"
    unsure = share(replace(change, change=Estimate(0.05, -0.02, 0.12)), young=(15, 0.045))
    assert "terutama" not in switching_answer(head(share=unsure)).line
    assert words(young_words(mostly)) == (
        "Dari +5,0 poin itu, +4,5 poin dari 15 kantor yang aktif belum 12 minggu pada 1 Sep 2024; +0,5 poin dari 11 "
        "kantor lain."
    )
    assert "seluruhnya dari kantor yang aktif belum 12 minggu" in young_words(share(change, young=(26, 0.05)))
    alone = young_words(share(replace(change, offices=1), young=(1, 0.05)))
    assert words(alone) == "Kantor yang dibandingkan belum 12 minggu aktif pada 1 Sep 2024."
    assert young_words(share(change)) == ""
    assert young_words(share(replace(change, change=Estimate(0.05)), young=(15, 0.045))) == ""


def test_the_level_of_all_offices_is_led_over_to_the_change_of_the_same_ones() -> None:
    change = ShareChange(
        before=0.35, after=0.383, change=Estimate(0.033, -0.01, 0.07), plain_before=0.421, plain_after=0.392,
        joined=-0.077, calendar=0.015, offices=15, state="ok", reason="",
    )  # fmt: skip
    assert words(levels_words(change, SEPTEMBER)) == (
        "Semua kantor: 42,1% (September 2024) menjadi 39,2%: +3,3 poin di kantor yang sama, −7,7 poin dari kantor "
        "baru, +1,5 poin dari hari dan lain-lain."
    )
    assert words(levels_words(replace(change, joined=0.0), SEPTEMBER)).endswith(
        ": +3,3 poin di kantor yang sama, −6,2 poin dari hari dan lain-lain."
    )
    assert levels_words(replace(change, plain_after=0.454), SEPTEMBER) == ""
    assert levels_words(ShareChange(), SEPTEMBER) == ""
    assert levels_words(replace(change, change=Estimate(0.033)), SEPTEMBER) == "", "the answer above says not known"


def test_a_part_of_a_change_is_one_number_wherever_it_is_told() -> None:
    """The parts are rounded together: of two that end alike one may be written up and the other down."""
    change = ShareChange(
        before=0.35, after=0.423, change=Estimate(0.073, 0.04, 0.1), plain_before=0.383, plain_after=0.402,
        joined=-0.03047, calendar=-0.02402, left=-0.0001, reweighted=0.00059, offices=26, state="ok", reason="",
    )  # fmt: skip
    short, long = words(levels_words(change, SEPTEMBER)), words(parts_words(change, SEPTEMBER, SEPTEMBER))
    (joined,) = re.findall(r"(\S+) poin dari kantor baru", short)
    assert f"kantor baru bergabung {joined} poin" in long


def test_the_parts_of_a_change_stand_by_themselves_in_the_same_numbers() -> None:
    """Calendar, joined offices, re-weighting, real: those of no size are left out; nothing where nothing is known."""
    change = ShareChange(
        before=0.35, after=0.423, change=Estimate(0.073, 0.04, 0.1), plain_before=0.383, plain_after=0.402,
        joined=-0.03047, calendar=-0.02902, left=-0.0001, reweighted=0.00559, offices=26, state="ok", reason="",
    )  # fmt: skip
    ((name, told),) = parts_in_short(change, SEPTEMBER).items()
    assert words(name) == "Perubahan di semua kantor dari September 2024"
    assert words(told) == (
        "+1,9 poin: +7,3 di kantor yang sama, −2,9 dari beda kalender atau hari tak lengkap, −3,1 dari kantor baru, "
        "+0,6 dari kantor yang makin ramai atau sepi"
    )
    numbers = [float(part.replace(",", ".").replace("−", "-")) for part in re.findall(r"[+−][\d,]+", told)]
    assert sum(numbers[1:]) == pytest.approx(numbers[0])
    long = words(parts_words(change, SEPTEMBER, SEPTEMBER))
    assert "kantor baru bergabung −3,1 poin" in long
    assert (
        parts_in_short(replace(change, plain_after=0.456, joined=0, calendar=0, left=0, reweighted=0), SEPTEMBER) == {}
    )
    assert parts_in_short(ShareChange(), SEPTEMBER) == {}
    assert parts_in_short(replace(change, change=Estimate(0.073)), SEPTEMBER) == {}, "the card says not known"


@pytest.mark.parametrize(
    ("tolerated", "said"),
    [(1.64, "turunnya tetap terbukti selama simpangannya kurang dari 1,6 kali itu"), (0.0, "turunnya tidak terbukti")],
)
def test_how_far_visits_may_leave_their_line_is_told(tolerated: float, said: str) -> None:
    seen: Any = SimpleNamespace(log_visits=Estimate(-0.2, -0.3, -0.1), departure=0.052, tolerated=tolerated)
    told = departure_words(seen)
    assert told.startswith("Sebelum mulai kunjungan menyimpang paling jauh 5,2% dari garis trennya; ")
    assert said in told
    seen.log_visits = Estimate()
    assert departure_words(seen) == ""


def digital(roles: Sequence[str], lacking: Sequence[str] = (), verdict: str = "cannot_tell") -> Any:
    """As much of what the digital days did as an answer reads."""
    return SimpleNamespace(
        gap=Estimate(0.12), verdict=verdict, reason="few_live", start=date(2024, 8, 27), ended=None,
        live_offices=list(roles).count("live"), offices=pd.DataFrame({"role": list(roles)}),
        left_out=pd.DataFrame({"reason": list(lacking)}),
        recent=SimpleNamespace(state=""),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("roles", "lacking", "why"),
    [
        ([], ["live_in_window"], "mulai aktif di dalam masa yang dibandingkan"),
        (["live"], [], "satu kantor tidak cukup, perlu 6 kelurahan"),
        (["not_live"], [], "belum aktif"),
        (["apart"], [], "yang dinilai hanya kelurahan"),
        (["live"], ["live_in_window"], "terlalu sedikit kelurahan yang sudah aktif 8 minggu sebelum hari digital"),
    ],
)
def test_one_office_is_told_its_own_reason(roles: list[str], lacking: list[str], why: str) -> None:
    assert unjudged_words(digital(roles, lacking)) == why


def test_the_digital_days_are_told_with_their_beginning_whatever_period_is_looked_at() -> None:
    gap = SimpleNamespace(result=digital(["live"] * 6, verdict="worked"), reason="")
    for as_of, told in ((date(2024, 11, 17), "sejak Agustus"), (date(2025, 1, 31), "sejak Agustus 2024")):
        line = words(digital_days_answer(SimpleNamespace(gap=gap, as_of=as_of)).line)  # type: ignore[arg-type]
        assert line == f"6 kelurahan, dibandingkan hari lain {told}"


def test_no_points_stand_beside_not_enough_data() -> None:
    result = digital(["live"] * 2)
    told = digital_days_answer(SimpleNamespace(gap=SimpleNamespace(result=result, reason="")))  # type: ignore[arg-type]
    assert (told.value, told.label, told.sign) == ("", "belum cukup data", "open")
    assert "terlalu sedikit kelurahan" in told.line


ONE_OF = "4,0 poin di satu kantor yang dapat dibandingkan, dari September · sasaran 60% belum tercapai"


def test_the_change_of_one_office_is_not_that_of_its_kecamatan() -> None:
    """The only office that can be compared speaks for itself: of many as one, on its own page as always."""
    change = ShareChange(change=Estimate(0.04, 0.02, 0.06), before=0.3, after=0.34, offices=1, state="ok", reason="")
    unasked = SimpleNamespace(change=SimpleNamespace(state="not_provided"))
    many, alone = (
        SimpleNamespace(
            coverage={"kelurahan": offices(1, total, before=1)}, share=share(change), before=SEPTEMBER, grain="month",
            gap=SimpleNamespace(result=None), help=unasked, as_of=date(2024, 10, 31),
        )
        for total in (5, 1)
    )  # fmt: skip
    told: Any = switching_answer(many)
    assert (told.label, told.sign, words(told.line)) == ("naik di satu kantor", "open", ONE_OF)
    assert words(since_before(many)) == "Sejak September 2024: porsi digital satu kantor naik 4,0 poin."
    unknown = SimpleNamespace(**vars(many) | {"share": share(ShareChange(state="not_provided", reason="few_days"))})
    unknown.coverage = {"kelurahan": offices(1, 5, before=1)}
    assert words(since_before(unknown)) == (
        "Tidak ada yang pasti berubah sejak September 2024. Porsi digital belum dapat dibandingkan: kurang dari 5 hari "
        "kerja yang lengkap."
    )
    told = switching_answer(alone)
    assert (told.label, told.sign) == ("naik", "good")
    assert "porsi digital naik 4,0" in words(since_before(alone))
    many.share = alone.share = share(replace(change, change=Estimate(0.01, -0.01, 0.03)))
    assert "porsi digital satu kantor belum tentu berubah" in since_before(many)
    assert "porsi digital belum tentu berubah" in since_before(alone)


def test_a_change_that_cannot_be_told_says_why_and_the_share_stays() -> None:
    told = switching_answer(head(share=share(ShareChange(state="not_provided", reason="few_days"), lower=0.61)))
    assert told.label == "perubahan belum diketahui"
    assert words(told.line) == "kurang dari 5 hari kerja yang lengkap · sasaran 60% tercapai"
    told = switching_answer(head(share=share(ShareChange(), state="not_provided")))
    assert (told.value, told.label) == ("", "belum cukup data")


def ahead(chance: float | None, months: int = 6) -> Any:
    """As much of a forecast as an answer reads: it gains five kelurahan a month."""
    ends = pd.date_range("2024-12-31", periods=months, freq="ME")
    bands = pd.DataFrame({"month": ends, "q50": 35.0 + 5 * np.arange(months)})
    waves = SimpleNamespace(seen=[1] * 8, wave_months=3, months=11.0)
    plans = pd.DataFrame({"date": [pd.Timestamp("2024-12-16")], "size": [13]})
    return SimpleNamespace(state="ok", bands=bands, waves=waves, plans=plans, chance_by=lambda _day, _wanted: chance)


def pace(state: str, reached: date | None = None) -> Pace:
    return Pace(state, 28, 59, 31, DUE, 1.0, 29.0, 6.0, reached)


@pytest.mark.parametrize(
    ("state", "chance", "label", "sign"),
    [
        ("open", 0.9, "di jalur", "good"),
        ("open", 0.5, "belum pasti", "open"),
        ("open", 0.1, "tertinggal", "bad"),
        ("open", None, "belum cukup data", "open"),
        ("out_of_reach", 0.9, "tidak mungkin lagi", "bad"),
        ("missed", 0.9, "terlewat", "bad"),
        ("reached", 0.9, "tercapai", "good"),
        ("lost", 0.9, "tercapai, kini kurang", "open"),
    ],
)
def test_where_the_target_stands(state: str, chance: float | None, label: str, sign: str) -> None:
    reached = date(2024, 11, 1) if state in ("reached", "lost") else None
    told = in_time_answer((pace(state, reached), ahead(chance)))
    assert (told.label, told.sign) == (label, sign)
    assert bool(told.value) == (state == "open" and chance is not None)
    assert ("tercapai 1 Nov 2024" in words(told.line)) == (state == "reached")
    assert target_state(pace(state), ahead(chance))[1] == (chance if state == "open" else None)


def test_another_verdict_on_a_lesser_target_of_the_same_day_stands_beside_it() -> None:
    lesser = Pace("reached", 28, 20, 0, DUE, 1.0, None, 6.0, date(2024, 11, 1))
    other_day = replace(lesser, target=25, due_date=date(2024, 6, 30))
    told = in_time_answer((pace("open"), ahead(0.1)), lesser=[lesser, other_day])
    assert words(told.line) == (
        "sasaran 59 kelurahan 31 Des 2024 · perkiraan Mei 2025 (18 belum dijadwalkan) · sasaran 20 (sudah 28): tercapai"
    )
    alike = in_time_answer((pace("open"), ahead(0.1)), lesser=[replace(pace("open"), target=34)])
    assert "sasaran 34" not in alike.line


def test_the_likely_month_is_the_first_whose_middle_reaches_the_target() -> None:
    assert likely_month(ahead(0.1), 45) == pd.Timestamp("2025-02-28")
    assert likely_month(ahead(0.1, months=4), 59) is None
    assert "perkiraan sesudah Maret 2025" in words(in_time_answer((pace("open"), ahead(0.1, months=4))).line)
    assert in_time_answer(None).label == "tanpa sasaran"


def test_a_target_with_too_few_waves_is_told_by_its_pace() -> None:
    """The first kecamatan offices: on track while as many go live as are asked for, and no chance is made up."""
    few = SimpleNamespace(**vars(ahead(None)) | {"state": "scenario", "as_of": date(2024, 11, 29)})
    slow, fast = pace("open"), Pace("open", 4, 10, 6, DUE, 1.0, 6.0, 6.5, None)
    assert [target_answer("Semua", each, few).label for each in (slow, fast)] == ["tertinggal", "di jalur"]
    told = words(target_answer("Semua", fast, few).line)
    assert told == (
        "4 dari 10 aktif · tenggat 31 Des 2024 · peluang belum dapat dihitung: kurang dari 3 gelombang"
        " · 6,5 per bulan; perlu 6,0"
    )
    assert target_answer("Semua", Pace("open", 4, 10, 6, DUE, 1.0, 6.0, None, None), few).label == "belum cukup data"
    card = in_time_answer((fast, few))
    assert (card.value, card.label, words(card.line)) == (
        "", "di jalur", "sasaran 10 kelurahan 31 Des 2024 · 6,5 per bulan; perlu 6,0"
    )  # fmt: skip


def test_a_target_has_its_chance_and_its_likely_month() -> None:
    told = words(target_answer("Semua", pace("open"), ahead(0.1)).line)
    assert "peluang 10%" in told
    assert "perkiraan Mei 2025" in told


def test_a_likely_month_later_than_the_pace_says_why() -> None:
    """31 are missing at 6 a month, 13 of them planned; waves came in 3 months of 11."""
    told = words(target_answer("Semua", pace("open"), ahead(0.1)).line)
    assert "(18 belum dijadwalkan dan gelombang hanya datang di 3 dari 11 bulan) · 6,0 per bulan" in told
    assert "perkiraan Mei 2025 (" in told
    card = words(in_time_answer((pace("open"), ahead(0.1))).line)
    assert card.endswith("perkiraan Mei 2025 (18 belum dijadwalkan)")
    late = words(in_time_answer((pace("open"), ahead(0.1, months=4))).line)
    assert late.endswith("perkiraan sesudah Maret 2025 (18 belum dijadwalkan)")


def test_what_is_planned_whole_needs_no_reason() -> None:
    few = Pace("open", 28, 41, 13, DUE, 1.0, 12.0, 6.0, None)
    assert "dijadwalkan" not in target_answer("Rencana", few, ahead(0.9)).line
