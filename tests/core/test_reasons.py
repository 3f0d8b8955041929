"""What is wrong and what to do is told to who has no server: no file of it, no command, no setting."""

import re

import pytest

from core.reasons import reasons

OF_SERVER = re.compile(
    r"sumber\.toml|data/|ADOPSI_|python -m|\bmake\b|\.csv|folder sumber|foldernya|date_|unit =|muat lagi"
)


@pytest.mark.parametrize("code", reasons())
def test_no_reason_asks_a_browser_for_what_only_a_server_has(code: str) -> None:
    reason = reasons()[code]
    assert not OF_SERVER.search(f"{reason.sentence} {reason.for_sender}")
