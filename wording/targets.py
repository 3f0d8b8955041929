"""Where a target with a number of live offices stands, its chance, and what the forecast says, in words."""

import pandas as pd

from analytics.rollout import Forecast, Pace
from core.formats import day, interval, month, number, percent, share_interval, short_day
from core.method import HIGH_CHANCE, LEAST_CHANCE, LOW_CHANCE, SURE_WAVES
from core.texts import translator
from wording.cell_words import reason_words
from wording.words import PACE_STATE_WORDS, TARGET_LABELS

LEAST, MOST = 0.01, 0.99
"""A simulated chance is never told as certain."""


def pace_sentence(pace: Pace, lang: str = "id") -> str:
    """Return what the target still asks for, or that it was reached, missed, or why neither can be said."""
    t, missing, due = translator(lang), number(pace.missing, 0, lang), day(pace.due_date, lang)
    if pace.state == "not_provided":
        return t("datanya belum cukup: {reason}").format(reason=reason_words("status_unknown", lang))
    if pace.state == "no_due_date":
        return t("kurang {n}; tanpa tenggat, jadi tanpa laju yang diperlukan").format(n=missing)
    if pace.state == "missed":
        told = t("kurang {n} pada {due}").format(n=missing, due=due)
        if pace.reached_on is None:
            return f"{told}; {t('belum tercapai')}"
        if pace.due_date is not None and pace.reached_on > pace.due_date:
            return f"{told}; {_reached(pace, lang)}"
        return t("{reached}, lalu berkurang: {missing}").format(reached=_reached(pace, lang), missing=told)
    if pace.state == "out_of_reach":
        return t("tidak mungkin lagi: kurang {n}, tinggal {days} hari").format(n=missing, days=pace.days_left)
    if pace.state != "open":
        return reached_words(pace, lang)
    if pace.is_nearly_due:
        return t("perlu {n} dalam {days} hari").format(n=missing, days=pace.days_left)
    return t("perlu {need} per bulan; {pace_months} bulan terakhir {have} per bulan").format(
        need=number(pace.required_per_month, 1, lang), have=number(pace.actual_per_month, 1, lang)
    )


def reached_words(pace: Pace, lang: str = "id") -> str:
    """Return when a target was reached and, where offices stopped since, how many are missing now.

    `pace`: of state reached or lost.
    """
    t = translator(lang)
    told = _reached(pace, lang)
    if pace.state != "lost":
        return told
    return t("{reached}, kini kurang {n}").format(reached=told, n=number(pace.missing, 0, lang))


def _reached(pace: Pace, lang: str) -> str:
    """The day, or by when at the latest where the start of one of the offices is known only so."""
    t = translator(lang)
    pattern = t("tercapai {day}") if pace.is_reached_day_known else t("tercapai paling lambat {day}")
    return pattern.format(day=short_day(pace.reached_on, lang))


def chance_words(chance: float, seen: int, lang: str) -> str:
    """Return a chance in words: rough, with its range, until SURE_WAVES waves have been seen; else as a percentage."""
    t = translator(lang)
    if seen < SURE_WAVES:
        if chance < LEAST_CHANCE:
            return t("di bawah {part}").format(part=percent(LEAST_CHANCE, 0, lang))
        low, high = percent(LOW_CHANCE, 0, lang), percent(HIGH_CHANCE, 0, lang)
        if LOW_CHANCE <= chance <= HIGH_CHANCE:
            return t("sekitar setengah ({interval})").format(interval=share_interval(LOW_CHANCE, HIGH_CHANCE, lang, 0))
        rough = t("rendah (di bawah {part})") if chance < LOW_CHANCE else t("tinggi (di atas {part})")
        return rough.format(part=low if chance < LOW_CHANCE else high)
    if chance < LEAST:
        return t("di bawah {part}").format(part=percent(LEAST, 0, lang))
    if chance > MOST:
        return t("di atas {part}").format(part=percent(MOST, 0, lang))
    return percent(chance, 0, lang)


def target_chance_words(pace: Pace, ahead: Forecast, lang: str = "id") -> str:
    """Return the chance of a target of live kelurahan, or why it needs none or has none.

    None is needed where it is reached or out of reach; there is none after its due day, beyond the forecast, and with
    too few waves. `pace` has a due date.
    """
    t, due = translator(lang), pace.due_date
    assert due is not None
    if pace.state in ("reached", "out_of_reach"):
        return reached_words(pace, lang) if pace.state == "reached" else t(TARGET_LABELS["out_of_reach"])
    if due <= ahead.as_of:
        return t("tenggat sudah lewat")
    if due > ahead.bands["month"].iloc[-1].date():
        return t("di luar masa prakiraan")
    chance = ahead.chance_by(due, pace.target)
    if chance is None:
        return t("peluang belum dapat dihitung: kurang dari {min_waves} gelombang")
    return chance_words(chance, len(ahead.waves.seen), lang)


def not_planned(pace: Pace, ahead: Forecast) -> float:
    """Return how many of the offices that a target lacks no planned wave brings; 0 where all are planned."""
    return max(pace.missing - float(ahead.plans["size"].sum()), 0.0)


