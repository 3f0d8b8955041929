"""Which verdicts of a month are others than those told before: do people switch, and did the digital days work.

A verdict is that of the last settled month: it stands on the first page under the month's address, and the data of the
days to come do not move it to and fro.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics import City, Headline, Span, headline, last_settled, period_code
from core.texts import translator
from operations.alerts.alert import CHANGED_VERDICT, Alert, page_link
from operations.alerts.sentences import verdict_words
from wording import CHANGE_LABELS, VERDICT_LABELS, MainAnswer, main_answers, period_words, share_direction

SWITCHING, DIGITAL_DAYS = "beralih", "hari_digital"
UNKNOWN = "belum_diketahui"
PAGES = {SWITCHING: "", DIGITAL_DAYS: "kanal"}
NOT_TOLD_APART = {"unsure": "same"}
"""Verdicts in the same words are the same."""
NOT_STATED = ("open", "cannot_tell")


@dataclass(frozen=True)
class MonthVerdict:
    """One answer of a month: its code (a key of CHANGE_LABELS or VERDICT_LABELS, or UNKNOWN) and its words."""

    question: str
    code: str
    answer: MainAnswer


def judged_month(city: City) -> Span | None:
    """Return the last settled month of the city's data; None where none is."""
    if city.as_of is None:
        return None
    return last_settled((city.meta["first_day"], city.as_of), city.as_of)


def verdicts_of(head: Headline) -> tuple[MonthVerdict, MonthVerdict]:
    """Return both verdicts of a month."""
    answers = {answer.key: answer for answer in main_answers(head, None)}
    return (
        MonthVerdict(SWITCHING, _switching(head), answers["switching"]),
        MonthVerdict(DIGITAL_DAYS, _digital_days(head), answers["digital_days"]),
    )


def _switching(head: Headline) -> str:
    change = head.share.change
    if head.share.this["state"] != "ok" or change.state != "ok":
        return UNKNOWN
    return _stated(share_direction(change.change))


def _digital_days(head: Headline) -> str:
    return UNKNOWN if head.gap.result is None else _stated(head.gap.result.verdict)


def _stated(code: str) -> str:
    return UNKNOWN if code in NOT_STATED else NOT_TOLD_APART.get(code, code)


def changed_verdicts(city: City, kecamatan: str, known: Mapping[str, str]) -> tuple[list[Alert], dict[str, str]]:
    """Return what changed against the verdicts known so far, and those known now, by question and place.

    `kecamatan`: its code, '' for the city. What cannot be stated changes nothing; a first look tells nothing.
    """
    month = judged_month(city)
    if month is None:
        return [], {}
    offices = city.units[city.units["kecamatan_code"] == kecamatan]
    part = city.part(offices["unit_code"]) if kecamatan else city
    place = translator("id")("Wilayah Kecamatan {name}").format(name=offices["kecamatan"].iloc[0]) if kecamatan else ""
    alerts, now = [], {}
    for verdict in verdicts_of(headline(part, month[1])):
        name = f"{verdict.question} {kecamatan}".strip()
        before = known.get(name)
        now[name] = verdict.code if verdict.code != UNKNOWN or before is None else before
        if before is not None and now[name] != before:
            alerts.append(_alert(verdict, before, month, kecamatan, place))
    return alerts, now


def _alert(verdict: MonthVerdict, before: str, month: Span, kecamatan: str, place: str) -> Alert:
    code = period_code(month[0])
    words = verdict_words(verdict.answer, _label(verdict.question, before), period_words(month, "month", "id"), place)
    page = page_link(PAGES[verdict.question], bulan=code, kecamatan=kecamatan)
    episode = f"{code} {kecamatan} {before} {verdict.code}"
    # It may change back and change once more within the month.
    return Alert(CHANGED_VERDICT, verdict.question, episode, month[1], words, page, kecamatan, may_return=True)


def _label(question: str, code: str) -> str:
    if code == UNKNOWN:
        return translator("id")("belum cukup data")
    return translator("id")((CHANGE_LABELS if question == SWITCHING else VERDICT_LABELS)[code])
