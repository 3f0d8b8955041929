"""What the columns of a downloaded table are called, and its codes in words."""

from typing import Any

import numpy as np
import pandas as pd

from core import formats
from core.reasons import reasons
from core.sources import SOURCE_WORDS
from core.texts import Translate, translator
from wording.cell_words import is_reason, reason_words
from wording.headings import HEADINGS, SHARE_HEADINGS
from wording.words import (
    COMPARISON_WORDS,
    KIND_WORDS,
    PERIOD_WORDS,
    ROLE_WORDS,
    SEVERITY_WORDS,
    STATUS_WORDS,
)

Words = dict[str, Translate]
PERCENTAGES = frozenset({
    "share", "portion", "completeness", "basis", "rescaled_share", "plain_share", "unsplit_part",
    "before", "after", "change", "share_before",
    "share_after", "part", "reported_share", "on_time_share", "observed_share", "sla_share_lower", "sla_share_upper",
    "digital_share", "digital_lower", "digital_upper", "counter_share", "counter_lower", "counter_upper",
    "assisted_share", "expected", "low", "high", "chance", "chance_moved",
})  # fmt: skip
"""Columns of shares between 0 and 1, and of their differences."""
SLIP = "slip_"
"""Columns slip_<weeks>: the chance of so many weeks late."""
BOUNDED = frozenset({"value", "lower", "upper"})
"""Shares too where there are bounds, unless they are those of a rate."""


def headed(table: pd.DataFrame, lang: str, figure: str = "") -> pd.DataFrame:
    """Return a table with its headings and its codes in words; `figure`: key of the definition it shows.

    Raises KeyError for a column without a heading: what must not leave the house is not part of a sheet.
    """
    t = translator(lang)
    words = _words(lang)
    missing = [name for name in table.columns if name not in HEADINGS and not str(name).startswith(SLIP)]
    if missing:
        raise KeyError(f"columns without a heading: {missing}")
    named: dict[str, Any] = {
        name: [_worded(code, words.get(str(name)), t) for code in table[name]] for name in _coded(table, words)
    }
    return table.assign(**named).rename(columns=_headings(table, t, figure))


def share_headings(table: pd.DataFrame, lang: str, figure: str = "") -> frozenset[str]:
    """Return the headings of the columns that hold shares; arguments as of `headed`."""
    has_bounds = "lower" in table and "rate" not in table
    shares = PERCENTAGES | BOUNDED if has_bounds else PERCENTAGES
    headings = _headings(table, translator(lang), figure)
    return frozenset(heading for name, heading in headings.items() if _is_share(name, shares))


def _is_share(name: str, shares: frozenset[str]) -> bool:
    return name in shares or name.startswith(SLIP)


def _heading(name: str, t: Translate) -> str:
    if name in HEADINGS or not name.startswith(SLIP):
        return t(HEADINGS[name])
    return t("Peluang terlambat {n} minggu").format(n=name.removeprefix(SLIP))


def _headings(table: pd.DataFrame, t: Translate, figure: str) -> dict[str, str]:
    headings = {str(name): _heading(str(name), t) for name in table.columns}
    return headings | ({"share": t(SHARE_HEADINGS[figure])} if figure in SHARE_HEADINGS else {})


def _words(lang: str) -> Words:
    """How a code of each column is said; a text that is no code stays as it is."""
    t, known = translator(lang), reasons()
    return {
        "cause": lambda code: t(known[code].sentence) if code in known else code,
        "reason": lambda code: reason_words(code, lang) if is_reason(code) else code,
        "source": lambda code: t(SOURCE_WORDS.get(code, code)),
        "severity": lambda code: t(SEVERITY_WORDS.get(code, code)),
        "status": lambda code: t(STATUS_WORDS.get(code, code)),
        "kind": lambda code: t(KIND_WORDS.get(code, code)),
        "comparison": lambda code: t(COMPARISON_WORDS.get(code, code)),
        "role": lambda code: t(ROLE_WORDS.get(code, code)),
        "period": lambda code: t(PERIOD_WORDS.get(code, code)),
        "weekday": lambda code: formats.weekday(int(code), lang) if code.isdigit() else code,
    }


def _coded(table: pd.DataFrame, words: Words) -> list[str]:
    """The columns that may hold codes: those with words of their own, and yes or no."""
    kinds = {name: table[name].dropna().map(type) for name in table.columns}
    return [name for name, types in kinds.items() if name in words or types.isin([bool, np.bool_]).any()]


def _worded(code: object, word: Translate | None, t: Translate) -> object:
    if pd.isna(code) or code == "":  # type: ignore[call-overload]
        return code
    if isinstance(code, bool | np.bool_):
        return t("ya") if code else t("tidak")
    return word(str(code)) if word else code
