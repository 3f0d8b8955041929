"""Where two reports differ: the first place in the data."""

from itertools import zip_longest
from typing import Any

from report.forms.carried import form_of, pdf_lines

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


SHOWN = 70


def file_difference(expected: bytes, found: bytes) -> str:
    """Return the first difference of two files in the user's words; '' where there is none."""
    if expected == found:
        return ""
    words = _in_pages(expected, found) if form_of(found) == "pdf" else ""
    if form_of(found) == "html":
        words = _in_lines(expected.decode().splitlines(), found.decode(errors="replace").splitlines(), "baris")
    return words or _in_bytes(expected, found)


def _in_pages(expected: bytes, found: bytes) -> str:
    pages = zip_longest(pdf_lines(expected), pdf_lines(found), fillvalue=None)
    for number, (right, wrong) in enumerate(pages, start=1):
        if right is None or wrong is None:
            return f"halaman {number} {'lebih' if right is None else 'tidak ada'}"
        if words := _in_lines(right, wrong, "baris"):
            return f"halaman {number}, {words}"
    return ""


def _in_lines(expected: list[str], found: list[str], name: str) -> str:
    for number, (right, wrong) in enumerate(zip_longest(expected, found, fillvalue=""), start=1):
        if right != wrong:
            start = next((at for at, pair in enumerate(zip(right, wrong, strict=False)) if len(set(pair)) > 1), 0)
            start = max(0, start - SHOWN // 3)
            return f"{name} {number}: «{wrong[start : start + SHOWN]}», seharusnya «{right[start : start + SHOWN]}»"
    return ""


def _in_bytes(expected: bytes, found: bytes) -> str:
    pairs = zip(expected, found, strict=False)
    place = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(expected), len(found)))
    size = "" if len(expected) == len(found) else f"; panjang {len(found)} bita, seharusnya {len(expected)}"
    return f"bita ke-{place + 1}{size}"
