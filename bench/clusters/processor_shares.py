"""Gives each part of a cluster on this machine a share of its processors, as a machine of its own would.

Without it a driver and its workers take each other's processors here, and how fast two workers are beside one says
how many processors this machine has. By the control groups of Linux, of either version; only root may make them.
"""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

GROUPS = Path("/sys/fs/cgroup")
PERIOD_MICROSECONDS = 20_000
"""Short, so that no part stands still long enough to be taken for dead."""


@dataclass
class ProcessorShares:
    """The control groups of one run, a process and its children each."""

    made: list[Path] = field(default_factory=list)

    @staticmethod
    def are_possible() -> bool:
        """Whether this process may make control groups with a share of the processors."""
        return os.access(_parent(), os.W_OK) and (_is_one_tree() or (_parent() / "cpu.cfs_quota_us").exists())

    def give(self, process: int, processors: float) -> None:
        """Let a process, and all that it starts from now on, have so many processors at most."""
        group = _parent() / f"adopsi-bench-{process}"
        if _is_one_tree():
            with suppress(OSError):
                (_parent() / "cgroup.subtree_control").write_text("+cpu")
        group.mkdir()
        self.made.append(group)
        quota = int(processors * PERIOD_MICROSECONDS)
        if _is_one_tree():
            (group / "cpu.max").write_text(f"{quota} {PERIOD_MICROSECONDS}")
        else:
            (group / "cpu.cfs_period_us").write_text(str(PERIOD_MICROSECONDS))
            (group / "cpu.cfs_quota_us").write_text(str(quota))
        (group / "cgroup.procs").write_text(str(process))

    def end(self) -> None:
        """Take the groups away, once their processes have ended."""
        while self.made:
            with suppress(OSError):
                self.made.pop().rmdir()


def _is_one_tree() -> bool:
    """Version 2: one tree for all that is shared; in version 1 processors have a tree of their own."""
    return (GROUPS / "cgroup.controllers").exists()


def _parent() -> Path:
    return GROUPS if _is_one_tree() else GROUPS / "cpu"
