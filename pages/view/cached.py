"""Remembering what a build says, for each scope apart, between all sessions.

What is remembered is shared: filter frames, never change them. The scope is part of every key, and no session is.
"""

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from threading import Lock, RLock
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, Self, TypeVar, cast

from core.scope import Scope

MONTHS_KEPT = 48
"""Month ends of which a small result is kept."""
TARGETS_KEPT = 4 * MONTHS_KEPT
"""Targets, each as of a month's end."""
PLACES_KEPT = 96
"""Places of which frames and marks are kept: a city has some eighty."""
BUILDS_KEPT = 4
"""Builds: the newest, and those before that an open tab may still show."""
PARTS_KEPT = 40
"""Parts of builds, of readers of some offices: small copies."""
PREVIEWS_KEPT = 4
"""Reports whose pages are kept as pictures."""

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class OfOffices(Protocol):
    """What says of some offices what it says of all: a build."""

    @property
    def scope(self) -> Scope:
        """The offices."""

    @property
    def of_all_offices(self) -> Self:
        """The same of all offices."""


OneBuild = TypeVar("OneBuild", bound=OfOffices)
OfBuild = Callable[Concatenate[OneBuild, Arguments], Result]


class _Answer(Generic[Result]):
    """One answer: who asks first works it out, and who asks meanwhile waits for it. An error is no answer."""

    def __init__(self) -> None:
        self._lock, self._found = RLock(), list[Result]()

    def given(self, work: Callable[[], Result]) -> Result:
        if not self._found:
            with self._lock:
                if not self._found:
                    self._found.append(work())
        return self._found[0]


def _unanswered(*asked: Any, **named: Any) -> _Answer[Any]:
    del asked, named  # the key alone
    return _Answer()


class _AnswersKept:
    """What is remembered of the builds, or parts of them, asked for last: of one that falls out nothing stays.

    An answer may hold its whole build, so what was answered of one build is forgotten together.
    """

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._answers: OrderedDict[Path | Scope, dict[Any, Callable[..., _Answer[Any]]]] = OrderedDict()

    def answers(self, scope: Scope, read: Callable[..., Any], max_entries: int) -> Callable[..., _Answer[Any]]:
        """Return the answers of a function for one scope, by what else it is asked."""
        # Readers of the whole city have scopes of their own by role, of one build.
        place = scope.build if scope.is_city else scope
        with self._lock:
            own = self._answers.setdefault(place, {})
            self._answers.move_to_end(place)
            if len(self._answers) > self._most:
                self._answers.popitem(last=False)
            if (scope, read) not in own:
                own[scope, read] = lru_cache(max_entries)(_unanswered)
            return own[scope, read]


_WHOLE, _PARTS = _AnswersKept(BUILDS_KEPT), _AnswersKept(PARTS_KEPT)


def cached(max_entries: int) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Remember what a function of a scope, or a method of a build, returns for so many arguments of each scope.

    Of a build its scope is the key. Streamlit's own ways take a hundred times as long to find an answer.
    """

    def of(read: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        @wraps(read)
        def told(asker: Any, /, *asked: Any, **named: Any) -> Result:
            scope = asker if isinstance(asker, Scope) else asker.scope
            answer = (_WHOLE if scope.is_city else _PARTS).answers(scope, read, max_entries)
            return cast(Result, answer(*asked, **named).given(lambda: read(asker, *asked, **named)))

        return cast(Callable[Arguments, Result], told)

    return of


def told_of_all(
    cut: Callable[..., Result],
) -> Callable[[OfBuild[OneBuild, Arguments, Result]], OfBuild[OneBuild, Arguments, Result]]:
    """Work out of all offices what is not true of some alone; a reader of some gets what `cut` leaves of it.

    So they see what the whole city's readers see of the same place, and it is worked out once for all. `cut`: is given
    the result, the scope, and what else the method was asked.
    """

    def of(read: OfBuild[OneBuild, Arguments, Result]) -> OfBuild[OneBuild, Arguments, Result]:
        @wraps(read)
        def told(build: OneBuild, /, *asked: Arguments.args, **named: Arguments.kwargs) -> Result:
            found = read(build.of_all_offices, *asked, **named)
            return found if build.scope.is_city else cut(found, build.scope, *asked, **named)

        return told

    return of
