"""Titles of the charts of 112 help and of who sends requests: what is largest, where one part is."""

from math import inf

import pandas as pd

from analytics.assistance import OTHER_TOPIC, SENDERS, busiest_hour
from core.disclosure import SMALL
from core.formats import month as month_text
from core.formats import number, percent, weekday
from core.method import SMALLEST_SHOWN
from core.texts import translator
from wording import SENDER_WORDS


def topic_title(topics: pd.DataFrame, name: str, neutral: str, lang: str = "id") -> str:
    """Return the topic that most calls were about; neutral where a hidden count could reach it, or another equals it.

    `topics`: topic (its code) and calls, numbers or marks, the topics with a name first; `name`: of the first one.
    """
    _, counts = translator(lang), pd.to_numeric(topics["calls"], errors="coerce")
    # What is hidden to protect another count has no upper end: a title that ranks it would give it one.
    most = counts.fillna(topics["calls"].map({SMALL: SMALLEST_SHOWN - 1})).astype(float).fillna(inf)
    named, others = most[topics["topic"].ne(OTHER_TOPIC)], most[topics["topic"].eq(OTHER_TOPIC)]
    first = counts[named.index].iloc[0] if len(named) else float("nan")
    if pd.isna(first) or (named.iloc[1:] >= first).any() or others.eq(inf).any():
        return neutral
    is_most = not (others >= first).any()
    text = _("Paling sering: {topic}") if is_most else _("Paling sering, selain Lainnya: {topic}")
    return text.format(topic=name.lower())


def funnel_title(counts: pd.Series, helped: float, lang: str = "id") -> str:
    """Return how many of the calls for help were not answered; where the log does not say, how many asked for help.

    `counts`: calls by stage (assistance.funnel); `helped`: all that asked for help.
    """
    _, told = translator(lang), number(helped, 0, lang)
    if pd.isna(counts["answered"]):
        text = _("{helped} dari {all} panggilan meminta bantuan layanan digital")
        return text.format(helped=told, all=number(counts["in"], 0, lang))
    left = helped - counts["digital_help"]
    if left <= 0:
        return _("Semua {helped} panggilan bantuan dijawab").format(helped=told)
    return _("{n} dari {helped} panggilan bantuan tidak terjawab").format(n=number(left, 0, lang), helped=told)


def hours_title(hours: pd.DataFrame, neutral: str, lang: str = "id") -> str:
    """Return the busiest hour of the week (of assistance.help_by_hour); neutral where none is surely so."""
    busiest = busiest_hour(hours)
    if busiest is None:
        return neutral
    return translator(lang)("Tersibuk {day} pukul {hour}.00, rata-rata {n} panggilan").format(
        day=weekday(int(busiest["weekday"]), lang),
        hour=f"{int(busiest['hour']):02d}",
        n=number(busiest["calls_per_day"], 1, lang),
    )


def weeks_title(weeks: pd.DataFrame, neutral: str, lang: str = "id") -> str:
    """Return the rate in the first and in the last week shown; neutral where a week between them is beyond both."""
    ends = weeks["rate"].iloc[[0, -1]] if len(weeks) else weeks["rate"]
    if len(weeks) < 2 or not weeks["rate"].between(ends.min(), ends.max()).all():
        return neutral
    first, last = (number(rate, 1, lang) for rate in ends)
    return translator(lang)(
        "Per 100 permohonan {first} panggilan pada minggu pertama, {last} pada minggu ke-{n}"
    ).format(first=first, last=last, n=number(weeks["weeks_since_live"].iloc[-1] + 1, 0, lang))


def senders_title(row: pd.Series, neutral: str, lang: str = "id") -> str:
    """Return who sends most requests (a row of assistance.assisted_requests); neutral where the unknown could tell."""
    _ = translator(lang)
    if row["state"] != "ok":
        return neutral
    known = row[[name for name in SENDERS if name != "unknown"]].astype(float).fillna(0.0).sort_values(ascending=False)
    if known.iloc[0] - known.iloc[1] <= row["unknown"]:
        return neutral
    return _("Terbanyak {sender}: {share} permohonan {month}").format(
        share=percent(known.iloc[0] / row["requests"], 0, lang),
        sender=_(SENDER_WORDS[str(known.index[0])]),
        month=month_text(row["month"], lang),
    )
