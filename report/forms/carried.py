"""What a made file says of itself: its form, the report codes it carries, and whether it was written to its end."""

import re
from pathlib import Path

from report.forms.read_pdf import DamagedPdfError, lines_of_pages

CODE = re.compile(r"adopsi-([0-9a-f]{12})")
# At the foot of every page; it survives programs that write the file anew.
PRINTED_CODE = re.compile(r"\b[0-9TZ]+-[0-9a-f]{8}\s· ([0-9a-f]{12})\b")
ENDS = {"pdf": b"%%EOF", "png": b"IEND\xaeB`\x82", "html": b"</html>"}


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


def file_is_whole(path: Path, form: str, code: str) -> bool:
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