def few_waves_words(ahead: Forecast, lang: str = "id") -> str:
    """Return in how few of the months watched a wave came, '' where one came in each: the forecast goes by that."""
    seen, months = ahead.waves.wave_months, round(ahead.waves.months)
    if seen >= months:
        return ""
    text = translator(lang)("gelombang hanya datang di {seen} dari {months} bulan")
    return text.format(seen=number(seen, 0, lang), months=number(months, 0, lang))


def unplanned_sentence(ahead: Forecast, lang: str = "id") -> str:
    """Return what of all offices that are not live no wave is planned for, and what is expected of them.

    '' where all are planned.
    """
    _, planned = translator(lang), float(ahead.plans["size"].sum())
    rest = ahead.total - ahead.live - planned
    if rest <= 0:
        return ""
    told = _("{n} kelurahan belum dijadwalkan.").format(n=number(rest, 0, lang))
    if planned:
        told = _("Sesudah {day} tidak ada gelombang terjadwal; {n} kelurahan belum dijadwalkan.").format(
            day=day(ahead.plans["date"].max(), lang), n=number(rest, 0, lang)
        )
    few = few_waves_words(ahead, lang)
    return f"{told} {_('Yang itu diperkirakan seperti sebelum ini: {few}.').format(few=few)}" if few else told


def forecast_sentence(ahead: Forecast, lang: str = "id") -> str:
    """Return what the last month of the forecast brings: middle and band, or with too few waves the plans alone."""
    t, last = translator(lang), ahead.bands.iloc[-1]
    if ahead.state != "ok":
        text = t("Baru {n} gelombang terlihat, jadi hanya skenario: {on_time} kelurahan bila tepat waktu.")
        return text.format(n=len(ahead.waves.seen), on_time=number(ahead.scenario["on_time"].iloc[-1], 0, lang))
    text = t("Sekarang {live} dari {total} kelurahan; {month}: perkiraan tengah {middle}, kemungkinan 80% {interval}.")
    return text.format(
        live=number(ahead.live, 0, lang),
        total=ahead.total,
        month=month(last["month"], lang),
        middle=number(last["q50"], 0, lang),
        interval=interval(last["q10"], last["q90"], lang=lang),
    )


def target_state(pace: Pace, ahead: Forecast) -> tuple[str, float | None]:
    """Return where a target stands, a key of TARGET_LABELS, and its chance where it rests on one.

    With too few waves for a chance it is on track while offices go live as fast as it asks for.
    """
    if pace.state != "open":
        return ("unknown" if pace.state in ("not_provided", "no_due_date") else pace.state), None
    if ahead.state == "scenario":
        needed, actual = pace.required_per_month, pace.actual_per_month
        return ("unknown" if needed is None or actual is None else "on_track" if actual >= needed else "behind"), None
    within = pace.due_date is not None and pd.Timestamp(pace.due_date) <= ahead.bands["month"].iloc[-1]
    chance = ahead.chance_by(pace.due_date, pace.target) if within and pace.due_date else None
    if chance is None:
        return "unknown", None
    return ("on_track" if chance > HIGH_CHANCE else "behind" if chance < LOW_CHANCE else "open"), chance


def target_state_words(pace: Pace, ahead: Forecast, lang: str = "id") -> str:
    """Return in a word or two where a target stands (`target_state`), or why that is not told."""
    if pace.state in ("not_provided", "no_due_date"):
        return translator(lang)(PACE_STATE_WORDS[pace.state])
    return translator(lang)(TARGET_LABELS[target_state(pace, ahead)[0]])


def likely_month(ahead: Forecast, wanted: float) -> pd.Timestamp | None:
    """Return the first month whose middle of the forecast reaches a number; None beyond its last, or without one."""
    if ahead.state != "ok":
        return None
    reached = ahead.bands.loc[ahead.bands["q50"] >= wanted, "month"]
    return pd.Timestamp(reached.iloc[0]) if len(reached) else None


def paces_words(pace: Pace, lang: str) -> str:
    """Return how many offices a month go live, and how many a month the target asks for."""
    have, need = number(pace.actual_per_month, 1, lang), number(pace.required_per_month, 1, lang)
    return translator(lang)("{have} per bulan; perlu {need}").format(have=have, need=need)


def likely_words(pace: Pace, ahead: Forecast, lang: str, more: str = "") -> str:
    """Return when a target is likely reached, and why not sooner: what no plan brings, and `more` that slows it."""
    _, likely = translator(lang), likely_month(ahead, pace.target)
    text = _("perkiraan {month}") if likely is not None else _("perkiraan sesudah {month}")
    told = text.format(month=month(ahead.bands["month"].iloc[-1] if likely is None else likely, lang))
    unplanned = not_planned(pace, ahead)
    if not unplanned:
        return told
    because = _("{likely} ({n} belum dijadwalkan dan {more})") if more else _("{likely} ({n} belum dijadwalkan)")
    return because.format(likely=told, n=number(unplanned, 0, lang), more=more)
