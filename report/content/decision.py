"""What the first two pages hold, for those who decide: answers, trend, league, tasks, what came of the last list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics.urgent_offices import task_lines
from wording import MainAnswer

SHOWN_TASKS = 8
"""So many lines stand on the list that is printed; all offices in the annex."""


@dataclass(frozen=True)
class Trend:
    """The digital share by month (first day, share; None: cannot be stated), and its target."""

    months: tuple[tuple[date, float | None], ...]
    target: float | None


@dataclass(frozen=True)
class LeagueRow:
    """One place among others. `live` of so many `offices` (None: not known); of one office its `status` in words.

    `share`: in words, `part`: the same as a number; `shares`: those of the last months; `need`: offices that need
    somebody, `why`: of one office, what for.
    """

    code: str
    name: str
    live: int | None
    offices: int
    status: str
    share: str
    part: float | None
    shares: tuple[float | None, ...]
    need: int
    why: str


@dataclass(frozen=True)
class Task:
    """One office that needs somebody. `reasons`: as in analytics.urgent_offices; `why` and `action` in words."""

    code: str
    name: str
    kecamatan: str
    reasons: tuple[str, ...]
    overdue_days: int
    why: str
    action: str


@dataclass(frozen=True)
class FollowUp:
    """What came of a task of the last list: `gone` from it, `still` on it, or on it for `other` reasons; `now`: why."""

    task: Task
    state: str
    now: str


@dataclass(frozen=True)
class LastList:
    """The tasks that were printed a period before, by the archived report with this `code`; '' where there is none.

    `period`: the code of the quarter or year that that report is about; '' of a month.
    """

    code: str
    tasks: tuple[Task, ...]
    period: str = ""


@dataclass(frozen=True)
class Followed:
    """What came of the list as of the end of a month (its first day). `code`, `period`: as of LastList."""

    month: date
    code: str
    outcomes: tuple[FollowUp, ...]
    period: str = ""

    @property
    def last_list(self) -> LastList:
        """The list as it was then."""
        return LastList(self.code, tuple(outcome.task for outcome in self.outcomes), self.period)


@dataclass(frozen=True)
class FrontPages:
    """The pages that decide. `followed`: None where the data do not reach a period further back.

    `levels`: why the share of the trend moved otherwise than that of the same offices; '' where it did not.
    """

    headline: str
    answers: tuple[MainAnswer, ...]
    trend: Trend
    league: tuple[LeagueRow, ...]
    tasks: tuple[Task, ...]
    followed: Followed | None
    levels: str = ""

    @property
    def printed_lines(self) -> tuple[tuple[Task, ...], ...]:
        """The most pressing tasks by the line that tells of them: offices that only owe reports share one."""
        return printed_lines(self.tasks)

    @property
    def printed_tasks(self) -> tuple[Task, ...]:
        """The offices behind these lines: the list of the period."""
        return tuple(task for line in self.printed_lines for task in line)


def printed_lines(tasks: Sequence[Task]) -> tuple[tuple[Task, ...], ...]:
    """Return the most pressing tasks by the line that tells of them."""
    lines = task_lines([task.reasons for task in tasks])
    return tuple(tuple(tasks[at] for at in line) for line in lines[:SHOWN_TASKS])
