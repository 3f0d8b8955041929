"""The report's content in words and drawings: all that the template sets, ready as texts."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from core import theme
from core.definitions import definitions
from core.formats import day, month, number, percent, short_day, weekday
from core.texts import translator
from report.content import Content, Share, Unit, Weekdays
from report.map_figure import status_mark, unit_map
from report.section_words import section_words
from report.weekday_figure import ChartWords, weekday_chart
from report.words import SOURCE_WORDS, STATUS_WORDS, cell_reason, share_or_reason, status_word

MAP_WIDTH = 124.0
CHART_WIDTH, CHART_HEIGHT = 62.0, 88.0
UNKNOWN = "unknown"
PERIODS = ("before", "since")
GLOSSARY = (
    "coverage", "used_coverage", "digital_share", "share_by_weekday", "weekday_gap", "visits_change",
    "assistance_rate", "completeness",
)  # fmt: skip


def document(content: Content, lang: str = "id") -> dict[str, Any]:
    """Return what the template sets: texts, tables of texts and drawings as SVG, in `lang`."""
    _ = translator(lang)
    first, last = content.period
    name = month(first, lang)
    return {
        "lang": lang,
        "theme": {key: getattr(theme, key) for key in ("INK", "MUTED", "LINE", "SURFACE", "PRIMARY", "WARN")},
        "title": _("Laporan adopsi layanan digital {month}").format(month=name),
        "programme": _("Pemerintah Kota Samarinda · Layanan digital kelurahan dan kecamatan"),
        "month": name,
        "as_of": _("Keadaan per {day}").format(day=day(last, lang)),
        "build": _("Terbitan data {build}").format(build=content.build),
        "sample": _("DATA CONTOH: angka buatan untuk mencoba, bukan keadaan kota.") if content.is_sample else "",
        "draft": _("DRAF") if content.is_draft else "",
        "notices": _notices(content, lang),
        "page": _("Halaman"),
        "figures": [asdict(figure) for figure in content.figures],
        "map": _map(content, lang),
        "weekdays": _weekdays(content.weekdays, content, lang),
        "units": _units(content, lang),
        "glossary": _glossary(lang),
        "sections": [section_words(section, lang) for section in content.sections],
        "provenance": {"title": _("Asal data"), "text": _provenance(content, lang), "files": _files(content, lang)},
    }


def _notices(content: Content, lang: str) -> dict[str, Any]:
    """What the cover says of the data; a report without gaps says that, too."""
    _ = translator(lang)
    whole = _("Semua sumber lengkap dan mutakhir, dan semua angka dapat dinyatakan.")
    return {"title": _("Yang perlu diketahui"), "lines": content.notices or (whole,)}


def _map(content: Content, lang: str) -> dict[str, Any]:
    _ = translator(lang)
    svg, height = unit_map(content.units, MAP_WIDTH)
    statuses: list[str | None] = [*theme.STATUSES]
    if any(unit.status is None for unit in content.units):
        statuses.append(None)
    legend = [
        {"svg": status_mark(status), "label": status_word(status, lang), "count": _counts(content.units, status, lang)}
        for status in statuses
    ]
    told = "; ".join(f"{entry['label']}: {entry['count']}" for entry in legend)
    return {
        "title": _("Di mana layanan sudah aktif"),
        "svg": svg,
        "width": MAP_WIDTH,
        "height": height,
        "alt": _("Peta 59 kelurahan dan 10 kantor kecamatan menurut status per {day}. {counts}.").format(
            day=day(content.period[1], lang), counts=told
        ),
        "caption": _(
            "Kartogram: tiap kelurahan satu segi enam sama besar di dekat letak sebenarnya, utara di atas; garis "
            "tebal: batas kecamatan; label bercincin: kantor kecamatan."
        ),
        "legend": legend,
    }


def _counts(units: Sequence[Unit], status: str | None, lang: str) -> str:
    """How many kelurahan and offices have a status, as `23 + 3`."""
    counts = [sum(unit.status == status and unit.kind == kind for unit in units) for kind in ("kelurahan", "kecamatan")]
    return translator(lang)("{kelurahan} kelurahan, {kecamatan} kantor").format(
        kelurahan=number(counts[0], 0, lang), kecamatan=number(counts[1], 0, lang)
    )


def _weekdays(shares: Weekdays, content: Content, lang: str) -> dict[str, Any]:
    _ = translator(lang)
    words = ChartWords(_("sebelum"), _("sejak"), _("hari digital"))
    title = _("Porsi digital per hari kerja")
    if shares.start is None or not any(share.share.share is not None for share in shares.days):
        return {"title": title, "svg": "", "note": _no_weekdays(shares, lang)}
    rows = {period: {item.weekday: item.share for item in shares.days if item.period == period} for period in PERIODS}
    table = [
        [weekday(number, lang), *(_with_counts(rows[period].get(number), lang) for period in PERIODS)]
        for number in range(1, 6)
    ]
    return {
        "title": title,
        "svg": weekday_chart(shares, words, CHART_WIDTH, CHART_HEIGHT, lang),
        "width": CHART_WIDTH,
        "height": CHART_HEIGHT,
        "alt": _("Porsi digital Senin sampai Jumat, sebelum dan sejak {day}. {rows}.").format(
            day=day(shares.start, lang),
            rows="; ".join(f"{name}: {words.before} {old}, {words.since} {new}" for name, old, new in table),
        ),
        "caption": _(
            "{offices} kantor yang aktif di kedua masa; sejak: {start} – {end}. Garis tegak: selang 95 %. "
            "Bidang berwarna: hari digital."
        ).format(offices=shares.offices, start=short_day(shares.start, lang), end=short_day(content.period[1], lang)),
        "head": [_("Hari"), _("Sebelum"), _("Sejak")],
        "rows": table,
    }


def _no_weekdays(shares: Weekdays, lang: str) -> str:
    _ = translator(lang)
    if shares.start is None:
        return _("Porsi per hari belum dapat dibandingkan: tabel kebijakan tidak berisi hari digital.")
    if not shares.digital:
        return _("Porsi per hari belum dapat dibandingkan: hari digital baru mulai {day}.").format(
            day=day(shares.start, lang)
        )
    return _("Porsi per hari belum dapat dibandingkan: tidak ada kantor yang lengkap di kedua masa.")


def _with_counts(share: Share | None, lang: str) -> str:
    """A share with its counts as `31,0 % (4.750/15.328)`, or why there is none."""
    if share is None:
        return cell_reason("no_complete_day", lang)
    text = share_or_reason(asdict(share), lang)
    return f"{text} ({_fraction(share, lang)})" if share.state == "ok" else text


def _fraction(share: Share, lang: str) -> str:
    return f"{number(share.numerator, 0, lang)}/{number(share.denominator, 0, lang)}"


def _units(content: Content, lang: str) -> dict[str, Any]:
    """The table of all offices in groups of one kecamatan, its office first."""
    _ = translator(lang)
    groups = [list(group) for _name, group in groupby(content.units, key=lambda unit: unit.code[:8])]
    return {
        "title": _("Semua kantor pada {month}").format(month=month(content.period[0], lang)),
        "head": [_("Kantor"), _("Status"), _("Sejak"), _("Porsi digital"), _("Hitungan"), _("Laporan")],
        "groups": [[_unit(unit, lang) for unit in group] for group in groups],
        "marks": {status or UNKNOWN: status_mark(status) for status in (*STATUS_WORDS, None)},
        "note": _(
            "Kec. = kantor kecamatan, di bawahnya kelurahan di wilayahnya. ≤: pada atau sebelum tanggal itu. Porsi "
            "digital: permohonan digital / (permohonan digital + kunjungan loket) pada hari lengkap. Laporan: hari "
            "kerja dengan laporan kunjungan."
        ),
    }


def _unit(unit: Unit, lang: str) -> dict[str, Any]:
    _ = translator(lang)
    is_office, is_stated = unit.kind == "kecamatan", unit.share.state == "ok"
    since = short_day(unit.since, lang) if unit.since else _("tak tercatat")
    return {
        "name": _("Kec. {name}").format(name=unit.name) if is_office else unit.name,
        "is_office": is_office,
        "status": unit.status or UNKNOWN,
        "status_word": status_word(unit.status, lang),
        "since": since if unit.is_start_known else f"≤ {since}",
        "share": share_or_reason(asdict(unit.share), lang) if is_stated else cell_reason(unit.share.reason, lang),
        "fraction": _fraction(unit.share, lang) if is_stated else "",
        "reported": _("libur") if unit.reported is None else percent(unit.reported, 0, lang),
    }


def _glossary(lang: str) -> dict[str, Any]:
    _ = translator(lang)
    words = [definitions()[key].words(lang) for key in GLOSSARY]
    apart = [_("Pengecualian: {text}").format(text=word.exclusions) if word.exclusions else "" for word in words]
    entries = [
        {"label": word.label, "text": f"{word.formula} {exclusions}".strip()}
        for word, exclusions in zip(words, apart, strict=True)
    ]
    return {"title": _("Arti angka"), "entries": entries}


def _provenance(content: Content, lang: str) -> str:
    _ = translator(lang)
    sources = "; ".join(
        _("{source} sampai {newest} ({rows} baris)").format(
            source=_(SOURCE_WORDS[source.source]),
            newest=short_day(source.newest, lang),
            rows=number(source.row_count, 0, lang),
        )
        for source in content.sources
    )
    return _("Asal: terbitan {build}, dibuat {created}, sidik data {fingerprint}. Sumber: {sources}.").format(
        build=content.build,
        created=short_day(content.created_at.date(), lang),
        fingerprint=content.fingerprint[:16],
        sources=sources,
    )


def _files(content: Content, lang: str) -> dict[str, Any]:
    """The files of the build with the beginning of their checksums."""
    _ = translator(lang)
    rows = [[_(SOURCE_WORDS[file.source]), file.path, file.checksum[:12]] for file in content.files]
    return {
        "title": _("Berkas ({n})").format(n=len(rows)),
        "head": [_("Sumber"), _("Berkas"), _("SHA-256")],
        "rows": rows,
    }
