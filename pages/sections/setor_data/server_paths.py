"""Sentences of the server's own commands, as a browser may show them."""

import re

from core.store import user_store

_ELSEWHERE = re.compile(r"(?<![\w/])(?:/[^\s/:;,']+)+/([^\s/:;,']+)")
"""A path from the root on; its last part stays."""


_COMMAND = re.compile(r"python -m|\bmake [a-z]")


def asks_for_command(text: str) -> bool:
    """True where a text asks for what is typed on the server."""
    return bool(_COMMAND.search(text))


def without_folder(sentence: str) -> str:
    """Return sentences of a load without folders of the server, and without those that ask for a command of it: where
    its files lie, and what is typed there, is no reader's.
    """
    root = f"{user_store().root}"
    below = sentence.replace(f"{root}/", "").replace(root, "data")
    told = re.split(r"(?<=[.?!])\s+", _ELSEWHERE.sub(r"\1", below))
    return " ".join(each for each in told if not asks_for_command(each))
