"""The report's content in words and drawings: what every form of it sets (PDF, page image, HTML), ready as texts."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from core import theme
from core.formats import begun, day, short_day
from core.texts import translator
from report.content.blocks import Bars, Block, CoverageChart, Section, Table, Text
from report.content.model import Content
from report.drawing.coverage import coverage_drawing
from report.drawing.paper import EmptyDrawingError
from report.layout.front import first_notices, front_words
from report.layout.map import map_words
from report.layout.offices import office_table
from report.layout.provenance import provenance_text
from report.layout.weekdays import weekday_words
from report.record.changes import on_cover
from report.record.origin import origin_text
from wording import GRAIN_WORDS, span_words

WIDTH, HEIGHT = 186.0, 66.0
PAIRED_SHARES = (28.0, 12.0, 43.0)
"""Widths of the columns of a paired table, as parts of half a page: office, a count, days."""


def section_words(section: Section, lang: str) -> dict[str, Any]:
    """Return one section for the template. Raises EmptyDrawingError for one without a block: none is ever empty."""
    if not section.blocks:
        raise EmptyDrawingError(f"The section '{section.title}' is empty.")
    printed = [block for block in section.blocks if not isinstance(block, Table) or block.is_printed]
    return {"key": section.key, "title": section.title, "blocks": [_block(block, lang) for block in printed]}


def _block(block: Block, lang: str) -> dict[str, Any]:
    match block:
        case Text():
            return {"kind": "gap" if block.is_gap else "text", "text": block.text}
        case Table():
            return asdict(block) | {"shares": PAIRED_SHARES}
        case Bars():
            return {"kind": "bars", "title": block.title, "head": block.head, "rows": _bars(block)}
        case CoverageChart():
            svg = coverage_drawing(block, WIDTH, HEIGHT, lang)
            return {"kind": "drawing", "svg": svg, "width": WIDTH, "alt": block.alt}


def _bars(block: Bars) -> list[dict[str, Any]]:
    """Rows with the bar's length as part of the longest. Raises EmptyDrawingError when no bar has a length."""
    longest = max((count for _label, count, _words in block.rows), default=0.0)
    if longest <= 0:
        raise EmptyDrawingError(f"There is no count to draw in '{block.title}'.")
    return [{"label": label, "part": count / longest, "words": words} for label, count, words in block.rows]


COLOURS = ("INK", "MUTED", "LINE", "SURFACE", "PRIMARY", "DIGITAL", "GOOD", "BAD", "WARN", "PAPER")


def document(content: Content, record: dict[str, Any], code: str) -> dict[str, Any]:
    """Return texts, tables of texts and drawings as SVG, in the content's language.

    `record`: as from report.record; `code`: the short code that is printed.
    """
    lang = content.lang
    _ = translator(lang)
    name, last = span_words(content.whole_period, lang), content.period[1]
    title = _("Laporan adopsi layanan digital {month}").format(month=name)
    if content.place:
        title = _("Laporan adopsi layanan digital Kecamatan {name}, {month}").format(
            name=content.place_name, month=name
        )
    first, more = first_notices(_notices(content, lang), content.decision.levels if content.decision else "")
    return {
        "lang": lang,
        "theme": {key: getattr(theme, key) for key in COLOURS},
        "code": code,
        "origin": origin_text(record),
        "title": title,
        "foot": f"{begun(name)} · {content.place_name}" if content.place else title,
        "programme": _("Pemerintah {full_city} · Layanan digital kelurahan dan kecamatan"),
        "month": name,
        "as_of": _as_of(content, lang),
        "build": _("Versi data {build}").format(build=content.build),
        "sample": _("DATA CONTOH: angka buatan untuk mencoba, bukan keadaan kota.") if content.is_sample else "",
        "draft": _("DRAF") if content.is_draft else "",
        "revision": _revision(record, lang),
        "front": front_words(content),
        "figures": {"title": _("Angka utama"), "entries": [asdict(figure) for figure in content.figures]},
        "goals": _goals(content, lang),
        "notices": {
            "title": _("Yang perlu diketahui"),
            "lines": first,
            "more": more,
            "pointer": _("Selebihnya ada di awal Lampiran.") if more else "",
        },
        "page": _("Halaman"),
        "annex": _("Lampiran"),
        "annex_note": _("Untuk analis: dari mana angka pada dua halaman pertama, dan semua kantor satu per satu."),
        "map": map_words(content, lang),
        "weekdays": weekday_words(content.weekdays, last, lang),
        "units": office_table(content.units, name, lang),
        "sections": [section_words(section, lang) for section in content.sections],
        "definitions": {"title": _("Arti angka"), "entries": [asdict(entry) for entry in content.definitions]},
        "method": {"title": _("Cara menghitung"), "lines": content.method},
        "provenance": {
            "title": _("Asal data"),
            "lines": provenance_text(content, record["versions"], code, lang),
        },
    }


def _as_of(content: Content, lang: str) -> str:
    """The day that the figures are of; of a quarter or year that is not over, that they may still change."""
    _, last = translator(lang), day(content.period[1], lang)
    if not content.is_running:
        return _("Keadaan per {day}").format(day=last)
    told = _("{period} berjalan sampai {day}; semua angkanya sementara")
    return told.format(period=begun(_(GRAIN_WORDS[content.grain])), day=last)


def _revision(record: dict[str, Any], lang: str) -> dict[str, Any]:
    """What a later revision replaces, what the cover says of it, and all changes where it has no room for them."""
    earlier, _ = record["replaces"], translator(lang)
    if not earlier:
        return {"label": "", "cover": "", "title": "", "changes": []}
    label = _("Revisi {n} menggantikan revisi {before} (kode {code})").format(
        n=record["revision"], before=earlier["revision"], code=earlier["code"]
    )
    told, title = on_cover(earlier), _("Yang berubah sejak revisi {before}").format(before=earlier["revision"])
    if told == earlier["changes"]:
        return {"label": label, "cover": f"{'; '.join(told)}.", "title": title, "changes": []}
    cover = _("{changes}. Rinciannya di bagian “{title}”.").format(changes="; ".join(told), title=title)
    return {"label": label, "cover": cover, "title": title, "changes": earlier["changes"]}


def _goals(content: Content, lang: str) -> dict[str, Any]:
    _ = translator(lang)
    return {
        "title": _("Sasaran kota"),
        # A month's report and that of its quarter may state the same: each says of which day.
        "head": [_("Sasaran"), _("Tenggat"), short_day(content.period[1], lang), _("Keadaan")],
        "rows": [[goal.label, goal.due, goal.now, goal.missing] for goal in content.goals],
        "note": "" if content.goals or content.place else _("Tidak ada sasaran yang tercatat."),
    }


def _notices(content: Content, lang: str) -> Sequence[str]:
    """What the report says of its data; one without gaps says that, too."""
    whole = translator(lang)("Semua sumber lengkap dan mutakhir, dan datanya cukup untuk semua angka.")
    return content.notices or (whole,)
