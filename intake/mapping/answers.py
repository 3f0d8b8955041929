"""What a sender has answered of files whose titles are unknown, as the text of a mapping and back."""

import json
from dataclasses import dataclass, field
from typing import Final

from pydantic import JsonValue

from etl import Declaration

_PLAIN: Final = ("zone", "date_order", "unit")
_LISTS: Final = ("empty_words", "closed", "date_formats")
_TABLES: Final = ("headers",)


@dataclass(frozen=True)
class MappingAnswers:
    """The keys of sumber.toml that the form asks for; what is empty is not declared.

    `headers`: column of ours -> titles of the file; `values`: column -> value -> words for it.
    """

    headers: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    zone: str | None = None
    date_order: str | None = None
    unit: str | None = None
    empty_words: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    date_formats: list[str] = field(default_factory=list)


def mapping_answers_in(declaration: Declaration) -> MappingAnswers:
    """Return what a mapping says already, for the form to go on from."""
    named = {name: getattr(declaration, name) for name in (*_LISTS, *_TABLES, "values", "date_order", "unit")}
    return MappingAnswers(**named, zone=declaration.zone)


def joined_answers(before: MappingAnswers, new: MappingAnswers) -> MappingAnswers:
    """Return both: a title or a word is where the new answers have it, single answers replace."""
    taken = {title for titles in new.headers.values() for title in titles}
    kept = {name: [each for each in titles if each not in taken] for name, titles in before.headers.items()}
    headers = {name: [*new.headers.get(name, []), *kept.get(name, [])] for name in {**new.headers, **kept}}
    return MappingAnswers(
        {name: titles for name, titles in headers.items() if titles},
        before.values | new.values,
        *(getattr(new, name) or getattr(before, name) for name in ("zone", "date_order", "unit")),
        *([*dict.fromkeys([*getattr(new, name), *getattr(before, name)])] for name in _LISTS),
    )


def as_toml(answers: MappingAnswers) -> str:
    """Return the text of a mapping."""
    lines = [f"{name} = {_text(getattr(answers, name))}" for name in _PLAIN if getattr(answers, name)]
    lines += [f"{name} = {_list(getattr(answers, name))}" for name in _LISTS if getattr(answers, name)]
    lines += _table("headers", answers.headers)
    for column, words in answers.values.items():
        lines += _table(f"values.{column}", words)
    return "".join(f"{line}\n" for line in lines)


def _table(name: str, entries: dict[str, list[str]]) -> list[str]:
    return ["", f"[{name}]", *(f"{key} = {_list(words)}" for key, words in entries.items())] if entries else []


def _list(words: list[str]) -> str:
    return f"[{', '.join(map(_text, words))}]"


def _text(text: JsonValue) -> str:
    """A basic string of TOML: that of JSON, but for one control character that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
