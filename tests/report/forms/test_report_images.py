"""Every page looks as the page that was looked at and kept; with KEEP_PAGES=1 in the environment new ones are kept."""

import gzip
import os
from dataclasses import replace

import pytest
from support.files.pdf_images import KEPT, distance, keep, kept, page_pictures

from report.content.model import AS_JSON, Content
from report.forms.set import render

NAMES = (
    "jawaban", "tugas", "lampiran_angka", "lampiran_peta", "lampiran_cakupan", "lampiran_kantor", "lampiran_mutu",
    "lampiran_arti",
)  # fmt: skip
CONTENT = KEPT / "content.json.gz"
TOLERANCE = 22.0
"""Grey levels of a block. Kept pictures have 16 greys, and the printed codes are those of build and code: up to 16 in
all. The smallest line of a card that is missing makes 29, another status on the map 119 (see the last test)."""


@pytest.fixture(scope="module")
def fixed(request: pytest.FixtureRequest) -> Content:
    """The content that the kept pages were made from: neither data nor wording of others moves them."""
    if os.environ.get("KEEP_PAGES"):
        october: Content = request.getfixturevalue("october")
        CONTENT.write_bytes(gzip.compress(AS_JSON.dump_json(october), mtime=0))
    return AS_JSON.validate_json(gzip.decompress(CONTENT.read_bytes()))


@pytest.mark.parametrize("at", range(len(NAMES)), ids=NAMES)
def test_a_page_looks_as_it_was_kept(at: int, fixed: Content) -> None:
    pictures = page_pictures(render(fixed))
    assert len(pictures) == len(NAMES)
    if os.environ.get("KEEP_PAGES"):
        keep(NAMES[at], pictures[at])
    assert distance(pictures[at], kept(NAMES[at]).convert("L")) < TOLERANCE


def test_a_change_that_a_reader_would_see_is_seen(fixed: Content) -> None:
    """One office with another status on the map, one line of a card: both are further away than the tolerance."""
    first = fixed.units[1]
    other = tuple(replace(unit, status="belum") if unit is first else unit for unit in fixed.units)
    told = (replace(fixed.figures[0], detail=""), *fixed.figures[1:])
    assert first.status == "aktif"
    for at, changed in ((0, replace(fixed, units=other)), (2, replace(fixed, figures=told))):
        assert distance(page_pictures(render(changed))[at], kept(NAMES[at]).convert("L")) > TOLERANCE
