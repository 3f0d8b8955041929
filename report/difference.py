"""Where two reports differ: the first place in the data."""

from typing import Any

ABSENT = object()
"""In place of a value that only one of two reports has."""


def difference(first: Any, second: Any, place: str = "") -> str:
    """Return where two values first differ, as `figures/0/value: '37,7 %' ≠ '38,1 %'`; '' if nowhere."""
    if isinstance(first, dict) and isinstance(second, dict):
        parts = ((str(key), first.get(key, ABSENT), second.get(key, ABSENT)) for key in first | second)
    elif isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        parts = ((str(at), *pair) for at, pair in enumerate(zip(first, second, strict=True)))
    else:
        return "" if first == second else f"{place}: {_brief(first)} ≠ {_brief(second)}"
    found = (difference(one, other, f"{place}/{name}".strip("/")) for name, one, other in parts)
    return next((text for text in found if text), "")


def _brief(value: Any) -> str:
    text = "–" if value is ABSENT else repr(value)
    return text if len(text) <= 80 else f"{text[:80]}…"
