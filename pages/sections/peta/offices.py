"""Every office with all that any layer of the map shows of it."""

import pandas as pd

from analytics import Span, quality, uptake
from core import formats
from core.scope import Scope
from core.theme import UNKNOWN
from pages.parts.office import since_text
from pages.sections.peta.table import help_text
from pages.sections.peta.words import word_of
from pages.view.cache import read_build
from pages.view.cached import MONTHS_KEPT, cached
from pages.view.view import FrameRow, View
from wording import per_residents_words, share_or_reason

SHARES = [
    "share", "lower", "upper", "lower_unknown", "upper_unknown", "numerator", "denominator", "unsplit_part",
    "is_lower_bound", "reason", "share_text",
]  # fmt: skip
REPORTS = ["completeness", "complete_days", "expected_days"]
NEED = ["rate", "least_rate", "city_rate", "needs_help", "is_compared"]
RESIDENTS = ["requests", "days", "population", "per_thousand", "most_per_thousand"]


def map_frame(view: View) -> pd.DataFrame:
    """Return one row an office of the view's place with all that any layer shows.

    Columns: unit_code, name, kind, kecamatan, status, is_start_known, since_text; the digital share with its bounds, of
    which are numerator and denominator too (SHARES), reason, share_text; completeness, complete_days, expected_days;
    rate, least_rate, city_rate, needs_help, is_compared (its interval is known); RESIDENTS; planned_date,
    planned_status; lines (of the tooltip).
    """
    build = view.build
    frame = read_map_frame(build.scope, view.lang, view.period, view.grain)
    frame = build.at(frame, view.kecamatan, None)
    return frame if view.may_see_city else frame[frame["unit_code"].isin(build.scope.units)]


@cached(MONTHS_KEPT)
def read_map_frame(scope: Scope, lang: str, period: Span, grain: str) -> pd.DataFrame:
    """Return map_frame of all offices of a scope: the same for every place and layer that is looked at."""
    view = View(read_build(scope), lang, period, grain=grain)
    status = view.build.status_on(view.end)
    beside = [frame.reindex(status["unit_code"]).reset_index(drop=True) for frame in _figures(view)]
    frame = pd.concat([status.reset_index(drop=True), *beside], axis=1)
    frame["status"] = frame["status"].fillna(UNKNOWN)
    frame["since_text"] = [since_text(row, view) for row in frame.to_dict("records")]
    frame["lines"] = pd.Series([_lines(row, view) for row in frame.to_dict("records")], frame.index)
    return frame


def _figures(view: View) -> list[pd.DataFrame]:
    """What is known of the offices, by unit code."""
    build, facts = view.build, view.in_period(view.build.facts)
    shares = view.period_shares("unit_code")
    text = [share_or_reason(row, view.lang) for row in shares.to_dict("records")]
    reports = quality.completeness(facts, by=["unit_code"])
    need = build.help_by_age(view.end)
    parts = [
        (shares.assign(share_text=text), SHARES),
        (reports[reports["source"] == "kunjungan"], REPORTS),
        (need.assign(is_compared=need["lower"].notna()), NEED),
        (uptake.requests_per_residents(facts, build.units), RESIDENTS),
    ]
    return [frame.set_index("unit_code")[columns] for frame, columns in parts]


def _lines(row: FrameRow, view: View) -> list[tuple[str, str]]:
    """What the tooltip of an office says, whichever layer is shown."""
    t, lang = view.t, view.lang
    return [
        (t("Status"), word_of(row["status"], view)),
        (t("Sejak"), row["since_text"]),
        (t("Porsi digital"), row["share_text"]),
        (t("Kelengkapan"), formats.percent(row["completeness"], 0, lang)),
        (t("Panggilan bantuan per 100"), help_text(row, view)),
        (t("Permohonan digital per 1.000 penduduk"), per_residents_words(row, lang)),
    ]
