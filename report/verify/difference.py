"""Where two reports differ: the first place in the data, and the first place in a file."""

from itertools import zip_longest
from typing import Any

from report.forms.carried import form_of, pdf_lines

ABSENT = object()
"""In place of a value that only one of two reports has."""
SHOWN = 70


def difference(first: Any, second: Any, place: str = "") -> str:
    """Return where two values first differ, as `figures/0/value: '37,7%' ≠ '38,1%'`; '' if nowhere."""
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


def file_difference(expected: bytes, found: bytes) -> str:
    """Return the first difference of two files that are not the same: a line in words, else a byte."""
    for right, wrong in zip_longest(_lines(expected), _lines(found), fillvalue=("", "")):
        if right[1] != wrong[1]:
            at = max(0, _first_other(right[1], wrong[1]) - SHOWN // 3)
            return f"{wrong[0] or right[0]}: «{wrong[1][at : at + SHOWN]}», seharusnya «{right[1][at : at + SHOWN]}»"
    size = "" if len(expected) == len(found) else f"; panjang {len(found)} bita, seharusnya {len(expected)}"
    return f"bita ke-{_first_other(expected, found) + 1}{size}"


def _first_other(one: str | bytes, other: str | bytes) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, pair in pairs if pair[0] != pair[1]), min(len(one), len(other)))


def _lines(made: bytes) -> list[tuple[str, str]]:
    """The lines of text of a PDF or a page of HTML, each with its place in words; a picture has none."""
    if form_of(made) == "html":
        lines = made.decode(errors="replace").splitlines()
        return [(f"baris {number}", line) for number, line in enumerate(lines, 1)]
    pages = enumerate(pdf_lines(made), 1)
    return [(f"halaman {page}, baris {number}", line) for page, lines in pages for number, line in enumerate(lines, 1)]
