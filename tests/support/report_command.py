"""The report command as a user runs it."""

import sys
from functools import lru_cache

import pytest

from analytics import City, open_city
from core.scope import Scope, whole_city
from core.settings import settings
from core.store import active_store
from core.store.published_builds import current_build
from report.__main__ import main


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command in this process and return its exit code.

    Its runs on one build share the frames, as the reports of one run do; what is told of them is worked out each time.
    """
    monkeypatch.setattr(sys, "argv", ["report", *arguments])
    monkeypatch.setattr("report.__main__.open_city", lambda: _city(whole_city(current_build(active_store()))))
    monkeypatch.setattr("report.verify.archived.open_city", _city)
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def _city(scope: Scope) -> City:
    """The city of a build; another one where the build or a setting that figures follow is another."""
    return _opened(scope, scope.build.stat().st_mtime_ns, settings().model_dump_json(exclude={"reports_dir"}))


@lru_cache(maxsize=2)
def _opened(scope: Scope, written: int, known: str) -> City:
    return open_city(scope)
