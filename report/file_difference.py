"""Where a file differs from the report it should be: the first word, else the first byte; and its printed code."""

import re
from itertools import zip_longest
from pathlib import Path

from report.pdf_pages import DamagedPdfError, lines_of_pages

CODE = re.compile(r"adopsi-([0-9a-f]{12})")
# At the foot of every page; it survives programs that write the file anew.
PRINTED_CODE = re.compile(r"\b[0-9TZ]+-[0-9a-f]{8}\s· ([0-9a-f]{12})\b")
ENDS = {"pdf": b"%%EOF", "png": b"IEND\xaeB`\x82", "html": b"</html>"}
SHOWN = 70


def form_of(made: bytes) -> str:
    """Return which form of the report a file is, by its first bytes; html where it is neither PDF nor PNG."""
    if made.startswith(b"%PDF-"):
        return "pdf"
    return "png" if made.startswith(b"\x89PNG") else "html"


def codes_in(made: bytes) -> list[str]:
    """Return the report codes that a file carries: in its keywords, or printed on its pages."""
    found = CODE.findall(made.decode("latin-1"))
    if not found and form_of(made) == "pdf":
        found = [code for page in pdf_lines(made) for line in page for code in PRINTED_CODE.findall(line)]
    return sorted(set(found))


def is_whole(path: Path, form: str, code: str) -> bool:
    """Return True for a file that carries this report's code and was written to its end; nothing is set for that."""
    try:
        made = path.read_bytes()
    except OSError:
        return False
    return made.rstrip().endswith(ENDS[form]) and code in codes_in(made)


def pdf_lines(made: bytes) -> list[list[str]]:
    """Return the lines of text of every page; none for a file that is no readable PDF."""
    try:
        return lines_of_pages(made)
    except DamagedPdfError:
        return []


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
