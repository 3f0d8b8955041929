"""What a change and a number of offices may be called, in worlds of their own."""

from datetime import date
from math import isnan, nan

import pytest
from support.files.pdf_text import words

from analytics import Estimate
from analytics.assistance import HelpChange
from analytics.period_figures import LiveOffices
from analytics.uptake import ShareChange
from core.method import WIDE_CALLS, WIDE_POINTS
from core.settings import ROOT
from wording import change_words
from wording.changes import help_change_words, share_direction
from wording.headline_figures import coverage_sentence
from wording.words import CHANGE_WORDS

SEPTEMBER = (date(2024, 9, 1), date(2024, 9, 30))


@pytest.mark.parametrize(
    ("live", "used", "new", "said"),
    [
        (10, 10, 0, "Semua kantor yang aktif benar-benar dipakai"),
        (10, 4, 6, "4 dari 10 kantor aktif benar-benar dipakai"),
        (10, 0, 10, "10 kantor aktif semuanya baru: belum 28 hari."),
        (10, 4, 2, "4 dari 10 kantor aktif belum benar-benar dipakai"),
        (10, 0, 0, "10 dari 10 kantor aktif belum benar-benar dipakai"),
        (0, 0, 0, "Belum ada kantor yang aktif."),
    ],
)
def test_all_are_said_to_be_used_only_where_all_are(live: int, used: int, new: int, said: str) -> None:
    parts = {"kelurahan": (LiveOffices(live, used, new, 0, 12, live, "ok", ""), "kelurahan")}
    sentence = words(coverage_sentence(parts, "id"))
    assert sentence.startswith(said)
    assert ("6 lainnya baru, belum 28 hari" in sentence) == (new == 6)


def test_offices_whose_requests_have_no_origin_are_neither_used_nor_unused() -> None:
    parts = {"kelurahan": (LiveOffices(10, 4, 1, 2, 12, 10, "ok", ""), "kelurahan")}
    assert words(coverage_sentence(parts, "id")) == (
        "4 dari 10 kantor aktif benar-benar dipakai; 2 belum dapat dinilai, sebab asal permohonannya tidak diketahui; "
        "3 belum dipakai, 1 baru."
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Estimate(0.01, -0.009, 0.029), "belum tentu berubah dari September 2024 (+1,0 poin)"),
        (Estimate(0.02, -0.005, 0.045), "belum dapat dipastikan naik atau turun dari September 2024 (+2,0 poin)"),
        (Estimate(0.02, -0.015, 0.055), "belum dapat dipastikan naik atau turun dari September 2024 (+2,0 poin)"),
        (Estimate(-0.028, -0.057, 0.001), "belum dapat dipastikan naik atau turun dari September 2024 (−2,8 poin)"),
        (Estimate(0.20, 0.10, 0.30), "naik 20,0 poin dari September 2024"),
    ],
)
def test_nearly_the_same_only_within_a_narrow_interval(change: Estimate, said: str) -> None:
    told = ShareChange(change=change, offices=4, clusters=4, state="ok")
    assert words(change_words(told, SEPTEMBER)).startswith(said)


@pytest.mark.parametrize(
    ("change", "said"),
    [(Estimate(0.5, -1, 2), "belum tentu berubah"), (Estimate(0.5, -2, 3), "belum dapat dipastikan naik atau turun")],
)
def test_a_rate_of_calls_has_a_limit_of_its_own(change: Estimate, said: str) -> None:
    assert help_change_words(HelpChange(change, state="ok"), SEPTEMBER).startswith(said)


@pytest.mark.parametrize(
    ("lower", "upper", "direction"),
    [
        (-WIDE_POINTS, WIDE_POINTS, "same"),
        (-WIDE_POINTS - 0.1, 0.5, "unsure"),
        (-0.5, WIDE_POINTS + 0.1, "unsure"),
        (0.1, 9.0, "up"),
        (-9.0, -0.1, "down"),
        (nan, nan, "open"),
    ],
)
def test_the_width_of_the_interval_decides_how_an_unclear_change_is_called(
    lower: float, upper: float, direction: str
) -> None:
    middle = 0.0 if isnan(lower) else (lower + upper) / 2
    assert share_direction(Estimate(middle / 100, lower / 100, upper / 100)) == direction


def test_the_rule_stands_in_the_method_with_its_limits() -> None:
    rule = next(
        part for part in (ROOT / "docs/metode.md").read_text("utf-8").split("\n\n") if "**Naik dan turun.**" in part
    )
    told = " ".join(rule.split())
    assert f"paling jauh {WIDE_POINTS} poin ke tiap sisi, pada bantuan {WIDE_CALLS} panggilan" in told
    for name in ("same", "unsure"):
        words_of_it = CHANGE_WORDS[name].split(" dari {")[0]
        assert f'"{words_of_it}"' in told
