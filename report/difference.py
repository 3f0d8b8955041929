"""Where two reports differ: the first place in the data, and what a correction changed, in words."""

from collections.abc import Sequence
from typing import Any

from core.formats import number
from core.texts import translator
from report.content import Content, Unit

NAMED = 6


def difference(first: Any, second: Any, place: str = "") -> str:
    """Return where two values first differ, as `figures/0/value: '37,7 %' ≠ '38,1 %'`; '' if nowhere."""
    if isinstance(first, dict) and isinstance(second, dict) and first.keys() == second.keys():
        parts = ((str(key), first[key], second[key]) for key in first)
    elif isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        parts = ((str(at), *pair) for at, pair in enumerate(zip(first, second, strict=True)))
    else:
        return "" if first == second else f"{place}: {_brief(first)} ≠ {_brief(second)}"
    found = (difference(one, other, f"{place}/{name}".strip("/")) for name, one, other in parts)
    return next((text for text in found if text), "")


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:80]}…"


def changes(before: Content, now: Content) -> list[str]:
    """Return what a correction changed: headline figures with both values, offices by name, else the parts."""
    _ = translator(now.lang)
    pattern = _("{label}: {before} menjadi {after}")
    figures = [
        pattern.format(label=new.label, before=old.value, after=new.value)
        for old, new in zip(before.figures, now.figures, strict=True)
        if old.value != new.value
    ]
    return [*figures, *_offices(before.units, now.units, now.lang), *_parts(before, now)] or [
        _("kata-kata dan susunan; semua angka tetap")
    ]


def _offices(before: Sequence[Unit], now: Sequence[Unit], lang: str) -> list[str]:
    """The offices whose status or figures changed; the first few by name."""
    _, old = translator(lang), {unit.code: unit for unit in before}
    names = [unit.name for unit in now if unit.code not in old or _state(unit) != _state(old[unit.code])]
    if not names:
        return []
    more = _(" dan {n} lain").format(n=number(len(names) - NAMED, 0, lang)) if len(names) > NAMED else ""
    return [_("kantor: {names}{more}").format(names=", ".join(names[:NAMED]), more=more)]


def _state(unit: Unit) -> tuple[object, ...]:
    return unit.status, unit.since, unit.share, unit.reported


def _parts(before: Content, now: Content) -> list[str]:
    """The parts of the report in which anything else changed."""
    _ = translator(now.lang)
    parts = [
        (_("hari kerja"), before.weekdays != now.weekdays),
        (_("kelengkapan"), before.completeness != now.completeness),
        (_("peta"), before.geometry != now.geometry),
        (_("sasaran"), before.goals != now.goals),
        *(
            (new.title, old.blocks != new.blocks)
            for old, new in zip(before.sections, now.sections, strict=False)
            if new.key != "quality"
        ),
    ]
    changed = [name for name, is_changed in parts if is_changed]
    return [_("juga berubah: {parts}").format(parts=", ".join(changed))] if changed else []
