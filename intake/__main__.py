"""Commands of who runs the server, and of pages: `muat` loads what was sent, withdrawn or mended, as pages ask for it;
`ingatkan` asks the offices that owe reports, each at most once a week.

Exit codes: 0 done; 1 an error (settings, table, build); 2 wrong usage; 3 something needs somebody: a wrong row, or a
letter that was refused, is uncertain or waits for three days; 8 a letter waits for the next run.
"""

from typing import Annotated

import typer

from core.clock import now_in_city
from core.store import active_store, user_store
from etl import start_reader
from mail import SendAgain, end_run, run_commands

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
TRIAL_HELP = "tampilkan siapa yang laporannya kurang dan siapa yang akan disurati; tanpa mengirim atau mencatat"


@app.callback()
def commands() -> None:
    """Untuk pengelola server."""


@app.command("muat")
def background_load_command() -> None:
    """Muat yang disetor, ditarik, atau diperbaiki lewat halaman; tanpa permintaan tidak ada yang dikerjakan."""
    start_reader(["load"])
    from intake.loader.work import do_what_is_asked

    do_what_is_asked(user_store())


@app.command("ingatkan")
def reminders(
    trial: Annotated[bool, typer.Option("--coba", help=TRIAL_HELP)] = False,
    again: SendAgain = False,
) -> None:
    """Ingatkan kantor yang laporannya belum masuk, lewat kontaknya di data/local/kontak.csv, paling sering seminggu."""
    from intake.reminders import remind, try_reminders

    now = now_in_city()
    end_run(try_reminders(active_store(), now) if trial else remind(active_store(), now, with_ended=again))


def main() -> None:
    """Run the command; what cannot be done ends in one sentence, not in a trace."""
    run_commands(app, "intake")


if __name__ == "__main__":
    main()
