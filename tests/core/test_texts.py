"""Every text for users has English, nothing else is in the catalogue, and its placeholders are the same."""

from string import Formatter

import pytest
from babel.messages.pofile import read_po
from support.text_sources import dictionaries, translated_texts

from core.definitions import definitions
from core.texts import CATALOGUE, translator


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    """The English sentence by the Indonesian one."""
    with CATALOGUE.open("rb") as source:
        entries = read_po(source, locale="en", abort_invalid=True)
    return {str(entry.id): str(entry.string) for entry in entries if entry.id}


def placeholders(text: str) -> list[str]:
    return sorted(name for _text, name, _format, _conversion in Formatter().parse(text) if name is not None)


def test_every_text_can_be_known_from_the_source():
    """A text put together at run time could never be in the catalogue."""
    assert translated_texts()[1] == []


def test_no_text_is_without_english(english):
    texts, _unknown = translated_texts()
    assert len(texts) > 250
    assert sorted(text for text in texts if not english.get(text, "").strip()) == []


def test_no_entry_is_unused(english):
    assert sorted(english.keys() - translated_texts()[0]) == []


def test_placeholders_are_the_same_in_both(english):
    assert {text for text, words in english.items() if placeholders(text) != placeholders(words)} == set()


def test_the_words_of_codes_are_among_the_texts():
    """The collection sees what is looked up, not only what is written in a call."""
    assert dictionaries()["STATUS_WORDS"] | dictionaries()["VERDICTS"] <= translated_texts()[0]


def test_indonesian_is_the_sentence_itself_and_english_is_not():
    assert translator("id")("Mutu data") == "Mutu data"
    assert translator("en")("Mutu data") == "Data quality"


def test_the_forecast_is_called_as_in_its_definition():
    """A reader who looks the word up among the definitions finds it."""
    assert definitions()["coverage_forecast"].label_id.startswith("Prakiraan")
    assert sorted(text for text in translated_texts()[0] if "ramalan" in text.lower()) == []
