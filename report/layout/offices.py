"""The table of all offices: status, digital share with its counts, and how much of the period was reported."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from analytics.rollout import NOT_STARTED
from core.formats import percent, short_day
from core.texts import short_name, translator
from report.content.model import Unit
from report.drawing.map_marks import status_mark
from report.layout.weekdays import fraction
from wording import STATUS_WORDS, cell_reason, marks_words, share_or_reason, status_word

UNKNOWN = "unknown"


def office_table(units: Sequence[Unit], period: str, lang: str) -> dict[str, Any]:
    """Return the table in groups of one kecamatan, its office first. `period`: in words."""
    _ = translator(lang)
    groups = [list(group) for _name, group in groupby(units, key=lambda unit: unit.code[:8])]
    return {
        "title": _("Semua kantor pada {month}").format(month=period),
        "head": [_("Kantor"), _("Status"), _("Sejak"), _("Porsi digital"), _("Hitungan"), _("Laporan")],
        "groups": [[_row(unit, lang) for unit in group] for group in groups],
        "marks": {status or UNKNOWN: status_mark(status) for status in (*STATUS_WORDS, None)},
        "note": _(
            "{kecamatan_short} = kantor kecamatan, di bawahnya kelurahan di wilayahnya. ≤: pada atau sebelum tanggal "
            "itu. Porsi digital: permohonan digital / (permohonan digital + kunjungan loket) pada hari lengkap. "
            "Laporan: hari kerja dengan laporan kunjungan."
        )
        + f" {marks_words([asdict(unit.share) for unit in units], lang)}".rstrip(),
    }


def _row(unit: Unit, lang: str) -> dict[str, Any]:
    _ = translator(lang)
    is_office, is_stated = unit.kind == "kecamatan", unit.share.state == "ok"
    since = short_day(unit.since, lang) if unit.since else _("tak tercatat")
    since = since if unit.is_start_known else f"≤ {since}"
    return {
        "name": short_name(unit.kind, unit.name),
        "is_office": is_office,
        "status": unit.status or UNKNOWN,
        "status_word": status_word(unit.status, lang),
        # An office not begun was so before the first list that says it.
        "since": "" if unit.status == NOT_STARTED else since,
        "share": share_or_reason(asdict(unit.share), lang) if is_stated else cell_reason(unit.share.reason, lang),
        "fraction": fraction(unit.share, lang) if is_stated else "",
        "reported": _("libur") if unit.reported is None else percent(unit.reported, 0, lang),
    }
