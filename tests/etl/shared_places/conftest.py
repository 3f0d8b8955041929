"""A server of files for the tests of this folder."""

from collections.abc import Iterator

import pytest
from support.file_server import FileServer


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FileServer]:
    """Empty at the begin of a module; each test leaves it so."""
    started = FileServer(tmp_path_factory.mktemp("toko"))
    yield started
    started.server.close_all()
