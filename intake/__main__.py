"""Commands of the loop with the offices: `muat` loads what was sent, withdrawn or mended, as pages ask for it."""

import sys

import typer

from core.settings import SetupError
from core.store import user_store
from etl import start_reader

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def commands() -> None:
    """Lingkar data dengan kantor."""


@app.command("muat")
def load_command() -> None:
    """Muat yang disetor, ditarik, atau diperbaiki lewat halaman; tanpa permintaan tidak ada yang dikerjakan."""
    start_reader(["load"])
    from intake.loader.work import do_what_is_asked

    do_what_is_asked(user_store())


def main() -> None:
    """Run the command; a wrong setting ends in one sentence."""
    try:
        app(prog_name="python -m intake")
    except SetupError as wrong:
        print(wrong, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
