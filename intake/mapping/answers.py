"""What a sender has answered of files whose titles are unknown, as the text of a mapping and back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from etl import Declaration
from intake.mending.toml_text import Keys, with_entry, with_word

_PLAIN: Final = ("zone", "date_order", "unit")
_LISTS: Final = ("empty_words", "closed", "date_formats")


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
    named = {name: getattr(declaration, name) for name in (*_LISTS, "headers", "values", "date_order", "unit")}
    return MappingAnswers(**named, zone=declaration.zone)


def with_answers(text: str, answers: MappingAnswers) -> str:
    """Return the text of a mapping with these answers too; remarks and other entries stay as they are.

    Raises UneditableError for a text that is written in a way that is not changed by machine, tomllib.TOMLDecodeError.
    """
    for name in _PLAIN:
        if answer := getattr(answers, name):
            text = with_entry(text, (name,), answer)
    for keys, word in _words(answers):
        text = with_word(text, keys, word)
    return text


def _words(answers: MappingAnswers) -> Iterator[tuple[Keys, str]]:
    for name in _LISTS:
        yield from (((name,), word) for word in getattr(answers, name))
    for column, titles in answers.headers.items():
        yield from ((("headers", column), title) for title in titles)
    for column, words in answers.values.items():
        yield from ((("values", column, value), word) for value, own in words.items() for word in own)
