"""The four questions of leadership, each answered by a word, a figure and one short line: Ringkasan and the report.

The same figures stand in full in headline_figures.py; nothing is worked out here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from analytics import Headline, LiveOffices, Span
from analytics.rollout import Forecast, Pace
from core.formats import MINUS, month, number, percent, points, short_day
from core.texts import translator
from wording.cell_words import reason_words, share_or_reason
from wording.changes import is_of_one, mostly_young, share_direction, share_is_of_one, written_change
from wording.digital_days import unjudged_words
from wording.figure import ended_words, near_words, span_words
from wording.targets import (
    chance_words,
    few_waves_words,
    likely_month,
    likely_words,
    pace_sentence,
    paces_words,
    target_chance_words,
    target_state,
)
from wording.words import CHANGE_LABELS, KIND_WORDS, RECENT_LABELS, TARGET_LABELS, VERDICT_LABELS

TARGET_SIGNS = {"reached": "good", "on_track": "good", "behind": "bad", "out_of_reach": "bad", "missed": "bad"}
VERDICT_SIGNS = {"worked": "good", "all_week": "open", "shifted": "open", "only_moved": "bad", "opposite": "bad"}
CHANGE_SIGNS = {"up": "good", "down": "bad"}


@dataclass(frozen=True)
class MainAnswer:
    """One question and its answer.

    `key`: where, switching, digital_days or in_time; `value` the figure, `label` the verdict in a word or two, `sign`
    good, bad or open (not told apart, or not known); `line`: one short line. Without a figure `value` is ''.
    """

    key: str
    question: str
    value: str
    label: str
    sign: str
    line: str


def main_answers(
    head: Headline,
    target: tuple[Pace, Forecast] | None,
    lang: str = "id",
    *,
    is_city: bool = True,
    lesser: Sequence[Pace] = (),
) -> tuple[MainAnswer, ...]:
    """Return the four answers of a month; `target`: the city's last target of live kelurahan, with its forecast.

    `lesser`: where its other targets of kelurahan stand.
    """
    of_head = (where_answer(head, lang), switching_answer(head, lang), digital_days_answer(head, lang))
    in_time = in_time_answer(target, lang, is_city=is_city, lesser=lesser)
    if head.is_shipped_roster and target is not None:
        # Days of a list of the press are no pace: neither reached nor out of reach can be told by them.
        in_time = _unknown("in_time", in_time.question, reason_words("shipped_roster", lang), lang)
    return (*of_head, in_time)


def where_answer(head: Headline, lang: str = "id") -> MainAnswer:
    """Where is it live: offices of each kind, how many are really used, how many came since the period before."""
    _ = translator(lang)
    question, every = _("Di mana sudah aktif?"), list(head.coverage.items())
    if not every or any(offices.live is None for _kind, offices in every):
        reason = next((offices.reason for _kind, offices in every if offices.live is None), "no_units")
        return _unknown("where", question, reason_words(reason, lang), lang)
    live, total = (sum(getattr(offices, name) or 0 for _kind, offices in every) for name in ("live", "total"))
    label = _("belum ada") if not live else _("semua") if live == total else _("sebagian")
    others = [_of(kind, offices, lang) for kind, offices in every[1:]]
    more = _more(every, head.before, lang, is_shipped=head.is_shipped_roster)
    line = " · ".join([*others, *_use(every, live, lang), *more])
    return MainAnswer("where", question, _of(*every[0], lang), label, "good" if live == total else "open", line)


def _of(kind: str, offices: LiveOffices, lang: str) -> str:
    _, live = translator(lang), number(offices.live, 0, lang)
    return _("{live} dari {total} {kind}").format(live=live, total=offices.total, kind=_(KIND_WORDS[kind]))


def growth_words(head: Headline, lang: str = "id") -> list[str]:
    """Return in a few words each how many offices came, and how many are not really used; none where nobody knows."""
    every = list(head.coverage.items())
    if not every or any(offices.live is None for _kind, offices in every):
        return []
    live = sum(offices.live or 0 for _kind, offices in every)
    return [*_more(every, head.before, lang, is_shipped=head.is_shipped_roster), *_use(every, live, lang)]


def _use(every: Sequence[tuple[str, LiveOffices]], live: int, lang: str) -> list[str]:
    """How many live offices are not really used; nothing where that is not known, or none is live."""
    _ = translator(lang)
    if not live or any(offices.used is None for _kind, offices in every):
        return []
    new, unsure, used = (
        sum(getattr(offices, name) or 0 for _kind, offices in every) for name in ("new", "unsure", "used")
    )
    idle, unheard = sum(offices.idle for _kind, offices in every), sum(offices.unheard or 0 for _kind, offices in every)
    silent = [_("{n} belum mengirim data").format(n=number(unheard, 0, lang))] if unheard else []
    if idle or (unheard and not used and not new):
        return [*([_("{n} kantor belum dipakai").format(n=number(idle, 0, lang))] if idle else []), *silent]
    if unheard:
        return [_("{n} kantor dipakai").format(n=number(used, 0, lang)), *silent]
    # After "0 dari 1 kantor kecamatan" nobody knows which all are.
    if not new and not unsure and all(offices.live for _kind, offices in every):
        return [_("semuanya dipakai")]
    return [_("{n} kantor dipakai").format(n=number(used, 0, lang))]


def _more(every: Sequence[tuple[str, LiveOffices]], before: Span, lang: str, *, is_shipped: bool) -> list[str]:
    """How many offices came or went since the end of the period before; a list that is not the city's cannot tell."""
    _ = translator(lang)
    gained = [offices.gained for _kind, offices in every]
    if None in gained or is_shipped:
        return [_("menurut daftar bawaan")] if is_shipped else []
    more = sum(each or 0 for each in gained)
    since = near_words(ended_words(before, lang), before[1] + timedelta(days=1))
    if not more:
        return [_("tidak bertambah sejak {month}").format(month=since)]
    text = _("bertambah {n} kantor sejak {month}") if more > 0 else _("berkurang {n} kantor sejak {month}")
    return [text.format(n=number(abs(more), 0, lang), month=since)]


