"""The one way sentences with words from files reach a terminal."""

from rich.console import Console

from etl.spelling import without_controls


def say(console: Console, sentence: str, style: str | None = None) -> None:
    """Print a sentence: values of files are never taken for markup, and never for orders to the terminal."""
    console.print(without_controls(sentence), style=style, markup=False, highlight=False, soft_wrap=True)
