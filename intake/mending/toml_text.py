"""The text of a file of declarations with one entry more or other: remarks and the rest stay as they were written.

Nothing here reads TOML by itself: an edit counts only where the standard library's reader finds what was meant in it.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise
from typing import Any, Final

Keys = tuple[str, ...]
"""The tables that lead to an entry, and its own name."""
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_HEAD: Final = re.compile(r"^\s*\[")


class UneditableError(ValueError):
    """The file is written in a way that is not changed by machine; the message is the line to write by hand."""


def with_entry(text: str, keys: Keys, value: str) -> str:
    """Return the text with the entry at `keys` set to a text. Raises UneditableError, tomllib.TOMLDecodeError."""
    meant = _meant(text, keys, value)
    return _first_right(text, meant, keys, _set(text, keys, _string(value)), _string(value))


def with_word(text: str, keys: Keys, word: str) -> str:
    """Return the text with a word more in the list at `keys`; as it is where the list has it. Raises as with_entry."""
    known = _known(tomllib.loads(_plain(text)), keys)
    words = [*known] if isinstance(known, list) else []
    if word in words:
        return text
    meant = _meant(text, keys, [*words, word])
    one = f"[{_string(word)}]"
    return _first_right(text, meant, keys, [*_longer(text, keys, _string(word)), *_set(text, keys, one)], one)


def without_word(text: str, keys: Keys, word: str) -> str:
    """Return the text with a word less in the list at `keys`. Raises as with_entry."""
    known = _known(tomllib.loads(_plain(text)), keys)
    left = [each for each in known if each != word] if isinstance(known, list) else []
    meant, whole = _meant(text, keys, left), f"[{', '.join(map(_string, left))}]"
    return _first_right(text, meant, keys, [*_shorter(text, keys, _string(word)), *_set(text, keys, whole)], whole)


def declared_lists(text: str, keys: Keys) -> dict[Keys, list[str]]:
    """Return the lists of words at `keys` and below, by their own keys. Raises tomllib.TOMLDecodeError."""
    found = _known(tomllib.loads(_plain(text)), keys)
    if isinstance(found, list):
        return {keys: [each for each in found if isinstance(each, str)]}
    below = [declared_lists(text, (*keys, name)) for name in found] if isinstance(found, dict) else []
    return {own: words for lists in below for own, words in lists.items()}


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff")


def _string(text: str) -> str:
    """A basic string of TOML: that of JSON, but for one control character that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _name(key: str) -> str:
    return key if _BARE.fullmatch(key) else _string(key)


def _known(declared: dict[str, Any], keys: Keys) -> Any:
    found: Any = declared
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _meant(text: str, keys: Keys, value: object) -> dict[str, Any]:
    """What the reader is to find in the new text."""
    meant = deepcopy(tomllib.loads(_plain(text)))
    place = meant
    for key in keys[:-1]:
        place = place.setdefault(key, {})
    place[keys[-1]] = value
    return meant


def _first_right(text: str, meant: dict[str, Any], keys: Keys, tried: "list[str] | Iterator[str]", value: str) -> str:
    for new in tried:
        try:
            if tomllib.loads(_plain(new)) == meant:
                return new
        except tomllib.TOMLDecodeError:
            continue
    table = f"[{'.'.join(map(_name, keys[:-1]))}] " if keys[:-1] else ""
    raise UneditableError(f"{table}{_name(keys[-1])} = {value}")


def _set(text: str, keys: Keys, value: str) -> Iterator[str]:
    """Texts in which the entry may have the value: where it stands, else at the end of its table, else below all."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    line = f"{_name(keys[-1])} = {value}"
    for first, last in _spans(lines, keys):
        ending = end if lines[last - 1].endswith("\n") else ""
        for remark in _remarks(lines[last - 1]):
            yield "".join([*lines[:first], f"{line}{remark}{ending}", *lines[last:]])
    for first, last in _sections(lines, keys[:-1]):
        place = last
        while place > first and not lines[place - 1].strip():
            place -= 1
        before = _ended(lines[:place], end)
        yield "".join([*before, line, end, *lines[place:]])
    if keys[:-1]:
        gap = [end] if "".join(lines).strip() else []
        yield "".join([*_ended(lines, end), *gap, f"[{'.'.join(map(_name, keys[:-1]))}]", end, line, end])


def _longer(text: str, keys: Keys, word: str) -> Iterator[str]:
    """Texts in which the list at `keys` may have a word more before the bracket that closes it."""
    lines = text.splitlines(keepends=True)
    for first, last in _spans(lines, keys):
        own = "".join(lines[first:last])
        for place in (at for at in range(len(own) - 1, -1, -1) if own[at] == "]"):
            before, rest = own[:place].rstrip(), own[place:]
            comma = "" if before.endswith(("[", ",")) else ", "
            for more in (f"{comma}{word}", f"\n    {word},\n", f"\n    , {word}\n"):
                yield "".join([*lines[:first], before, more, rest, *lines[last:]])


def _shorter(text: str, keys: Keys, word: str) -> Iterator[str]:
    """Texts in which the list at `keys` may lack a word, with the comma behind it or before it."""
    lines = text.splitlines(keepends=True)
    for first, last in _spans(lines, keys):
        own = "".join(lines[first:last])
        for pattern in (rf"{re.escape(word)}\s*,[ \t]*", rf"\s*,\s*{re.escape(word)}", re.escape(word)):
            for found in re.finditer(pattern, own):
                yield "".join([*lines[:first], own[: found.start()], own[found.end() :], *lines[last:]])


def _ended(lines: list[str], end: str) -> list[str]:
    """Lines of which the last has its end."""
    return [*lines[:-1], lines[-1] if lines[-1].endswith("\n") else lines[-1] + end] if lines else lines


def _remarks(line: str) -> list[str]:
    """What may be the remark behind a value, the longest first, then none."""
    return [*(f"  {line[at:].rstrip()}" for at in range(len(line)) if line[at] == "#"), ""]


def _sections(lines: list[str], table: Keys) -> Iterator[tuple[int, int]]:
    """From where to where the lines of a table stand."""
    heads = [0, *(at for at, line in enumerate(lines) if _HEAD.match(line)), len(lines)]
    for at, (first, last) in enumerate(pairwise(heads)):
        if not table and at == 0:
            yield 0, last
        elif table and first < len(lines) and _head_of(lines[first]) == table:
            yield first + 1, last


def _head_of(line: str) -> Keys | None:
    """The keys that a head names."""
    try:
        found: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return None
    keys: list[str] = []
    while isinstance(found, dict) and len(found) == 1:
        (key, found) = next(iter(found.items()))
        keys.append(key)
    return tuple(keys) if keys and _HEAD.match(line) else None


def _spans(lines: list[str], keys: Keys) -> Iterator[tuple[int, int]]:
    """The lines of the entry, from its name to where its value ends."""
    name = re.escape(keys[-1])
    begins = re.compile(rf"""^\s*["']?{name}["']?\s*=""")
    for first, last in _sections(lines, keys[:-1]):
        for start in (at for at in range(first, last) if begins.match(lines[at])):
            for stop in range(start + 1, len(lines) + 1):
                try:
                    tomllib.loads("".join(lines[start:stop]))
                except tomllib.TOMLDecodeError:
                    continue
                yield start, stop
                break
