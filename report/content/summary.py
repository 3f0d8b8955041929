"""The cover in words: what the month says in a verdict and three sentences, and where every target stands."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics import Headline
from analytics.rollout import Pace
from core.formats import number, points_from, short_day
from core.texts import translator
from report.content.model import Goal, Summary
from wording import Figure, highest_share, reached_words, share_or_reason

Paces = Sequence[tuple[pd.Series, Pace]]


def summary(head: Headline, figures: Sequence[Figure], lang: str) -> Summary:
    """Return verdict and sentences; `figures` as from sentences.figures: coverage, share, gap, help."""
    coverage, share, gap, help_ = figures
    return Summary(_told(gap, lang), (_coverage(head, coverage, lang), _share(share, lang), _told(help_, lang)))


def _told(figure: Figure, lang: str) -> str:
    """A figure's own sentence; without a value, which figure cannot be stated and why."""
    pattern = translator(lang)("{label}: datanya belum cukup, {reason}.")
    return figure.sentence if figure.is_stated else pattern.format(label=figure.label, reason=figure.detail)


def _coverage(head: Headline, figure: Figure, lang: str) -> str:
    _ = translator(lang)
    if not figure.is_stated:
        return _told(figure, lang)
    kelurahan, offices = head.coverage["kelurahan"], head.coverage["kecamatan"]
    return _(
        "Layanan aktif di {n} dari {all} kelurahan dan {m} dari {offices} kantor kecamatan ({change})."
    ).format(
        n=number(kelurahan.live, 0, lang), all=kelurahan.total,
        m=number(offices.live, 0, lang), offices=offices.total, change=figure.change,
    )  # fmt: skip


def _share(figure: Figure, lang: str) -> str:
    _ = translator(lang)
    if not figure.is_stated:
        return _told(figure, lang)
    judgement = figure.sentence[:1].lower() + figure.sentence[1:]
    return _("Porsi digital di kantor aktif {value}; {judgement}").format(value=figure.value, judgement=judgement)


def goals(paces: Paces, head: Headline, targets: pd.DataFrame, lang: str) -> tuple[Goal, ...]:
    """Return every target with where it stands: numbers of live offices first, then the digital share."""
    shares = targets[targets["measure"] == "digital_share"].to_dict("records")
    return (*(_live(row, pace, lang) for row, pace in paces), *(_share_goal(row, head, lang) for row in shares))


def _live(row: pd.Series, pace: Pace, lang: str) -> Goal:
    _ = translator(lang)
    now = f"{number(pace.live, 0, lang)}/{number(pace.target, 0, lang)}"
    missing = _("kurang {n}").format(n=number(pace.missing, 0, lang))
    if pace.state == "not_provided":
        now, missing = _("tak diketahui"), _("datanya belum cukup")
    elif pace.state in ("reached", "lost"):
        missing = reached_words(pace, lang)
    elif pace.state == "out_of_reach":
        missing = _("tidak mungkin lagi, kurang {n}").format(n=number(pace.missing, 0, lang))
    elif pace.state == "missed":
        missing = _("terlewat, kurang {n}").format(n=number(pace.missing, 0, lang))
    return Goal(str(row[f"label_{lang}"]), due_words(row["due_date"], lang), now, missing)


def _share_goal(row: dict[Any, Any], head: Headline, lang: str) -> Goal:
    _, share, goal = translator(lang), head.share.this, float(row["value"])
    due = due_words(row["due_date"], lang)
    if share["state"] != "ok":
        return Goal(str(row[f"label_{lang}"]), due, _("tak diketahui"), _("datanya belum cukup"))
    missing = (
        _("terlampaui")
        if share["lower"] > goal
        else _("kurang {points}").format(points=points_from(share["share"], goal, lang).lstrip("+"))
        if highest_share(share) < goal
        else _("belum dapat dibedakan")
    )
    return Goal(str(row[f"label_{lang}"]), due, share_or_reason(share, lang), missing)


def due_words(due: Any, lang: str) -> str:
    """Return a due date, or that there is none."""
    return translator(lang)("tanpa tanggal") if pd.isna(due) else short_day(due, lang)
