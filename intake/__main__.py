"""Commands of who runs the server, and of pages: `muat` loads what was sent, withdrawn or mended, as pages ask for it;
`ingatkan` asks the offices that owe reports, each at most once a week.

Exit codes: 0 done; 1 an error (settings, table, build); 2 wrong usage; 3 something needs somebody: a wrong row, or a
letter that was refused, is uncertain or waits for three days; 8 a letter waits for the next run.
"""

import sys
from typing import Annotated

import typer

from core.clock import now_in_city
from core.disk import words_of
from core.local_table import TableError
from core.settings import SetupError
from core.store import active_store, user_store
from etl import start_reader
from mail import end_run, print_sentence

FAILED = 1
app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
TRIAL_HELP = "tampilkan siapa yang laporannya kurang dan siapa yang akan disurati; tanpa mengirim atau mencatat"
AGAIN_HELP = "kirim lagi surat yang ditolak atau tidak pasti sampai (bisa tiba dua kali)"


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
    again: Annotated[bool, typer.Option("--ulang", help=AGAIN_HELP)] = False,
) -> None:
    """Ingatkan kantor yang laporannya belum masuk, lewat kontaknya di data/local/kontak.csv, paling sering seminggu."""
    from intake.reminders import remind, try_reminders

    now = now_in_city()
    end_run(try_reminders(active_store(), now) if trial else remind(active_store(), now, with_ended=again))


def main() -> None:
    """Run the command; what cannot be done ends in one sentence, not in a trace."""
    try:
        app(prog_name="python -m intake")
    except (TableError, SetupError) as wrong:
        print_sentence(str(wrong), is_bad=True)
    except OSError as error:
        print_sentence(f"Gagal membuka atau menulis {error.filename or 'berkas'}: {words_of(error)}", is_bad=True)
    sys.exit(FAILED)


if __name__ == "__main__":
    main()
