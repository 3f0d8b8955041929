"""What each card of the four answers explains, folded: the figure in full, its counts and its definition."""

from analytics import Headline, rollout
from analytics.effect import DigitalDays
from core import formats
from pages.parts.completion import digital_outcomes
from pages.parts.explain import explanation, left_out_words
from pages.sections.ringkasan.answers import Target
from pages.view.view import View
from wording import KIND_WORDS, Figure, figures, parts_in_short, target_state, young_words


def explanations(head: Headline, target: Target | None, view: View) -> dict[str, str]:
    """Return the folded explanation of each card: the figure in full, as the report has it, and its definition."""
    coverage, share, gap, _help = figures(head, view.lang)
    keys = ("digital_share", *(["late_cancellations"] if share.provisional else []))
    live, left_out = _live_counts(head, view)
    gap_parts = _gap_parts(head.gap.result, view) if head.gap.result else ((), {})
    of_target, target_counts = _about_target(target, view)
    row = head.share.this
    parts = tuple(formats.number(row[part], 0, view.lang) for part in ("numerator", "denominator"))
    plain = {view.t("porsi tanpa penskalaan kunjungan"): formats.percent(row["plain_share"], 1, view.lang)}
    told = left_out_words(view) | (plain if row["unsplit_part"] > 0 else {})
    return {
        "where": explanation(
            view, "coverage", counts=live, left_out=left_out, lead=_where_lead(coverage), is_small=True
        ),
        "switching": explanation(
            view,
            *keys,
            counts=parts,
            left_out=told,
            lead=[young_words(head.share, view.lang) if share.direction in ("up", "down") else "", *_share_lead(share)],
            beside=parts_in_short(head.share.change, head.share.compared, view.lang) | digital_outcomes(view),
            is_small=True,
        ),
        "digital_days": explanation(
            view, "weekday_gap", counts=gap_parts[0], left_out=gap_parts[1], lead=_gap_lead(gap), is_small=True
        ),
        "in_time": explanation(view, *of_target, counts=target_counts, is_small=True),
    }


def _about_target(target: Target | None, view: View) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The definitions behind the answer, and the two counts of the first.

    Paths of the forecast that reach the target, of all; where no chance is told, what is missing and the months left.
    """
    if target is None:
        return ("required_pace",), ()
    pace, ahead = target
    chance, lang = target_state(pace, ahead)[1], view.lang
    if chance is None:
        months = formats.number(pace.months_left, 1, lang) if pace.months_left else ""
        return ("required_pace",), (formats.number(pace.missing, 0, lang), months)
    runs = len(ahead.arrivals)
    counts = (formats.number(round(chance * runs), 0, lang), formats.number(runs, 0, lang))
    return ("full_coverage_chance", "required_pace"), counts


def _where_lead(figure: Figure) -> list[str]:
    return [figure.sentence, *([figure.detail, _change(figure)] if figure.is_stated else [])]


def _share_lead(figure: Figure) -> list[str]:
    """Its interval and its change first: the card says neither; the counts stand below, the target on the card."""
    told = [figure.spread, figure.provisional, _change(figure)] if figure.is_stated else []
    return [*told, figure.sentence]


def _gap_lead(figure: Figure) -> list[str]:
    """Its intervals, then what the verdict means."""
    return [
        *([figure.detail] if figure.is_stated else []),
        figure.sentence,
        *([_change(figure)] if figure.is_stated else []),
    ]


def _change(figure: Figure) -> str:
    return f"{figure.period}: {figure.change}"


def _live_counts(head: Headline, view: View) -> tuple[tuple[str, ...], dict[str, str]]:
    t, lang = view.t, view.lang
    parts = [(offices, t(KIND_WORDS[kind])) for kind, offices in head.coverage.items()]
    live = ", ".join(f"{formats.number(offices.live, 0, lang)} {name}" for offices, name in parts)
    every = ", ".join(f"{formats.number(offices.total, 0, lang)} {name}" for offices, name in parts)
    status = view.scoped(view.build.status_on(view.end))
    is_planned = status["planned_status"].eq("aktif").fillna(False) & ~status["status"].eq("aktif").fillna(False)
    left_out = {
        _planned_words(view): formats.number(is_planned.sum(), 0, lang),
        t("kantor yang statusnya tidak diketahui"): formats.number(status["status"].isna().sum(), 0, lang),
    }
    return (live, every), left_out


def _planned_words(view: View) -> str:
    """Offices that are planned; of a day before the first list of plans by that list, which is named."""
    listed = rollout.listed_later(view.build.plan_history, view.end, view.build.as_of)
    if listed is None:
        return view.t("kantor yang baru direncanakan")
    told = view.t("kantor yang baru direncanakan, menurut daftar {day}")
    return told.format(day=formats.short_day(listed, view.lang))


def _gap_parts(result: DigitalDays, view: View) -> tuple[tuple[str, ...], dict[str, str]]:
    """The gap is a mean over offices, so that its parts are the sum of their gaps and their number."""
    t, lang = view.t, view.lang
    total = formats.points(result.gap.value * result.live_offices, 1, lang)
    is_late = result.left_out["reason"].isin(["live_in_window", "status_unknown"])
    left_out = {
        t("kelurahan yang aktif di tengah masa itu, atau tidak diketahui sejak kapan"): is_late.sum(),
        t("kelurahan yang hitungannya tidak lengkap"): (~is_late).sum(),
        t("kantor kecamatan, ditampilkan terpisah"): result.offices["role"].eq("apart").sum(),
    }
    told = {name: formats.number(count, 0, lang) for name, count in left_out.items()}
    return (total, formats.number(result.live_offices, 0, lang)), told
