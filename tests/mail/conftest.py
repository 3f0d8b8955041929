"""An outbox of a test's own, and a plain server on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.mail.server import MailServer, mail_server

from mail import Outbox


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "kiriman")


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running
