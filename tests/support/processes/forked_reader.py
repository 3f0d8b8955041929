"""The process that reads files for a load, forked instead of started: to import the readers takes half a second.

For loads in children of the fork server alone, which are killed or held to a limit; what others read, and how it ends,
is seen with the process that is started (tests/etl/loading/test_sandbox.py).
"""

import os
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

from etl.reading.careful import read_carefully
from etl.sandbox import client, helper
from etl.sandbox.codec import adapters

adapters(read_carefully)
MOST_OPEN = 1024


class _Forked(subprocess.Popen[bytes]):
    """A fork of this process at work as etl.sandbox.helper, in place of the command given."""

    def _execute_child(self, args: list[str], *given: Any) -> None:
        cwd, environment = given[4:6]
        to_read, own_writes, own_reads, to_write, _, complaints = given[9:15]
        self.pid = os.fork()
        if not self.pid:
            try:
                for stream, descriptor in enumerate((to_read, to_write, complaints)):
                    os.dup2(descriptor, stream)
                _serve(args[2:], cwd, environment)
            finally:
                os._exit(1)
        self._child_created = True
        self._close_pipe_fds(to_read, own_writes, own_reads, to_write, -1, complaints)  # type: ignore[attr-defined]


def _serve(arguments: list[str], cwd: str, environment: dict[str, str]) -> None:
    """What the started process does, on streams 0 and 1 alone."""
    os.setsid()
    os.closerange(3, MOST_OPEN)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = arguments
    sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w")
    helper.serve()


def read_in_forks() -> None:
    """Let this process, which is a child of the fork server, fork its helper."""
    client.subprocess = SimpleNamespace(  # type: ignore[attr-defined]
        Popen=_Forked, PIPE=subprocess.PIPE, DEVNULL=subprocess.DEVNULL
    )
