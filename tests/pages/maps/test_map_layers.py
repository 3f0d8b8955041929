"""The classes of the map's layers: boundaries of classes, what has no value, marks beside colours, hatching."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from core.theme import COMPLETENESS_COLOURS, HELP_COLOURS, NOTHING, RESIDENT_COLOURS, SHARE_COLOURS, _contrast, ink_on
from pages.maps.layers import LAYERS, NO_VALUE, drawn, levels

NAN = np.nan


def frame(**columns: list[object]) -> pd.DataFrame:
    rows = len(next(iter(columns.values())))
    nothing = dict.fromkeys(
        (
            "share", "denominator", "completeness", "rate", "least_rate", "city_rate", "needs_help", "per_thousand",
            "most_per_thousand",
        ),
        [NAN] * rows,
    )  # fmt: skip
    return pd.DataFrame({"status": ["aktif"] * rows, **nothing, **columns})


def test_share_classes_hold_their_lower_bound():
    shares = [0.0, 0.1499, 0.15, 0.30, 0.45, 0.5999, 0.60, 1.0, NAN]
    result = drawn(frame(share=shares, denominator=[100] * 9), "porsi")
    steps = [0, 0, 1, 2, 3, 3, 4, 4]
    assert result["colour"].tolist() == [*(SHARE_COLOURS[step] for step in steps), NOTHING]
    assert list(result["mark"][:3]) == ["0%", "15%", "15%"]
    assert result["mark"].iloc[-1] == NO_VALUE


def test_few_transactions_are_hatched_and_only_where_a_share_is_shown():
    result = drawn(frame(share=[0.5, 0.5, NAN], denominator=[19, 20, 5]), "porsi")
    assert result["is_hatched"].tolist() == [True, False, False]
    assert not drawn(frame(share=[0.5], denominator=[1], completeness=[1.0]), "kelengkapan")["is_hatched"].any()


def test_a_share_that_is_estimated_or_a_lower_bound_is_marked_on_the_map():
    given = frame(share=[0.33, 0.33, 0.33], unsplit_part=[0.9, 0.9, 0.1], is_lower_bound=[False, True, False])
    result = drawn(given, "porsi")
    assert [mark.replace("\u202f", "").replace("\u00a0", "") for mark in result["mark"]] == ["≈33%", "≥33%", "33%"]
    assert not result["is_hatched"].any(), "hatching means few transactions"


def test_completeness_classes():
    result = drawn(frame(completeness=[0.0, 0.6, 0.8, 0.95, NAN]), "kelengkapan")
    assert result["colour"].tolist() == [*COMPLETENESS_COLOURS, NOTHING]


def test_help_beyond_chance_is_marked_by_more_than_colour():
    """Below the others, above them within chance, above them beyond chance, not comparable."""
    given = frame(rate=[3.0, 6.0, 9.0, NAN], city_rate=[5.0] * 4, needs_help=[False, False, True, pd.NA])
    result = drawn(given, "bantuan")
    assert result["colour"].tolist() == [*HELP_COLOURS, NOTHING]
    assert result["mark"].tolist() == ["3,0", "6,0", "▲ 9,0", NO_VALUE]


def test_requests_per_resident_are_told_as_numbers():
    result = drawn(frame(per_thousand=[0.0, 4.96, 5.0, 12.34, 20.0, 30.0, NAN]), "penduduk")
    steps = [0, 0, 1, 2, 3, 4]
    assert result["colour"].tolist() == [*(RESIDENT_COLOURS[step] for step in steps), NOTHING]
    assert result["mark"].tolist() == ["0,0", "5,0", "5,0", "12,3", "20,0", "30,0", NO_VALUE]


def test_where_many_origins_are_unknown_a_number_is_marked_as_a_bound():
    """Digital requests may be more, and calls per request then fewer."""
    given = frame(rate=[6.0, 9.0], least_rate=[4.0, 8.0], city_rate=[5.0] * 2, needs_help=[False, True])
    helped = drawn(given, "bantuan")
    sent = drawn(frame(per_thousand=[12.3, 4.0], most_per_thousand=[14.0, NAN]), "penduduk")
    assert [mark.replace("\u202f", "") for mark in [*helped["mark"], *sent["mark"]]] == [
        "≤6,0",
        "▲ ≤9,0",
        "≥12,3",
        "4,0",
    ]


@pytest.mark.parametrize("layer", LAYERS)
def test_every_class_can_be_told_apart_and_read(layer):
    """No two classes share a colour; the mark on each is readable (4.5 to 1)."""
    colours = [level.colour for level in levels(layer)]
    assert len(set(colours)) == len(colours)
    assert all(_contrast(ink_on(colour), colour) >= 4.5 for colour in colours)


@pytest.mark.parametrize("colours", [SHARE_COLOURS, COMPLETENESS_COLOURS, HELP_COLOURS, RESIDENT_COLOURS])
def test_scales_darken_step_by_step(colours):
    """Told apart in grey too: each step is darker than the one before by a fifth at least."""
    steps = [_contrast("#ffffff", colour) for colour in colours]
    assert all(after / before > 1.2 for before, after in pairwise(steps))