def switching_answer(head: Headline, lang: str = "id") -> MainAnswer:
    """Are people switching: the share, whether it rose or fell like for like, and the target."""
    _, share = translator(lang), head.share
    question = _("Apakah warga beralih?")
    if share.this["state"] != "ok":
        return _unknown("switching", question, reason_words(str(share.this["reason"]), lang), lang)
    change = share.change
    direction = share_direction(change.change) if change.state == "ok" else "open"
    if change.state != "ok" or direction == "open":
        told = [reason_words(change.reason or "few_clusters", lang)]
    else:
        size = points(written_change(change), 1, lang)
        told = [_moved_since(head, size.lstrip(f"+{MINUS}") if direction in CHANGE_SIGNS else size, direction, lang)]
    if share.target is not None:
        goal = percent(share.target, 0, lang)
        text = _("sasaran {goal} tercapai") if share.is_beyond_target else _("sasaran {goal} belum tercapai")
        told.append(text.format(goal=goal))
    label, sign = _(CHANGE_LABELS[direction]), CHANGE_SIGNS.get(direction, "open")
    if direction in CHANGE_SIGNS and is_of_one(head):
        label, sign = (_("naik di satu kantor") if direction == "up" else _("turun di satu kantor")), "open"
    elif direction in CHANGE_SIGNS and not share_is_of_one(head):
        # The level beside it is of all live offices: nobody may take the change away from it.
        same = _("naik di {n} kantor yang sama") if direction == "up" else _("turun di {n} kantor yang sama")
        label = same.format(n=number(change.offices, 0, lang))
    return MainAnswer("switching", question, share_or_reason(share.this, lang), label, sign, " · ".join(told))


def _moved_since(head: Headline, size: str, direction: str, lang: str) -> str:
    """How much it moved, at which offices where the verdict does not say so, and whether they are mostly young."""
    _, change = translator(lang), head.share.change
    text = _("{size} di {offices} kantor yang sama, dari {earlier}")
    if share_is_of_one(head):
        text = _("{size} dari {earlier}")
    elif direction in CHANGE_SIGNS:
        # The share above is that of all offices: without both levels the change would be taken away from it.
        text = _("{before} ({earlier}) ke {after}")
    if is_of_one(head):
        text = _("{size} di satu kantor yang dapat dibandingkan, dari {earlier}")
    earlier = near_words(span_words(head.share.compared, lang), head.as_of)
    levels = {name: percent(level, 1, lang) for name, level in (("before", change.before), ("after", change.after))}
    told = text.format(size=size, offices=number(change.offices, 0, lang), earlier=earlier, **levels)
    return f"{told}{mostly_young(head.share, lang)}" if direction in CHANGE_SIGNS else told


