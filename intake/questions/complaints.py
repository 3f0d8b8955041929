"""Why a question has no answer: DuckDB's errors and our own refusals, as a code and the place in the SQL."""

import re
from typing import Any, Final

TOO_LARGE: Final = "too_large"
PLAN: Final = "EXPLAIN\n"
"""What stands before a question when its plan is asked for: DuckDB then counts a line more."""
_CODES: Final = {
    "Parser": "syntax",
    "Syntax": "syntax",
    "Catalog": "name",
    "Binder": "meaning",
    "Conversion": "value",
    "Out of Range": "value",
    "Out of Memory": "memory",
    "Permission": "closed",
}
"""By DuckDB's kind of error; others are `other`."""
_NAMES: Final = {
    "table": re.compile(r"Table with name (.+) does not exist"),
    "column": re.compile(r'Referenced (?:column|table) "(.+)" not found'),
    "name": re.compile(r"(?:Scalar|Table|Aggregate) Function with name (.+) does not exist"),
}
_HINT: Final = re.compile(r"(?:Did you mean|Candidate bindings:|Candidate tables:) ?(.+?)\??(?:\n|$)")
_EXCERPT: Final = re.compile(r"LINE (?P<line>\d+): (?P<excerpt>.*)\n(?P<sign> *)\^")
_SAID: Final = ("Parser", "Syntax", "Catalog", "Binder", "Conversion", "Out of Range", "Invalid Input")
"""Kinds whose words help; others speak of files and memory of the server."""
LONGEST_SAID: Final = 300


class RefusedQuestionError(Exception):
    """The question is none that is asked here."""

    def __init__(self, code: str, **told: Any) -> None:
        super().__init__(code)
        self.told = {"code": code} | told


def complaint_of(error: str, sql: str, lines_before: int = 0) -> dict[str, Any]:
    """Return DuckDB's error as the fields of a Complaint. `lines_before`: how many DuckDB has read before the SQL."""
    kind, _, message = error.partition(" Error: ")
    code, name = next(
        ((code, found[1]) for code, pattern in _NAMES.items() if (found := pattern.search(message))),
        (_CODES.get(kind, "other"), ""),
    )
    line, column = _place(sql, error, lines_before)
    hint = _HINT.search(message)
    return {
        "code": code, "line": line, "column": column, "name": name[:100],
        "candidates": hint[1].replace('"', "")[:200] if hint else "",
        "said": message.strip().split("\n")[0][:LONGEST_SAID] if kind in _SAID else "",
    }  # fmt: skip


def _place(sql: str, error: str, lines_before: int) -> tuple[int | None, int | None]:
    """Line and column from 1: a sign stands below an excerpt of the line, `LINE 2: ...kecamatan FROM unitz`."""
    found = _EXCERPT.search(error)
    if not found:
        return None, None
    number, excerpt = int(found["line"]) - lines_before, found["excerpt"].removesuffix("...")
    lines, before = sql.split("\n"), len(found["sign"]) - len(f"LINE {found['line']}: ")
    if excerpt.startswith("..."):
        excerpt, before = excerpt[3:], before - 3
    start = lines[number - 1].find(excerpt) if 0 < number <= len(lines) else -1
    return number, start + before + 1 if start >= 0 and before >= 0 else None
