"""`python -m etl`: the commands of etl/commands.py; the reader's helper starts while they are imported."""

import sys
from contextlib import suppress

from core.settings import WrongSettingError
from core.store import active_store, may_have_changed
from etl import sandbox


def start_reader(arguments: list[str]) -> None:
    """Start the helper that reads files where these arguments are likely to need it: imports take both of them long.

    What a load needs otherwise is told when it begins; so is a wrong setting.
    """
    command, *options = arguments or [""]
    if "--help" in options or any(option.startswith(("--raw", "--cities")) for option in options):
        return
    with suppress(WrongSettingError, OSError):
        if command == "inspect" or (command == "load" and ("--rebuild" in options or may_have_changed(active_store()))):
            sandbox.prestart()


def main() -> None:
    """Run the commands; a user's mistake ends in a sentence, not in a trace."""
    start_reader(sys.argv[1:])
    from etl import commands

    commands.main()


if __name__ == "__main__":
    main()
