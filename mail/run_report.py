"""How a command of who runs the server is run, what it says, and how it ends."""

import sys
from dataclasses import dataclass, field
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from core.disk import words_of
from core.local_table import TableError
from core.settings import SetupError

DONE, FAILED, TROUBLE, WAITS = 0, 1, 3, 8
AGAIN_HELP = "kirim lagi surat yang ditolak atau tidak pasti sampai (bisa tiba dua kali)"
SendAgain = Annotated[bool, typer.Option("--ulang", help=AGAIN_HELP)]
"""The option by which letters that ended otherwise are sent once more."""


@dataclass
class RunReport:
    """What a run says: `told`: what is new and what became of it; `wrong`: settings or a build without which it cannot
    go on; `trouble`: what else somebody must look at. `waits`: something is tried again by the next run.
    """

    told: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    waits: bool = False

    @property
    def exit_code(self) -> int:
        """FAILED, TROUBLE, WAITS or DONE, the worst of them."""
        return FAILED if self.wrong else TROUBLE if self.trouble else WAITS if self.waits else DONE


def run_commands(app: typer.Typer, package: str) -> NoReturn:
    """Run the command of `python -m package` that was asked for; what cannot be done ends in one sentence, no trace."""
    try:
        app(prog_name=f"python -m {package}")
    except (TableError, SetupError) as wrong:
        print_sentence(str(wrong), is_bad=True)
    except OSError as error:
        print_sentence(f"Gagal membuka atau menulis {error.filename or 'berkas'}: {words_of(error)}", is_bad=True)
    sys.exit(FAILED)


def end_run(report: RunReport) -> NoReturn:
    """Print what a run says, and end the command with its exit code."""
    for sentence in report.told:
        print_sentence(sentence)
    for sentence in (*report.trouble, *report.wrong):
        print_sentence(sentence, is_bad=True)
    raise typer.Exit(report.exit_code)


def print_sentence(sentence: str, *, is_bad: bool = False) -> None:
    """Print a sentence as it is; what is bad in red, where errors go."""
    console = Console(stderr=is_bad, soft_wrap=True, highlight=False, markup=False)
    console.print(sentence, style="bold red" if is_bad else None)
