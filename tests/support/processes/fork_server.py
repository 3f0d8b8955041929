"""The server from which processes of tests are forked, with all that any of them needs imported once.

A process of tests has one, and who names what it imports last is the only one who is heard: so it is named here.
"""

import os
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext
from typing import Final

import pytest

from core.settings import ROOT

IMPORTED: Final = [
    "etl.commands",
    "etl.load_command",
    "holidays.countries.indonesia",
    "support.processes.forked_reader",
    "support.mail.sending_child",
]


def fork_server() -> ForkServerContext:
    """Return the way to start a process by it; it runs from now on, and knows the modules of tests."""
    context = get_context("forkserver")
    context.set_forkserver_preload(IMPORTED)
    with pytest.MonkeyPatch.context() as patch:
        # It is told no folders but these, and what it cannot import it leaves out without a word.
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "tests")]))
        forkserver.ensure_running()
    return context
