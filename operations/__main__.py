"""Command of whoever runs the server: `peringatan` tells what somebody must hear of, each once.

Exit codes: 0 done; 1 an error (settings, table, build); 2 wrong usage; 3 something needs somebody: a wrong row, or an
alert that was refused, is uncertain, waits for three days or was given up; 4 another run is at work; 8 something waits
for the next run.
"""

import sys
from typing import Annotated

import typer

from core.clock import now_in_city
from core.store import active_store
from mail import SendAgain, end_run, print_sentence, run_commands
from operations.alerts.memory import BusyError
from operations.alerts.run import run_alerts, try_alerts

BUSY = 4
app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
TRIAL_HELP = "tampilkan apa yang diberitahukan oleh tiap baris tabel; tidak mengirim dan tidak mencatat apa pun"


@app.callback()
def commands() -> None:
    """Untuk pengelola server."""


@app.command("peringatan")
def alerts(
    trial: Annotated[bool, typer.Option("--coba", help=TRIAL_HELP)] = False,
    again: SendAgain = False,
) -> None:
    """Beri tahu yang baru menurut data/local/peringatan.csv, lewat surat atau webhook, masing-masing satu kali."""
    now = now_in_city()
    end_run(try_alerts(active_store(), now) if trial else run_alerts(active_store(), now, with_ended=again))


def main() -> None:
    """Run the command; what cannot be done ends in one sentence, not in a trace."""
    try:
        run_commands(app, "operations")
    except BusyError as busy:
        print_sentence(str(busy), is_bad=True)
        sys.exit(BUSY)


if __name__ == "__main__":
    main()
