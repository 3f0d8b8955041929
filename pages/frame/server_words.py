"""What a browser says of the server: who reads there has no shell, so no text of a page asks for a command or names a
file of the server. It says what to do on a page, or whom to tell; commands are for the docs, for what the server itself
prints, and for who sits at it before there is any data (app.py).
"""

import re

from core.store import user_store

_ELSEWHERE = re.compile(r"(?<![\w/])(?:/[^\s/:;,']+)+/([^\s/:;,']+)")
"""A path from the root on; its last part stays."""
_COMMAND = re.compile(r"python -m|\bmake [a-z]")
_FILE = re.compile(r"\b(?:data/(?:raw|local)|folder static)\b|\.toml\b|\w\.csv\b")
_OF_FILE = re.compile(r"[^:]*\.(?:toml|csv)\b(?: baris \d+)?: ")
"""How a load begins what it says of a file."""
_TABLE = re.compile(r"[^:]*/local/(\w+)\.csv\b[^:]*: ")


def asks_for_command(text: str) -> bool:
    """True where a text asks for what is typed on the server."""
    return bool(_COMMAND.search(text))


def names_server_file(text: str) -> bool:
    """True where a text names a folder or a file that only who has the server's disk can open."""
    return bool(_FILE.search(text))


def named_table(sentence: str) -> str:
    """Return which table of data/local a load speaks of, '' for none: on a page it has a title of its own."""
    found = _TABLE.match(sentence)
    return found[1] if found else ""


def without_folder(sentence: str) -> str:
    """Return sentences of a load without folders of the server, and without those that ask for a command or a file of
    it: where its files lie, and what is typed there, is no reader's.

    What is wrong in a file stays without its name; what to write in it, which follows, is left out.
    """
    root = f"{user_store().root}"
    below = sentence.replace(f"{root}/", "").replace(root, "data")
    told = re.split(r"(?<=[.?!])\s+", _ELSEWHERE.sub(r"\1", below))
    if begin := _OF_FILE.match(told[0]):
        told = [told[0][begin.end() :]]
    return " ".join(each for each in told if not asks_for_command(each) and not names_server_file(each))
