"""What a correction changed, in words: readings of the figures before and after, offices by name, else the parts.

Nothing here means that both reports read the same: the archive makes a revision for nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.formats import day, number
from core.texts import short_name, translator
from report.content.blocks import Block, CoverageChart, Section, Table, Text
from report.content.coverage import PLANNED
from report.content.model import Content, Goal, Unit
from wording import Figure

NAMED = 6
COVER = 300
"""Letters of changes that the cover has room for; of more it tells the brief ones, and all stand at the end."""
READINGS = ("label", "detail", "period", "change", "sentence")
STATED_SECTIONS = ("coverage", "help", "change")


def on_cover(replaced: Mapping[str, Any]) -> list[str]:
    """Return the changes that the cover tells of a record's `replaces`: all of them, or the brief ones for many."""
    told = list(replaced["changes"])
    return told if len("; ".join(told)) <= COVER else list(replaced.get("brief") or told)


def changes(before: Content, now: Content, is_brief: bool = False) -> list[str]:
    """Return what a correction changed, one text a change; none where both read the same.

    What may come is no reading: a plan that has come true since is a plan no more, and that corrects nothing.
    Brief, a figure is told by its value alone, and notices are not quoted.
    """
    _ = translator(now.lang)
    pairs = zip(before.figures, now.figures, strict=True)
    figures = [_figure(old, new, now.lang, is_brief) for old, new in pairs if old != new]
    verdict = [_("kesimpulan berbunyi lain")] if before.summary != now.summary else []
    notices = _notices(before, now)
    if is_brief and notices:
        notices = [_("yang perlu diketahui")]
    named = [
        *_reach(before, now),
        *filter(None, figures),
        *verdict,
        *notices,
        *_offices(before.units, now.units, now.lang),
    ]
    parts = _parts(before, now)
    # The first pages tell of what may come, too: they change along with something, never alone.
    parts = [*(_first_pages(before, now) if named or parts else []), *parts]
    if not parts:
        return named
    told = ", ".join(parts)
    return [*named, _("juga berubah: {parts}").format(parts=told)] if named else [told]


def _reach(before: Content, now: Content) -> list[str]:
    """Of a quarter or year that was still running up to which day it is told now."""
    if now.grain == "month" or before.period == now.period:
        return []
    told = translator(now.lang)("data sampai {day}, sebelumnya {before}")
    return [told.format(day=day(now.period[1], now.lang), before=day(before.period[1], now.lang))]


def _figure(old: Figure, new: Figure, lang: str, is_brief: bool) -> str:
    """The value before and after, then each of the figure's words that reads differently; '' where none does."""
    _ = translator(lang)
    value = _("{before} menjadi {after}").format(before=old.value, after=new.value)
    pairs = [(getattr(old, name).rstrip("."), getattr(new, name).rstrip(".")) for name in READINGS]
    quoted = _("«{before}» menjadi «{after}»")
    readings = [quoted.format(before=one, after=other) for one, other in pairs if one != other]
    if is_brief and readings:
        readings = [] if old.value != new.value else [_("keterangan")]
    told = ", ".join([*([value] if old.value != new.value else []), *readings])
    return _("{label}: {sentence}").format(label=new.label, sentence=told) if told else ""


def _notices(before: Content, now: Content) -> list[str]:
    """What a reader must know now, and what no longer holds."""
    _ = translator(now.lang)
    added, gone = _("kini perlu diketahui: «{notice}»"), _("tidak berlaku lagi: «{notice}»")
    return [
        *(added.format(notice=line.rstrip(".")) for line in now.notices if line not in before.notices),
        *(gone.format(notice=line.rstrip(".")) for line in before.notices if line not in now.notices),
    ]


def _offices(before: Sequence[Unit], now: Sequence[Unit], lang: str) -> list[str]:
    """The offices that came, went, or whose status or figures changed; the first few by name."""
    _, old, new = translator(lang), _states(before), _states(now)
    changed = [unit for unit in now if old.get(unit.code) != new[unit.code]]
    names = [short_name(unit.kind, unit.name) for unit in (*changed, *(u for u in before if u.code not in new))]
    if not names:
        return []
    more = _(" dan {n} lain").format(n=number(len(names) - NAMED, 0, lang)) if len(names) > NAMED else ""
    return [_("kantor: {names}{more}").format(names=", ".join(names[:NAMED]), more=more)]


def _states(units: Sequence[Unit]) -> dict[str, tuple[object, ...]]:
    """All that is said of each office, but for its shape on the map."""
    return {
        unit.code: (
            unit.kind, unit.name, unit.kecamatan, unit.status, unit.since, unit.is_start_known, unit.share,
            unit.reported,
        )
        for unit in units
    }  # fmt: skip


def _parts(before: Content, now: Content) -> list[str]:
    """The parts of the report in which anything else changed."""
    _ = translator(now.lang)
    old, new = (
        {part.key: part for part in content.sections if part.key in STATED_SECTIONS} for content in (before, now)
    )
    parts = [
        (_("hari kerja"), before.weekdays != now.weekdays),
        (_("kelengkapan"), before.completeness != now.completeness),
        (_("bentuk wilayah pada peta"), _shapes(before) != _shapes(now)),
        (_("sasaran"), _standings(before) != _standings(now)),
        *((f"“{part.title}”", _settled(old.get(key)) != _settled(new.get(key))) for key, part in (old | new).items()),
    ]
    return [name for name, is_changed in parts if is_changed]


def _first_pages(before: Content, now: Content) -> list[str]:
    """Which of the pages that decide read otherwise; none where one of both was kept without them."""
    _, old, new = translator(now.lang), before.decision, now.decision
    if old is None or new is None:
        return []
    first, second = ("headline", "answers", "trend"), ("league", "tasks", "followed")
    pages = {_("halaman 1"): first, _("halaman 2"): second}
    return [page for page, names in pages.items() if any(getattr(old, name) != getattr(new, name) for name in names)]


def _standings(content: Content) -> list[Goal]:
    """Where every target stands; whether it can still be reached is no reading, since plans decide it."""
    return [replace(goal, missing=goal.missing.rpartition(", ")[2]) for goal in content.goals]


def _settled(section: Section | None) -> tuple[object, ...]:
    """What a section states of what has happened; its paragraphs on coverage speak of what may come."""
    if section is None or section.key != "coverage":
        return section.blocks if section else ()
    return tuple(_happened(block) for block in section.blocks if not isinstance(block, Text))


def _happened(block: Block) -> Block:
    """A block on coverage without what may come: the chart's future, what a month must bring, and the state."""
    if isinstance(block, CoverageChart):
        return replace(block, ahead=())
    if isinstance(block, Table):
        rows = (tuple(cell for at, cell in enumerate(row) if at not in PLANNED) for row in block.rows)
        return replace(block, rows=tuple(rows))
    return block


def _shapes(content: Content) -> tuple[object, ...]:
    return content.geometry, [(unit.code, unit.outline, unit.centre) for unit in content.units]
