"""Where an office stands against what is expected of one like it, and why it needs somebody, in words."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from analytics.quality import owed_span
from analytics.uptake import OfficeTarget, Rank
from core.formats import MISSING, begun, day, days_of_year, exact, month, number, points, share_interval
from core.texts import translator
from wording.cell_words import reason_words, share_words
from wording.words import HEAD_WORDS, OFFICE_ACTIONS, OFFICE_REASONS, OWN_HEAD_WORDS, STANDING_WORDS

FrameRow = Mapping[Hashable, Any] | pd.Series


def standing_words(row: FrameRow, lang: str = "id") -> str:
    """Return a row of uptake.office_standings for a table cell; a warning is marked."""
    if row["state"] != "ok":
        return MISSING
    _ = translator(lang)
    words = _(STANDING_WORDS[row["standing"]])
    return _("▼ {words}, {warned_weeks} minggu").format(words=words) if row["is_warned"] else words


def expected_words(row: FrameRow, lang: str = "id", *, has_warning: bool = True, is_below_told: bool = False) -> str:
    """Return a row of uptake.office_standings as a sentence, with the early warning if there is one and it is asked.

    `is_below_told`: that it is below expectation stands beside it, and is not said again.
    """
    _ = translator(lang)
    if row["state"] != "ok":
        return _("Data untuk porsi yang diharapkan belum cukup: {reason}.").format(
            reason=reason_words(row["reason"], lang)
        )
    words = _(STANDING_WORDS[row["standing"]])
    text = _("Porsi digital {standing}: {share}; kantor lain seumur ini biasanya {range}.")
    if is_below_told and row["standing"] == "below":
        text = _("Porsi digital {share}; kantor lain seumur ini biasanya {range}.")
    told = text.format(
        standing=words,
        share=share_words(row, lang),
        range=share_interval(row["low"], row["high"], lang),
    )
    if not (row["is_warned"] and has_warning):
        return told
    return f"{told} " + _("Sudah {warned_weeks} minggu berturut-turut di bawah harapan: tanyakan sebabnya.")


def office_target_words(target: OfficeTarget, lang: str = "id") -> str:
    """Return the office's own target and how far it is, or was on its day, in a sentence or two."""
    _ = translator(lang)
    when = _("sudah jatuh tempo {day}") if target.is_due else _("sampai {day}")
    judged = {
        "reached": _("tercapai"),
        "below": _("waktu itu kurang {points}") if target.is_due else _("masih kurang {points}"),
        "open": _("belum dapat dibedakan dari sasarannya"),
        "unknown": _("data porsinya belum cukup"),
    }[target.standing]
    told = _("Sasaran kantor ini {goal} {when}: {judged}.").format(
        goal=f"{exact(target.value * 100, lang)}%",
        when=when.format(day=day(target.due_date, lang)),
        judged=judged.format(points=points(target.missing, 1, lang).lstrip("+")),
    )
    if not target.is_due:
        return told
    both = _("Porsinya pada {month} {then}, kini {now}.")
    how = {"unsplit_part": float(target.is_estimated), "is_lower_bound": target.is_lower_bound}
    then, now = (share_words({"share": share, **how}, lang) for share in (target.share, target.now))
    return f"{told} {both.format(month=month(target.due_date, lang), then=then, now=now)}"


def urgent_words(reasons: Sequence[str], overdue_days: float, lang: str = "id", counted: str = "") -> str:
    """Return why an office needs somebody; `reasons`: as from analytics.urgent_offices, `counted`: owed_in."""
    _, days = translator(lang), number(overdue_days, 0, lang)
    text = ", ".join(_(OFFICE_REASONS[reason]).format(days=days) for reason in reasons)
    return begun(_within(text, counted if "overdue" in reasons else ""))


def owed_in(last: date, lang: str = "id") -> str:
    """Return the days in which reports owed are counted (quality.owed_span): a bare count reads as a silence."""
    first, end = owed_span(last)
    return f"{first.day}–{days_of_year(end, lang)}" if first < end else days_of_year(end, lang)


def _within(text: str, counted: str) -> str:
    return f"{text} ({counted})" if counted else text


def whom_to_ask(*kinds: str, lang: str = "id", may_ask_camat: bool = True) -> str:
    """Return whom to ask at offices of these kinds; where the camat reads it (not `may_ask_camat`) the others there."""
    _, kind = translator(lang), kinds[0] if len(set(kinds)) == 1 else "both"
    return _(HEAD_WORDS[kind]) if may_ask_camat else _(OWN_HEAD_WORDS[kind])


def urgent_action(reason: str, kind: str, lang: str = "id", *, may_ask_camat: bool = True) -> str:
    """Return what to do about a reason, and whom to ask (`whom_to_ask`)."""
    _ = translator(lang)
    head = whom_to_ask(kind, lang=lang, may_ask_camat=may_ask_camat)
    return _("{action}; hubungi {head}").format(action=_(OFFICE_ACTIONS[reason]), head=head)


def owing_words(
    most: str, days: Sequence[float], heads: str, lang: str = "id", counted: str = ""
) -> tuple[str, str, str]:
    """Return what is told of offices that only owe reports, in one line: who, why, what to do.

    `most`: the office that owes most; `days`: working days that each owes, its own first; `heads`: whom to ask
    (`whom_to_ask`); `counted`: owed_in.
    """
    _, others = translator(lang), days[1:]
    why = _("Kurang {days} laporan; lainnya {others}")
    if min(others) == days[0]:
        why = _("Masing-masing kurang {days} laporan")
    action = _("tagih {heads}").format(heads=heads)
    least, highest = number(min(others), 0, lang), number(max(others), 0, lang)
    told = why.format(days=number(days[0], 0, lang), others=least if least == highest else f"{least}–{highest}")
    return (
        _("{office} dan {n} lainnya").format(office=most, n=number(len(others), 0, lang)),
        _within(told, counted),
        action,
    )


def rank_words(rank: Rank | None, lang: str = "id") -> str:
    """Return where a kecamatan's share stands among the others, for a cell; why it stands nowhere."""
    _ = translator(lang)
    if rank is None:
        return _("tidak diurutkan: datanya kurang atau perkiraan")
    text = _("tertinggi ke-{at} dari {places} yang terukur")
    if rank.at in (1, rank.places):
        text = _("tertinggi dari {places} yang terukur") if rank.at == 1 else _("terendah dari {places} yang terukur")
    told = text.format(at=rank.at, places=rank.places)
    if rank.best == rank.worst:
        return told
    if (rank.best, rank.worst) == (1, rank.places):
        return _("{rank}, tetapi bedanya bisa kebetulan").format(rank=told)
    return _("{rank} (rentang ke-{best}–{worst})").format(rank=told, best=rank.best, worst=rank.worst)
