"""How commands speak to a terminal: sentences on stderr, one JSON object on stdout."""

import json

from rich.console import Console

from etl.spelling import without_controls

console = Console(stderr=True)


def say(console: Console, sentence: str, style: str | None = None) -> None:
    """Print a sentence: values of files are never taken for markup, and never for orders to the terminal."""
    console.print(without_controls(sentence), style=style, markup=False, highlight=False, soft_wrap=True)


def print_json(content: object) -> None:
    """Print one JSON object to stdout; days and paths as texts."""
    print(json.dumps(content, ensure_ascii=False, default=str))
