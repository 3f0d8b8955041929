"""Builds without the words in which they explain themselves: 267 statements, a seventh of the work of a small load.

Only builds that this process makes are bare, and of them not the sample's, on which those words are looked at.
Processes that a test starts leave out nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from etl.publishing import build_file

_whole = build_file._comments


def leave_out_comments() -> None:
    """Let the builds of this process explain nothing."""
    build_file._comments = lambda: "SELECT 1"  # type: ignore[assignment]


@contextmanager
def explained_builds() -> Iterator[None]:
    """Let builds be made in this block as the product makes them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build_file, "_comments", _whole)
        yield
