"""The pages that decide, in words and drawings: headline, answers, trend, league, tasks, what came of the last list."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from analytics import period_span, read_period_code
from analytics.urgent_offices import task_lines
from core.formats import month, number, percent, short_day
from core.texts import translator
from report.content.decision import Followed, FollowUp, FrontPages, Task, Trend
from report.content.model import Content
from report.drawing.trend import trend_drawing
from report.layout.league import league_words
from wording import GRAIN_WORDS, Figure, owing_words, span_words, whom_to_ask

SIGNS = {"good": "✓", "bad": "×", "open": ""}
"""Beside the word of a verdict; the typefaces have no third sign that says neither."""
TREND_WIDTH, TREND_HEIGHT = 60.0, 36.0
NOTICES = 470
"""Letters of notices, and of the line above them, that the first page has room for; the others head the annex."""


def front_words(content: Content) -> dict[str, Any]:
    """Return the parts of the first two pages; of a record without them the verdict and figures that it has."""
    lang, decision = content.lang, content.decision
    if decision is None:
        nothing = {"title": "", "note": "", "head": [], "rows": []}
        return {
            "headline": content.summary.verdict,
            "sentences": list(content.summary.sentences),
            "answers": [_figure(figure) for figure in content.figures],
            "trend": {"title": "", "svg": "", "alt": "", "width": TREND_WIDTH, "note": "", "levels": ""},
            **dict.fromkeys(("league", "tasks", "followed", "all_tasks"), nothing),
        }
    return {
        "headline": decision.headline,
        "sentences": [],
        "answers": [
            {"question": each.question, "value": each.value, "label": each.label, "sign": each.sign,
             "mark": SIGNS[each.sign], "line": each.line}
            for each in decision.answers
        ],
        "trend": _trend(decision.trend, lang) | {"levels": decision.levels},
        "league": league_words(decision, content, lang),
        "tasks": _tasks(decision, content, lang),
        "all_tasks": _all_tasks(decision, content.place_name, lang),
        "followed": _followed(decision.followed, content, lang),
    }  # fmt: skip


def _figure(figure: Figure) -> dict[str, Any]:
    line = " · ".join(filter(None, (figure.period, figure.change)))
    return {
        "question": figure.label, "value": figure.value, "label": "", "sign": "open", "mark": "", "line": line
    }  # fmt: skip


def _trend(trend: Trend, lang: str) -> dict[str, Any]:
    _ = translator(lang)
    title = _("Porsi digital per bulan")
    svg = trend_drawing(trend, _("sasaran"), TREND_WIDTH, TREND_HEIGHT, lang)
    told = "; ".join(f"{month(day, lang)}: {percent(share, 1, lang)}" for day, share in trend.months)
    return {
        "title": title,
        "svg": svg,
        "width": TREND_WIDTH,
        "alt": _("Porsi digital di kantor aktif per bulan. {months}.").format(months=told),
        "note": "" if svg else _("Belum ada dua bulan yang porsi digitalnya dapat dihitung."),
    }


def _tasks(decision: FrontPages, content: Content, lang: str) -> dict[str, Any]:
    _ = translator(lang)
    more = len(decision.tasks) - len(decision.printed_tasks)
    notes = [_("Tidak ada kantor yang mendesak: laporan lengkap, kantor dipakai, tidak ada rencana terlewat.")]
    if decision.tasks:
        notes = [_("{n} kantor lain ada di Lampiran.").format(n=number(more, 0, lang))] if more else []
    return {
        "title": _("Yang perlu dilakukan"),
        "note": " ".join([*notes, *_owed_in(decision, content, lang)]),
        "head": [_("Kantor"), _("Sebab"), _("Tindakan")],
        "rows": [_line(at, line, content.place_name, lang) for at, line in enumerate(decision.printed_lines, 1)],
    }


def _owed_in(decision: FrontPages, content: Content, lang: str) -> list[str]:
    """Of a quarter or year that days without a report are those of its last month."""
    if content.grain == "month" or not any(task.overdue_days for task in decision.tasks):
        return []
    text = translator(lang)("Hari tanpa laporan di sini dihitung dalam {month} saja.")
    return [text.format(month=month(content.period[1], lang))]


def _all_tasks(decision: FrontPages, place: str, lang: str) -> dict[str, Any]:
    """Every office that needs somebody; nothing where the first pages name them all."""
    _, tasks = translator(lang), decision.tasks
    is_more = len(tasks) > len(decision.printed_lines)
    return {
        "title": _("Semua kantor yang perlu perhatian"),
        "note": "",
        "head": [_("Kantor"), _("Sebab"), _("Tindakan")],
        "rows": [_task(at, task, place) for at, task in enumerate(tasks, 1)] if is_more else [],
    }


def _line(at: int, line: Sequence[Task], place: str, lang: str) -> list[str]:
    """A row of one office, or of all that only owe reports."""
    if len(line) == 1:
        return _task(at, line[0], place)
    heads = whom_to_ask(*(_kind(task) for task in line), lang=lang, may_ask_camat=not place)
    who, why, action = owing_words(line[0].name, [task.overdue_days for task in line], heads, lang)
    return [f"{at}. {who}", why, action[:1].upper() + action[1:]]


def _kind(task: Task) -> str:
    """A kelurahan's code has a part more than a kecamatan's."""
    return "kecamatan" if task.code.count(".") == 2 else "kelurahan"


def _task(at: int, task: Task, place: str) -> list[str]:
    """A row; the kecamatan is named where neither the report (`place`) nor the office's own name says it."""
    is_told = task.kecamatan == place or task.name.endswith(task.kecamatan)
    return [
        f"{at}. {task.name}" if is_told else f"{at}. {task.name} ({task.kecamatan})",
        task.why,
        task.action[:1].upper() + task.action[1:],
    ]


