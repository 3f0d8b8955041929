"""What the map says in a sentence: only shares that are sure are named as highest and lowest."""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from core.texts import translator
from pages.sections.peta.words import map_summary

VIEW: Any = SimpleNamespace(t=translator("id"), lang="id")


def test_estimates_and_lower_bounds_are_not_named_as_highest_or_lowest() -> None:
    frame = pd.DataFrame(
        {
            "name": ["Satu", "Dua", "Tiga", "Empat", "Lima"],
            "kind": "kelurahan",
            "share": [0.9, 0.5, 0.4, 0.1, None],
            "denominator": 100,
            "unsplit_part": [0.9, 0.0, 0.0, 0.2, None],
            "is_lower_bound": [False, False, False, True, None],
        }
    )
    told = map_summary(frame, "porsi", VIEW)
    assert "tertinggi: Dua (" in told
    assert "Terendah: Tiga (" in told
    assert "Satu" not in told
    assert "Empat" not in told
