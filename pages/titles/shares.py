"""Titles of charts of shares: what rose or fell like for like, else which of two is higher beyond their intervals."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics import Estimate, Headline
from analytics.effect import DigitalDays
from analytics.uptake import Peers
from core.clock import WORKDAYS
from core.formats import begun, number, percent, share_interval
from core.formats import month as month_text
from core.method import MIN_OTHERS
from core.texts import N_, short_name, translator
from wording import highest_share, is_of_one, lowest_share, share_direction, share_words, span_words, weekdays

SURE = ("up", "down")
MOVED_WORDS = {
    "both_up": N_("Porsi digital naik pada {first} maupun pada {second}"),
    "both_down": N_("Porsi digital turun pada {first} maupun pada {second}"),
    "up_down": N_("Porsi digital naik pada {first}, turun pada {second}"),
    "up": N_("Porsi digital naik pada {first}, belum tentu pada {second}"),
    "down": N_("Porsi digital turun pada {first}, belum tentu pada {second}"),
}
LEVEL_WORDS = {
    "above": N_("Porsi digital {first} di atas {second}"),
    "below": N_("Porsi digital {first} di bawah {second}"),
    "alike": N_("Porsi digital {first} belum dapat dibedakan dari {second}"),
}


def side(first: Any, second: Any) -> str:
    """Return where the first of two shares lies: above or below where their intervals are apart, else alike.

    Rows with share, lower, upper, lower_unknown, upper_unknown; '' where one has no share or no interval.
    """
    ends = (lowest_share(first), highest_share(first), lowest_share(second), highest_share(second))
    if any(pd.isna(end) for end in ends) or pd.isna(first["share"]) or pd.isna(second["share"]):
        return ""
    return "above" if ends[0] > ends[3] else "below" if ends[1] < ends[2] else "alike"


def level_title(first: tuple[str, Any], second: tuple[str, Any], neutral: str, lang: str = "id") -> str:
    """Return which of two named shares is higher; `neutral` where one of them is not there."""
    where = side(first[1], second[1])
    return translator(lang)(LEVEL_WORDS[where]).format(first=first[0], second=second[0]) if where else neutral


def months_title(lines: Sequence[tuple[str, pd.DataFrame]], neutral: str, lang: str = "id") -> str:
    """Return which of two named lines by month is higher in the first one's last month with a share."""
    first, second = lines
    known = first[1][first[1]["share"].notna()]
    if known.empty:
        return neutral
    last = known.iloc[-1]
    beside = second[1][second[1]["month"] == last["month"]]
    if beside.empty or not side(last, beside.iloc[0]):
        return neutral
    told = level_title((first[0], last), (second[0], beside.iloc[0]), neutral, lang)
    return translator(lang)("{finding}, {month}").format(finding=told, month=month_text(last["month"], lang))


def weekday_title(
    shares: pd.DataFrame, group: str, result: DigitalDays | None, digital: list[int], neutral: str, lang: str = "id"
) -> str:
    """Return how the share moved on the digital days and on the others; else which of them is higher since the start.

    `shares`: uptake.weekday_shares, `group` as drawn; `result`: of the episode since whose start is drawn, None where
    there is none or it is over; `digital`: the digital weekdays (1 Monday). Only days with a share are named, and a
    move only where every day has one.
    """
    rows = shares[shares["group"] == group].set_index(["weekday", "period"])
    names = _named_days(rows, digital, lang)
    if names is None:
        return neutral
    drawn = rows["share"].drop(["digital", "other"], level="weekday", errors="ignore")
    if (
        drawn.notna().sum() == 2 * len(WORKDAYS)
        and group == "both"
        and result is not None
        and result.verdict != "cannot_tell"
    ):
        estimates = {"digital": result.digital_change, "other": result.other_change}
        moved = [_seen(rows, days, change) for days, change in estimates.items()]
        if told := _moved(moved, names, lang):
            return told
    since = [(days, "since") for days in ("digital", "other")]
    if any(place not in rows.index for place in since):
        return neutral
    first, second = (rows.loc[place] for place in since)
    return level_title((names[0], first), (names[1], second), neutral, lang)


def _named_days(rows: pd.DataFrame, digital: list[int], lang: str) -> tuple[str, str] | None:
    """The digital weekdays and the others that have a share since the start; None where a part has none.

    None too where a day without a share has transactions: they are in the share of its part.
    """
    since = rows.xs("since", level="period") if "since" in rows.index.get_level_values("period") else rows.iloc[:0]
    known = [day for day in WORKDAYS if str(day) in since.index and pd.notna(since.loc[str(day), "share"])]
    left = since.drop([*map(str, known), "digital", "other"], errors="ignore")
    parts = [day for day in known if day in digital], [day for day in known if day not in digital]
    if left["denominator"].gt(0).any() or not all(parts):
        return None
    return weekdays(parts[0], lang), weekdays(parts[1], lang)


