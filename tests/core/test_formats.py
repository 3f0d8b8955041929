"""Numbers, percentages and intervals are written one way, in both languages and in the documents."""

import re

import pytest
from babel.messages.pofile import read_po

from core.formats import interval, percent, points_interval, share_interval, signed_percent, signed_percent_interval
from core.settings import ROOT
from core.texts import CATALOGUE

NBSP = "\N{NO-BREAK SPACE}"
SPACED = re.compile(r"[\d})]\s%")
DOCUMENTS = ("core/definitions.toml", "core/reasons.toml", "docs/panduan.md", "docs/metode.md", "README.md")
SEPARATE_BOUNDS = re.compile(r"\{(low|lower|q10)\}\S*( sampai | to | – |–)\{(high|upper|q90)")


def catalogue() -> list[str]:
    with CATALOGUE.open("rb") as source:
        return [str(text) for entry in read_po(source, locale="en") for text in (entry.id, entry.string)]


def test_no_text_has_a_space_before_its_percent_sign() -> None:
    texts = [*catalogue(), *((ROOT / path).read_text("utf-8") for path in DOCUMENTS)]
    assert len(texts) > 2000
    assert [found[0] for text in texts for found in re.finditer(rf".{{0,30}}{SPACED.pattern}", text)] == []


def test_no_text_puts_an_interval_together_by_itself() -> None:
    assert [text for text in catalogue() if SEPARATE_BOUNDS.search(text)] == []


def test_a_percentage_has_no_space() -> None:
    assert (percent(0.3849), percent(0.3849, lang="en"), percent(None)) == ("38,5%", "38.5%", "–")
    assert [signed_percent(share) for share in (0.0412, -0.398, -0.0001)] == ["+4,1%", "−39,8%", "0,0%"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (share_interval(0.372, 0.397), "37,2–39,7%"),
        (share_interval(0.372, 0.397, "en"), "37.2–39.7%"),
        (share_interval(0.35, 0.65, decimals=0), "35–65%"),
        (points_interval(-0.041, -0.006), f"−4,1 sampai −0,6{NBSP}poin"),
        (points_interval(-0.041, 0.006, "en"), f"−4.1 to +0.6{NBSP}points"),
        (signed_percent_interval(-0.208, -0.142), "−20,8 sampai −14,2%"),
        (interval(1200, 3400), "1.200–3.400"),
        (interval(-3, 4), "−3 sampai 4"),
        (share_interval(float("nan"), 0.4), "–"),
        (points_interval(None, 0.4), "–"),
    ],
)
def test_an_interval_has_its_unit_once_and_no_dash_beside_a_sign(told: str, expected: str) -> None:
    assert told == expected
