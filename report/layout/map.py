"""The map with its words: title, legend with counts, caption and text alternative."""

from collections.abc import Sequence
from typing import Any

from core import theme
from core.formats import day, number
from core.texts import translator
from report.content.map_outlines import OFFICIAL
from report.content.model import Content, Unit
from report.drawing.map import map_svg
from report.drawing.map_marks import status_mark
from wording import KIND_WORDS, status_word

WIDTH, HEIGHT = 120.0, 116.0
NAMED_WIDTH, NAMED_HEIGHT = 140.0, 132.0
PLACE_WIDTH, PLACE_HEIGHT, ENLARGED = 92.0, 96.0, 1.5
"""A kecamatan's few shapes are drawn small and printed larger, so that their names are as large as all words there."""


def map_words(content: Content, lang: str) -> dict[str, Any]:
    """Return the map for the template; `width` is that of the drawing, `column` the room that it has.

    `named`: the same with the names of all places in small letters, for the annex; of a kecamatan the map itself.
    """
    _, units = translator(lang), content.units
    is_official, is_city = content.geometry == OFFICIAL, not content.place
    room = (WIDTH, HEIGHT) if is_city else (WIDTH / ENLARGED, PLACE_HEIGHT / ENLARGED)
    svg, width = map_svg(units, room, is_official, is_plain=is_city)
    named, named_width = map_svg(units, (NAMED_WIDTH, NAMED_HEIGHT), is_official) if is_city else ("", 0.0)
    statuses: list[str | None] = [*theme.STATUSES]
    if any(unit.status is None for unit in units):
        statuses.append(None)
    legend = [
        {"svg": status_mark(status), "label": status_word(status, lang), "count": _counts(units, status, lang)}
        for status in statuses
    ]
    told = "; ".join(f"{entry['label']}: {entry['count']}" for entry in legend)
    counts = [sum(unit.kind == kind for unit in units) for kind in KIND_WORDS]
    return {
        "title": _("Di mana layanan sudah aktif"),
        "svg": svg,
        "width": width if is_city else width * ENLARGED,
        "column": WIDTH if is_city else min(max(width * ENLARGED, PLACE_WIDTH), WIDTH),
        "alt": _(
            "Peta {kelurahan} kelurahan dan {kecamatan} kantor kecamatan menurut status per {day}. {counts}."
        ).format(kelurahan=counts[0], kecamatan=counts[1], day=day(content.period[1], lang), counts=told),
        "caption": _caption(content, lang),
        "short_caption": _short_caption(units, content.geometry, lang),
        "legend": legend,
        "named": {
            "title": _("Peta dengan nama"),
            "svg": named,
            "width": named_width,
            "alt": _("Peta yang sama seperti pada halaman pertama, dengan nama semua kelurahan di dalam bentuknya."),
        },
    }


def _caption(content: Content, lang: str) -> str:
    """How the map is to be read, and where the names are that are not on it."""
    _ = translator(lang)
    names = _("Nama kelurahan: peta di Lampiran.") if not content.place else ""
    if content.geometry == OFFICIAL:
        told = _(
            "Batas resmi ({source}), utara di atas; pusat kota diperbesar, beserta tandanya. Garis tebal: batas "
            "kecamatan; kotak bercincin: kantor kecamatan."
        ).format(source=content.geometry_source)
        names = names or _("Nama yang tidak muat ada dalam tabel semua kantor.")
        return f"{told} {names}{_without_shape(content.units, lang)}"
    told = _(
        "Kartogram: tiap kelurahan satu segi enam sama besar di dekat letak sebenarnya, utara di atas; garis "
        "tebal: batas kecamatan; label bercincin: kantor kecamatan."
    )
    return f"{told} {names}".strip()


def _short_caption(units: Sequence[Unit], geometry: str, lang: str) -> str:
    """What a reader of the one-page picture needs to know of the map."""
    _ = translator(lang)
    if geometry == OFFICIAL:
        told = _("Garis tebal: batas kecamatan; kotak bercincin: kantor kecamatan.")
        return f"{told}{_without_shape(units, lang)}"
    return _("Garis tebal: batas kecamatan; label bercincin: kantor kecamatan.")


def _without_shape(units: Sequence[Unit], lang: str) -> str:
    """How many kelurahan the imported boundaries lack; nothing when all are there."""
    missing = sum(unit.kind == "kelurahan" and not unit.outline for unit in units)
    pattern = translator(lang)(" {n} kelurahan tidak ada dalam berkas batas: cakram bercincin di letaknya.")
    return pattern.format(n=number(missing, 0, lang)) if missing else ""


def _counts(units: Sequence[Unit], status: str | None, lang: str) -> str:
    """How many kelurahan and offices have a status, as `23 kelurahan, 3 kantor`."""
    counts = [sum(unit.status == status and unit.kind == kind for unit in units) for kind in KIND_WORDS]
    return translator(lang)("{kelurahan} kelurahan, {kecamatan} kantor").format(
        kelurahan=number(counts[0], 0, lang), kecamatan=number(counts[1], 0, lang)
    )
