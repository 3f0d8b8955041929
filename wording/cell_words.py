"""What stands in a cell: a share or rate with its marks, or why there is none; statuses and weekdays."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from analytics.uptake import residents_together
from core.formats import MISSING, interval, number, percent, share_interval, weekday
from core.method import MOSTLY_UNSPLIT
from core.texts import translator
from wording.words import CELL_REASONS, REASON_WORDS, STATUS_WORDS, UNSPLIT_WORDS

MARK_JOIN = "\N{NARROW NO-BREAK SPACE}"
AT_LEAST = f"≥{MARK_JOIN}"


def cell_reason(reason: str, lang: str = "id") -> str:
    """Return why there is no share in a few words. Raises KeyError for a code without words."""
    return translator(lang)(CELL_REASONS[reason])


def status_word(status: str | None, lang: str = "id") -> str:
    """Return a roll-out status as a word; None is not known."""
    return translator(lang)("Tidak diketahui" if status is None else STATUS_WORDS[status])


def reason_words(reason: str, lang: str = "id") -> str:
    """Return a reason code of analytics as words; that of one of two periods (not_live_before) with which of them.

    Raises KeyError for a code without words.
    """
    _ = translator(lang)
    for end, period in (("_before", _("masa sebelumnya")), ("_after", _("masa ini"))):
        if reason not in REASON_WORDS and reason.endswith(end):
            return f"{period}: {_(REASON_WORDS[reason.removesuffix(end)])}"
    return _(REASON_WORDS[reason])


def is_reason(text: str) -> bool:
    """Return True for a code of which `reason_words` knows the words."""
    return bool({text, text.removesuffix("_before"), text.removesuffix("_after")} & REASON_WORDS.keys())


def share_or_reason(row: Any, lang: str = "id") -> str:
    """Return a share as text, or why there is none.

    `row`: share, state, reason, and where given lower_unknown and upper_unknown: then it is a range, unless a lower
    bound, which has no end. Marked as in `share_words`.
    """
    if row["state"] != "ok":
        return reason_words(row["reason"], lang)
    wide = share_interval(row.get("lower_unknown"), row.get("upper_unknown"), lang)
    return share_words(row, lang) if wide == MISSING or is_lower_bound(row) else f"{_mark(row)}{wide}"


def share_words(row: Any, lang: str = "id", decimals: int = 1) -> str:
    """Return a share as one number; a dash where there is none.

    `row`: share, and where given unsplit_part and is_lower_bound: ≈ marks a share that rests mostly on scaled visits,
    ≥ one that is a lower bound.
    """
    return MISSING if pd.isna(row["share"]) else f"{_mark(row)}{percent(row['share'], decimals, lang)}"


def level_words(row: Any, level: str, lang: str = "id") -> str:
    """Return one of several shares of a row, by its column, marked as in `share_words`; a dash where there is none."""
    return share_words({**row, "share": row[level]}, lang)


def rate_words(row: Any, lang: str = "id") -> str:
    """Return help calls per 100 digital requests; a range where many requests have no known origin.

    `row`: rate, least_rate (of assistance.assistance_rate).
    """
    wide = interval(row["least_rate"], row["rate"], 1, "", lang)
    return number(row["rate"], 1, lang) if wide == MISSING else wide


def per_residents_words(row: Any, lang: str = "id") -> str:
    """Return digital requests per 1,000 residents; a range where many requests have no known origin.

    `row`: per_thousand, most_per_thousand (of uptake.requests_per_residents); a dash where there is none.
    """
    wide = interval(row["per_thousand"], row["most_per_thousand"], 1, "", lang)
    return number(row["per_thousand"], 1, lang) if wide == MISSING else wide


def residents_words(rows: pd.DataFrame, lang: str = "id") -> str:
    """Return the same of all residents of some kelurahan together. `rows`: of uptake.residents_together."""
    least, most = residents_together(rows)
    return per_residents_words({"per_thousand": least, "most_per_thousand": most}, lang)


def at_least(written: str) -> str:
    """Return a written number marked as a lower bound."""
    return f"{AT_LEAST}{written}"


def at_most(written: str) -> str:
    """Return a written number marked as an upper bound."""
    return f"≤{MARK_JOIN}{written}"


def _mark(row: Any) -> str:
    """The mark and what joins it to its number: not the space between a number and its unit."""
    if is_lower_bound(row):
        return AT_LEAST
    return f"≈{MARK_JOIN}" if is_estimated(row) else ""


def is_lower_bound(row: Any) -> bool:
    """True where nothing tells how many of some visits were to apply. `row`: is_lower_bound, where given."""
    told = row.get("is_lower_bound")
    return bool(told is not None and pd.notna(told) and told)


def is_estimated(row: Any) -> bool:
    """True where most visits behind a share were not counted by purpose. `row`: unsplit_part, where given."""
    part = row.get("unsplit_part")
    return bool(part is not None and part > MOSTLY_UNSPLIT)


def marks_words(rows: Iterable[Any], lang: str = "id") -> str:
    """Return what ≈ and ≥ at the shares of these rows stand for, as a sentence; '' where no share bears one.

    `rows`: state, where given, is_lower_bound and unsplit_part.
    """
    shown = [row for row in rows if row.get("state", "ok") == "ok"]
    bounds = [is_lower_bound(row) for row in shown]
    are_estimated = any(is_estimated(row) and not bound for row, bound in zip(shown, bounds, strict=True))
    seen = {"estimated_mark": are_estimated, "lower_bound_mark": any(bounds)}
    told = "; ".join(translator(lang)(UNSPLIT_WORDS[mark]) for mark in seen if seen[mark])
    return f"{told}." if told else ""


def unsplit_words(row: Any, lang: str = "id") -> str:
    """Return what the visits of an office that were not counted by purpose do to its share, as a sentence; else ''.

    `row`: of uptake.digital_share of one office and period.
    """
    if row["state"] != "ok" or not row["unsplit_part"] > 0:
        return ""
    kind = "lower_bound" if is_lower_bound(row) else "estimated" if is_estimated(row) else "partly"
    return translator(lang)(UNSPLIT_WORDS[kind]).format(part=percent(row["unsplit_part"], 0, lang))


def lowest_share(row: Any) -> float:
    """Return what a share may be at least; `row`: lower, lower_unknown (missing where every origin is known)."""
    return float(row["lower"] if pd.isna(row["lower_unknown"]) else min(row["lower"], row["lower_unknown"]))


def highest_share(row: Any) -> float:
    """Return what a share may be at most: its interval's end, or that of requests of unknown origin counted as digital.

    `row`: upper, upper_unknown (missing where every origin is known).
    """
    return float(row["upper"] if pd.isna(row["upper_unknown"]) else max(row["upper"], row["upper_unknown"]))


def weekdays(days: Sequence[int], lang: str = "id") -> str:
    """Return weekdays in a row as `Selasa–Kamis`, others as `Senin dan Jumat`."""
    names = [weekday(day, lang) for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{names[0]}–{names[-1]}"
    joined = ", ".join(names[:-1])
    return translator(lang)("{first} dan {last}").format(first=joined, last=names[-1]) if joined else names[-1]
