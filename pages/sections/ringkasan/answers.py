"""The target that the fourth answer is about, the small trends on the cards, and the answers as a table."""

from collections.abc import Sequence

import pandas as pd

from analytics import Headline
from analytics.rollout import Forecast, Pace
from core import formats
from pages.parts.downloads import Sheet
from pages.tables.sparkline import SHOWN_MONTHS, share_trend, sparkline
from pages.view.view import View
from wording import MainAnswer

Target = tuple[Pace, Forecast]


def city_target(view: View) -> Target | None:
    """Return the city's last target of live kelurahan with its forecast; None where there is no such target."""
    pace = view.build.last_pace(view.end)
    return None if pace is None else (pace, view.build.forecast(view.end))


def trends(head: Headline, target: Target | None, view: View) -> dict[str, str]:
    """Return the small trend of each card as HTML, by the key of the answer."""
    return {
        "where": _live_trend(view),
        "switching": share_trend(view.trend(), view, high=head.share.target, is_weekly=view.grain == "week"),
        "digital_days": _gap_trend(head, view),
        "in_time": _way_to_target(target, view),
    }


def _live_trend(view: View) -> str:
    """Live kelurahan, or offices where the place has none, at the end of each of the last months."""
    units = view.chosen.units
    kind = "kelurahan" if units["kind"].eq("kelurahan").any() else "kecamatan"
    live = view.build.live_counts(view.kecamatan, view.unit, tuple(_month_ends(view)), kind)
    words = view.t("Kantor aktif per akhir bulan, dari {first} menjadi {last}").format(
        first=formats.number(live[0], 0, view.lang), last=formats.number(live[-1], 0, view.lang)
    )
    return sparkline(live, words, high=float(units["kind"].eq(kind).sum()))


def _month_ends(view: View) -> pd.DatetimeIndex:
    ends = pd.date_range(end=pd.Timestamp(view.end) + pd.offsets.MonthEnd(0), periods=SHOWN_MONTHS, freq="ME")
    first = pd.Timestamp(view.build.meta["first_day"])
    return pd.DatetimeIndex([*ends[(ends >= first) & (ends < pd.Timestamp(view.end))], pd.Timestamp(view.end)])


def _gap_trend(head: Headline, view: View) -> str:
    """The card's own figure as it stood at the end of each month since the digital days began."""
    result = head.gap.result
    episodes = [each for each in view.chosen.episodes if result and each.start == result.start]
    if not episodes or result is None or result.verdict == "cannot_tell":
        return ""
    ends = [end.date() for end in _month_ends(view) if end.date() >= episodes[0].start]
    gaps = [view.chosen.digital_gap(episodes[0], end).value for end in ends]
    words = view.t("Naiknya porsi pada hari digital di atas hari lain, per akhir bulan, terakhir {last}").format(
        last=formats.points(gaps[-1], 1, view.lang)
    )
    return sparkline(gaps, words)


def _way_to_target(target: Target | None, view: View) -> str:
    """Live kelurahan by month, then the middle of the forecast up to a year ahead."""
    if target is None or target[1].state != "ok":
        return ""
    ahead = target[1].bands["q50"].head(SHOWN_MONTHS - 2)
    live = view.build.live_counts(None, None, tuple(_month_ends(view)), "kelurahan")
    words = view.t("Kelurahan aktif sampai kini, lalu perkiraan tengahnya sampai {month}").format(
        month=formats.month(target[1].bands["month"].iloc[len(ahead) - 1], view.lang)
    )
    return sparkline([*live, *ahead], words, high=target[0].target)


def answers_sheet(answers: Sequence[MainAnswer], view: View) -> Sheet:
    """Return the four answers as they are told."""
    rows = [(each.question, each.value, each.label, each.line) for each in answers]
    definitions = ("coverage", "digital_share", "weekday_gap", "full_coverage_chance")
    table = pd.DataFrame(rows, columns=["question", "answer", "verdict", "note"])
    return Sheet(view.t("Empat jawaban"), table, definitions)