def _followed(followed: Followed | None, content: Content, lang: str) -> dict[str, Any]:
    _ = translator(lang)
    if followed is None:
        period = _(GRAIN_WORDS[content.grain])
        title = _("Daftar {period} sebelumnya").format(period=period)
        note = _("Tidak ada: data belum ada pada {period} itu.").format(period=period)
        return {"title": title, "note": note, "head": [], "rows": []}
    name = _list_name(followed, lang)
    source = (
        _("Daftar menurut laporan {month} (kode {code}).").format(month=name, code=followed.code)
        if followed.code
        else _("Arsip tidak memuat daftar {month}; daftar itu dihitung dari data kini.").format(month=name)
    )
    lines = task_lines([outcome.task.reasons for outcome in followed.outcomes])
    gone = sum(outcome.state == "gone" for outcome in followed.outcomes)
    count = _("{gone} dari {n} kantor tidak perlu perhatian lagi.").format(
        gone=number(gone, 0, lang), n=number(len(followed.outcomes), 0, lang)
    )
    if not followed.outcomes:
        count = _("Tidak ada kantor yang perlu perhatian waktu itu.")
    return {
        "title": _("Yang terjadi dengan daftar {month}").format(month=name),
        "note": f"{count} {source}",
        "head": [_("Kantor"), _("Sebab waktu itu"), short_day(content.period[1], lang)],
        "rows": [_outcome_row([followed.outcomes[at] for at in line], lang) for line in lines],
    }


def _outcome_row(outcomes: Sequence[FollowUp], lang: str) -> list[str]:
    """What came of an office, or of all that only owed reports."""
    first = outcomes[0]
    if len(outcomes) == 1:
        return [first.task.name, first.task.why, _now(first, lang)]
    days = [outcome.task.overdue_days for outcome in outcomes]
    who, why, _action = owing_words(first.task.name, days, "", lang)
    states = Counter(outcome.state for outcome in outcomes)
    _ = translator(lang)
    words = {"gone": _("{n} tidak perlu lagi"), "still": _("{n} masih"), "other": _("{n} kini lain")}
    told = [words[state].format(n=number(states[state], 0, lang)) for state in words if states[state]]
    return [who, why, ("✓ " if set(states) == {"gone"} else "× ") + "; ".join(told)]


def _list_name(followed: Followed, lang: str) -> str:
    """The month at whose end the list stood; of the list that a quarter's or year's report printed, that period."""
    known = read_period_code(followed.period)
    return span_words(period_span(*known), lang) if known else month(followed.month, lang)


def _now(outcome: FollowUp, lang: str) -> str:
    _, why = translator(lang), outcome.now[:1].lower() + outcome.now[1:]
    if outcome.state == "gone":
        return f"✓ {_('tidak perlu lagi')}"
    text = _("masih: {why}") if outcome.state == "still" else _("kini lain: {why}")
    return f"× {text.format(why=why)}"


def first_notices(lines: Sequence[str], above: str = "") -> tuple[list[str], list[str]]:
    """Return the notices that the first page has room for, and the others; `above`: a line in the same column."""
    room, told = NOTICES - len(above), []
    for line in lines:
        room -= len(line)
        if room < 0:
            break
        told.append(line)
    return told, list(lines[len(told) :])
