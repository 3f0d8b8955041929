"""What a page says of a figure is short in both languages, and no number of the method is typed into it."""

import pytest

from core.definitions import definitions

MOST = 40


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_figure_is_said_in_few_words(lang: str) -> None:
    words = {key: entry.words(lang) for key, entry in definitions().items()}
    assert {key: told.brief for key, told in words.items() if len(f"{told.label} {told.brief}".split()) > MOST} == {}
    assert [key for key, entry in definitions().items() if bool(entry.brief_id) != bool(entry.brief_en)] == []
