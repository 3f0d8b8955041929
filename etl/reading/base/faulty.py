"""Cells that hold no value: an error, or a formula that no program has computed. Neither is 0 nor a missing report."""

import re

ERROR = "sel_galat"
FORMULA = "rumus_belum_dihitung"
FORMULA_TEXT = "(rumus)"
_ERROR_TEXT = re.compile(
    r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA|##+)|Err:\d{3}"
)
"""As spreadsheets show them, and `####` for a column too narrow for its number, which is what they then export."""


class FaultyCell(str):
    """A cell that holds no value: its text is what a spreadsheet shows, `reason` the code of core/reasons.toml."""

    reason = ""

    @classmethod
    def of(cls, text: str, reason: str) -> "FaultyCell":
        """Return the cell."""
        cell = cls(text)
        cell.reason = reason
        return cell


def error(text: str) -> FaultyCell:
    """Return the cell of an error, as a spreadsheet shows it."""
    return FaultyCell.of(text or "#?", ERROR)


def formula() -> FaultyCell:
    """Return the cell of a formula without its result."""
    return FaultyCell.of(FORMULA_TEXT, FORMULA)


def is_error_text(text: str) -> bool:
    """Return True for `#REF!`, `#N/A`, `Err:502`: an error saved as text."""
    return bool(_ERROR_TEXT.fullmatch(text))


def is_no_value(text: str) -> bool:
    """Return True for what stands in a cell without a value: it can be shown anywhere."""
    return text == FORMULA_TEXT or is_error_text(text)


def reason_of(cell: str | None) -> str | None:
    """Return why a cell holds no value, or None."""
    if isinstance(cell, FaultyCell):
        return cell.reason
    # As text, `#N/A` is also what programs write for nothing.
    return ERROR if cell and cell[0] == "#" and cell != "#N/A" and is_error_text(cell) else None
