"""The note below a table says what ≈ and ≥ mean, of those that stand in it."""

import pytest

from wording import marks_words

WHOLE = {"unsplit_part": 0.0, "is_lower_bound": False}
ESTIMATED = {"unsplit_part": 0.9, "is_lower_bound": False}
BOUND = {"unsplit_part": 0.9, "is_lower_bound": True}


@pytest.mark.parametrize(
    ("rows", "seen"),
    [
        ([], ""),
        ([WHOLE], ""),
        ([WHOLE, ESTIMATED], "≈"),
        ([BOUND], "≥"),
        ([ESTIMATED, BOUND], "≈≥"),
        ([ESTIMATED | {"state": "insufficient"}], ""),
    ],
)
def test_no_mark_is_explained_that_is_not_there(rows: list[dict[str, object]], seen: str) -> None:
    assert "".join(mark for mark in marks_words(rows) if mark in "≈≥") == seen
