"""What fits into an explanation of few words: the weightiest sentences first, none cut, nothing empty."""

from pages.parts.explain import fitting


def test_sentences_that_have_no_room_are_left_out_and_shorter_ones_after_them_stay() -> None:
    assert fitting(["satu dua tiga", "", "empat lima enam tujuh", "delapan"], 5) == ["satu dua tiga", "delapan"]
    assert fitting(["satu dua tiga"], 2) == []
    assert fitting(["satu", "dua"], 2) == ["satu", "dua"]
    assert fitting(["satu"], -3) == []
