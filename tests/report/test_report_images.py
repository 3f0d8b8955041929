"""Every page looks as the page that was looked at and kept; with KEEP_PAGES=1 in the environment new ones are kept."""

import os
from dataclasses import replace

import pytest
from pdf_images import distance, keep, kept, page_pictures

from report.build import render
from report.content import Content, Definition, SourceFile

NAMES = ("sampul", "porsi_dan_bantuan", "perubahan_dan_kantor", "kantor_dan_mutu", "arti_dan_cara", "asal")
TOLERANCE = 22.0
"""Grey levels of a block. Kept pictures have 16 greys, and the printed codes are those of build and code: up to 16 in
all. The smallest line of a card that is missing makes 29, another status on the map 119 (see the last test)."""


@pytest.fixture(scope="module")
def fixed(october: Content) -> Content:
    """October without what each build says of itself, and with words in place of the definitions, which grow."""
    return replace(
        october,
        build="20241201T000000Z-00000000",
        fingerprint="0" * 64,
        definitions=tuple(Definition(f"Angka {number}", "kata dan kata " * (9 + number % 4)) for number in range(20)),
        method=("kalimat yang cukup panjang " * 6,) * 6,
        files=tuple(SourceFile("kunjungan", f"berkas_{number}.xlsx", "0" * 64, "loaded") for number in range(54)),
    )


@pytest.mark.parametrize("at", range(len(NAMES)), ids=NAMES)
def test_a_page_looks_as_it_was_kept(at: int, fixed: Content) -> None:
    pictures = page_pictures(render(fixed))
    assert len(pictures) == len(NAMES)
    if os.environ.get("KEEP_PAGES"):
        keep(NAMES[at], pictures[at])
    assert distance(pictures[at], kept(NAMES[at]).convert("L")) < TOLERANCE


def test_a_change_that_a_reader_would_see_is_seen(fixed: Content) -> None:
    """One office with another status on the map, one word of a card: both are further away than the tolerance."""
    first = fixed.units[1]
    other = tuple(replace(unit, status="belum") if unit is first else unit for unit in fixed.units)
    told = (replace(fixed.figures[0], detail=""), *fixed.figures[1:])
    assert first.status == "aktif"
    for changed in (replace(fixed, units=other), replace(fixed, figures=told)):
        assert distance(page_pictures(render(changed))[0], kept("sampul").convert("L")) > TOLERANCE
