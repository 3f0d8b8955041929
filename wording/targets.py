"""Where a target with a number of live offices stands, in words."""

from analytics.rollout import Pace
from core.formats import day, number, short_day
from core.texts import translator
from wording.codes import reason_words


def pace_sentence(pace: Pace, lang: str = "id") -> str:
    """Return what the target still asks for, or that it was reached, missed, or why neither can be said."""
    t, missing, due = translator(lang), number(pace.missing, 0, lang), day(pace.due_date, lang)
    if pace.state == "not_provided":
        return t("belum dapat dinyatakan: {reason}").format(reason=reason_words("status_unknown", lang))
    if pace.state == "no_due_date":
        return t("kurang {n}; tanpa tenggat, jadi tanpa laju yang diperlukan").format(n=missing)
    if pace.state == "missed":
        reached = day(pace.reached_on, lang) if pace.reached_on else t("belum")
        return t("kurang {n} pada {due}; tercapai: {reached}").format(n=missing, due=due, reached=reached)
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
    told = t("tercapai {day}").format(day=short_day(pace.reached_on, lang))
    if pace.state != "lost":
        return told
    return t("{reached}, kini kurang {n}").format(reached=told, n=number(pace.missing, 0, lang))
