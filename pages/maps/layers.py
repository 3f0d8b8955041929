"""What the map can show of an office, each as a class and a mark: status, share, completeness, help, per resident."""

from bisect import bisect_right
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.formats import number, percent
from core.method import FEW_TRANSACTIONS, MIN_COMPLETENESS
from core.theme import (
    COMPLETENESS_COLOURS,
    FILLS_IN_DARK,
    HELP_COLOURS,
    NOTHING,
    RESIDENT_COLOURS,
    SHARE_COLOURS,
    STATUS_COLOURS,
    STATUS_MARKS,
    UNKNOWN,
)
from wording import at_least, at_most, share_words

LAYERS = ("status", "porsi", "penduduk", "bantuan", "kelengkapan")
SHARE_BREAKS = (0.15, 0.30, 0.45, 0.60)
COMPLETENESS_BREAKS = (MIN_COMPLETENESS, 0.80, 0.95)
RESIDENT_BREAKS = (5.0, 10.0, 20.0, 30.0)
"""Digital requests per 1,000 residents and 30 days."""
NEEDS_HELP = "▲"
NO_VALUE = "–"
VALUES = {"porsi": "share", "kelengkapan": "completeness", "penduduk": "per_thousand"}
"""The column that a scale colours."""


@dataclass(frozen=True)
class Level:
    """One class of a layer: from `low` to below `high` (None: open); a class without both has no value."""

    colour: str
    mark: str = ""
    low: float | None = None
    high: float | None = None


NONE = Level(NOTHING, NO_VALUE)


def levels(layer: str) -> list[Level]:
    """Return the classes of a layer for its legend, from little to much, the one without a value last.

    Of `bantuan`: at or below the other offices' rate, above it within chance, above it beyond chance.
    """
    if layer == "status":
        return [Level(colour, STATUS_MARKS[status]) for status, colour in STATUS_COLOURS.items()]
    if layer == "bantuan":
        return [Level(colour, mark) for colour, mark in zip(HELP_COLOURS, ("", "", NEEDS_HELP), strict=True)] + [NONE]
    breaks, colours = _scale(layer)
    bounds = (None, *breaks, None)
    return [Level(colour, "", bounds[k], bounds[k + 1]) for k, colour in enumerate(colours)] + [NONE]


def class_counts(frame: pd.DataFrame, layer: str) -> pd.DataFrame:
    """Return how many offices of each kind (columns kelurahan, kecamatan) are in each class; `frame`: as drawn."""
    found = frame.groupby(["colour", "kind"]).size().unstack(fill_value=0)
    colours = [level.colour for level in levels(layer)]
    return found.reindex(index=colours, columns=["kelurahan", "kecamatan"], fill_value=0)


def shown_colour(colour: str, *, is_dark: bool) -> str:
    """Return the colour of a class as it is on this paper."""
    return FILLS_IN_DARK.get(colour, colour) if is_dark else colour


def drawn(frame: pd.DataFrame, layer: str, lang: str = "id") -> pd.DataFrame:
    """Return the frame with colour, mark and is_hatched of a layer.

    frame: one row an office: status, share, denominator, unsplit_part, is_lower_bound, completeness, rate,
    least_rate, city_rate, needs_help, per_thousand, most_per_thousand; NaN where there is no value. The mark of a
    status is its shape, that of a number the number itself (with ≈, ≥ or ≤ where it is estimated or a bound): never
    colour alone.
    """
    if layer == "status":
        status = frame["status"].fillna(UNKNOWN)
        return frame.assign(colour=status.map(STATUS_COLOURS), mark=status.map(STATUS_MARKS), is_hatched=False)
    if layer == "bantuan":
        marked = [_help(row, lang) for row in frame.to_dict("records")]
        few = pd.Series(False, index=frame.index)
    else:
        column, written = VALUES[layer], _written(frame, layer, lang)
        marked = [_classed(value, text, *_scale(layer)) for value, text in zip(frame[column], written, strict=True)]
        few = frame["share"].notna() & (frame["denominator"] < FEW_TRANSACTIONS) & (layer == "porsi")
    colours, marks = [colour for colour, _ in marked], [mark for _, mark in marked]
    return frame.assign(colour=colours, mark=marks, is_hatched=few)


def _written(frame: pd.DataFrame, layer: str, lang: str) -> list[str]:
    """The values of a scale as texts."""
    if layer == "porsi":
        return [share_words(row, lang, 0) for row in frame.to_dict("records")]
    if layer == "penduduk":
        bounds = zip(frame[VALUES[layer]], frame["most_per_thousand"], strict=True)
        return [number(value, 1, lang) if pd.isna(most) else at_least(number(value, 1, lang)) for value, most in bounds]
    return [percent(value, 0, lang) for value in frame[VALUES[layer]]]


def _scale(layer: str) -> tuple[tuple[float, ...], tuple[str, ...]]:
    return {
        "porsi": (SHARE_BREAKS, SHARE_COLOURS),
        "kelengkapan": (COMPLETENESS_BREAKS, COMPLETENESS_COLOURS),
        "penduduk": (RESIDENT_BREAKS, RESIDENT_COLOURS),
    }[layer]


def _classed(value: float, text: str, breaks: tuple[float, ...], colours: tuple[str, ...]) -> tuple[str, str]:
    return (NOTHING, NO_VALUE) if pd.isna(value) else (colours[bisect_right(breaks, value)], text)


def _help(row: dict[Hashable, Any], lang: str) -> tuple[str, str]:
    rate, city_rate, needs_help = row["rate"], row["city_rate"], row["needs_help"]
    if pd.isna(rate):
        return NOTHING, NO_VALUE
    text = number(rate, 1, lang) if pd.isna(row["least_rate"]) else at_most(number(rate, 1, lang))
    if not pd.isna(needs_help) and needs_help:
        return HELP_COLOURS[2], f"{NEEDS_HELP} {text}"
    return HELP_COLOURS[int(not pd.isna(city_rate) and rate > city_rate)], text