def _seen(rows: pd.DataFrame, days: str, change: Estimate) -> str:
    """The direction of a change, as long as the points of the chart, of all the time before, show it too."""
    direction = share_direction(change)
    if direction not in SURE or not {(days, "before"), (days, "since")} <= set(rows.index):
        return ""
    before, since = rows["share"].astype(float)[[(days, "before"), (days, "since")]]
    is_seen = since - before >= change.lower if direction == "up" else since - before <= change.upper
    return direction if is_seen else ""


def _moved(moved: list[str], names: tuple[str, str], lang: str) -> str:
    """What moved on either part of the week; '' where neither did for certain."""
    first, second = moved
    if not first and not second:
        return ""
    # What rose stands before what fell, and what is sure before what is not.
    is_turned = not first or (first, second) == ("down", "up")
    (first, second), names = ((second, first), (names[1], names[0])) if is_turned else ((first, second), names)
    key = f"both_{first}" if first == second else "up_down" if second else first
    return translator(lang)(MOVED_WORDS[key]).format(first=names[0], second=names[1])


def trend_title(head: Headline, neutral: str, lang: str = "id") -> str:
    """Return whether the share rose or fell like for like, and where it stands to its target."""
    share = head.share
    told = [
        *([_change(head, lang)] if share.change.state == "ok" else []),
        *([_goal(head, lang)] if share.target is not None and share.this["state"] == "ok" else []),
    ]
    return begun("; ".join(text for text in told if text)) or neutral


def _change(head: Headline, lang: str) -> str:
    _, direction = translator(lang), share_direction(head.share.change.change)
    if direction not in SURE:
        return ""
    earlier = span_words(head.share.compared, lang)
    up, down = _("Di kantor yang sama porsi naik dari {earlier}"), _("Di kantor yang sama porsi turun dari {earlier}")
    if is_of_one(head):
        up, down = _("Di satu kantor porsi naik dari {earlier}"), _("Di satu kantor porsi turun dari {earlier}")
    return (up if direction == "up" else down).format(earlier=earlier)


def _goal(head: Headline, lang: str) -> str:
    _, goal = translator(lang), percent(head.share.target, 0, lang)
    if head.share.target is not None and highest_share(head.share.this) < head.share.target:
        return _("sasaran {goal} belum tercapai").format(goal=goal)
    return _("sasaran {goal} tercapai").format(goal=goal) if head.share.is_beyond_target else ""


def channel_title(months: pd.DataFrame, neutral: str, lang: str = "id") -> str:
    """Return which of both channels brought more in the last month with a share (uptake.digital_share by month)."""
    _, known = translator(lang), months[months["share"].notna()]
    if known.empty:
        return neutral
    last = known.iloc[-1]
    if lowest_share(last) > 1 / 2:
        text = _("Permohonan digital melebihi kunjungan loket, {month}")
    elif highest_share(last) < 1 / 2:
        text = _("Kunjungan loket melebihi permohonan digital, {month}")
    else:
        return neutral
    return text.format(month=month_text(last["month"], lang))


def peers_words(found: Peers, lang: str = "id") -> str:
    """Return the middle of the offices of a kind, the office itself among them where it has a share.

    With under MIN_OTHERS others there is none to be held against.
    """
    _, has_own = translator(lang), bool(found.frame["is_own"].any())
    text = _("{n} kantor sejenis: nilai tengah {median}, separuhnya {spread}.")
    if found.offices - has_own < MIN_OTHERS:
        text = _("{n} kantor sejenis: terlalu sedikit untuk nilai tengah.")
    elif has_own:
        text = _("{n} kantor sejenis, termasuk kantor ini: nilai tengah {median}, separuhnya {spread}.")
    return text.format(
        n=number(found.offices, 0, lang),
        median=share_words(found.middle, lang),
        spread=share_interval(found.low, found.high, lang),
    )


def peers_title(found: Peers, standing: str, neutral: str, lang: str = "id") -> str:
    """Return on which side of the middle of the others of its kind an office lies beyond its interval.

    Beyond the middle drawn too, which counts the office itself. `standing`: of uptake.office_standings, '' where
    nothing is expected: as expected is said with it, and against it nothing. Neutral under MIN_OTHERS others.
    """
    _, own, others = translator(lang), found.frame[found.frame["is_own"]], found.frame[~found.frame["is_own"]]
    if own.empty or len(others) < MIN_OTHERS:
        return neutral
    row, middle = own.iloc[0], float(others["share"].median())
    where = ""
    if lowest_share(row) > max(middle, found.median):
        where, text = "above", _("{name} di atas nilai tengah {n} kantor sejenis lain")
    elif highest_share(row) < min(middle, found.median):
        where, text = "below", _("{name} di bawah nilai tengah {n} kantor sejenis lain")
    else:
        text = _("{name} belum dapat dibedakan dari nilai tengah {n} kantor sejenis lain")
    if where and standing in ("above", "below") and standing != where:
        return neutral
    told = text.format(name=short_name(row["kind"], row["name"]), n=number(len(others), 0, lang))
    return _("{finding}, tetapi sesuai harapan").format(finding=told) if where and standing == "as_expected" else told