def digital_days_answer(head: Headline, lang: str = "id") -> MainAnswer:
    """Did the digital days work: the gap, the verdict in two words, and what holds of it now."""
    _, gap = translator(lang), head.gap
    question, result = _("Apakah hari digital berhasil?"), gap.result
    if result is None:
        return _unknown("digital_days", question, reason_words(gap.reason, lang), lang)
    if pd.isna(result.gap.value) or result.verdict == "cannot_tell":
        # A figure beside "not enough data" would be taken for a finding.
        return _unknown("digital_days", question, unjudged_words(result, lang), lang)
    # Whatever period is looked at: the answer is about all the weeks since then.
    since = near_words(month(result.start, lang), head.as_of)
    text = _("{n} kelurahan, dibandingkan hari lain sejak {month}")
    told = [text.format(n=number(result.live_offices, 0, lang), month=since)]
    if result.ended:
        told.append(_("sampai {day}").format(day=short_day(result.ended, lang)))
    elif result.recent.state:
        told.append(_(RECENT_LABELS[result.recent.state]))
    label, sign = _(VERDICT_LABELS[result.verdict]), VERDICT_SIGNS.get(result.verdict, "open")
    return MainAnswer("digital_days", question, points(result.gap.value, 1, lang), label, sign, " · ".join(told))


def in_time_answer(
    target: tuple[Pace, Forecast] | None, lang: str = "id", *, is_city: bool = True, lesser: Sequence[Pace] = ()
) -> MainAnswer:
    """Will all be done in time: the city's last target, its chance, and when it is likely reached.

    Of the `lesser` targets of the same day the largest is named where its verdict is another.
    """
    _ = translator(lang)
    question = _("Selesai tepat waktu?") if is_city else _("Selesai tepat waktu, seluruh kota?")
    if target is None:
        return MainAnswer("in_time", question, "", _("tanpa sasaran"), "open", _("tidak ada sasaran bertenggat"))
    pace, ahead = target
    if pace.state == "not_provided":
        return _unknown("in_time", question, reason_words("status_unknown", lang), lang)
    state, chance = target_state(pace, ahead)
    waves = len(ahead.waves.seen)
    value = "" if chance is None else _("peluang {chance}").format(chance=chance_words(chance, waves, lang))
    goal = _("sasaran {n} kelurahan {day}").format(n=number(pace.target, 0, lang), day=short_day(pace.due_date, lang))
    told = [goal]
    if state == "reached":
        told = [goal, _("tercapai {day}").format(day=short_day(pace.reached_on, lang))]
    elif ahead.state == "ok":
        told.append(likely_words(pace, ahead, lang))
    elif state in ("on_track", "behind"):
        told.append(paces_words(pace, lang))
    told += _otherwise(lesser, target, lang)
    label = _(TARGET_LABELS[state])
    return MainAnswer("in_time", question, value, label, TARGET_SIGNS.get(state, "open"), " · ".join(told))


def _otherwise(lesser: Sequence[Pace], last: tuple[Pace, Forecast], lang: str) -> list[str]:
    """The largest of the lesser targets that has the last one's day and another verdict."""
    _, (pace, ahead) = translator(lang), last
    state = target_state(pace, ahead)[0]
    same = [each for each in lesser if each.due_date == pace.due_date]
    found = [(each.target, each.live, target_state(each, ahead)[0]) for each in same]
    others = [each for each in found if each[-1] not in (state, "unknown")]
    if not others:
        return []
    wanted, live, verdict = max(others)
    # Beside the one of all kelurahan its number alone reads as a part of those that are missing.
    text = _("sasaran {n} (sudah {live}): {verdict}")
    verdict = _(TARGET_LABELS[verdict])
    return [text.format(n=number(wanted, 0, lang), live=number(live, 0, lang), verdict=verdict)]


def target_answer(name: str, pace: Pace, ahead: Forecast, lang: str = "id") -> MainAnswer:
    """Return where one target stands: its chance, when it is likely reached, and the pace it asks for.

    `ahead`: the forecast of the offices that it counts.
    """
    _ = translator(lang)
    state, chance = target_state(pace, ahead)
    told = [_("{live} dari {total} aktif").format(live=number(pace.live, 0, lang), total=number(pace.target, 0, lang))]
    told.append(_("tenggat {day}").format(day=short_day(pace.due_date, lang)))
    if chance is not None:
        told.append(_("peluang {chance}").format(chance=chance_words(chance, len(ahead.waves.seen), lang)))
    elif pace.state == "open" and ahead.state == "scenario":
        told.append(target_chance_words(pace, ahead, lang))
    if state not in ("reached", "lost") and likely_month(ahead, pace.target) is not None:
        told.append(likely_words(pace, ahead, lang, few_waves_words(ahead, lang)))
    if pace.state == "open" and not pace.is_nearly_due:
        told.append(paces_words(pace, lang))
    else:
        told.append(pace_sentence(pace, lang))
    return MainAnswer("target", name, "", _(TARGET_LABELS[state]), TARGET_SIGNS.get(state, "open"), " · ".join(told))


def _unknown(key: str, question: str, why: str, lang: str) -> MainAnswer:
    return MainAnswer(key, question, "", translator(lang)("belum cukup data"), "open", why)
