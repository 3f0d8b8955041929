"""What the map can show of an office: status, digital share, completeness, help needed; each as a class and a mark."""

from bisect import bisect_right
from dataclasses import dataclass

import pandas as pd

from core.formats import number, percent
from core.method import FEW_TRANSACTIONS, MIN_COMPLETENESS
from core.theme import (
    COMPLETENESS_COLOURS,
    HELP_COLOURS,
    NOTHING,
    SHARE_COLOURS,
    STATUS_COLOURS,
    STATUS_MARKS,
    UNKNOWN,
)

LAYERS = ("status", "porsi", "kelengkapan", "bantuan")
SHARE_BREAKS = (0.15, 0.30, 0.45, 0.60)
COMPLETENESS_BREAKS = (MIN_COMPLETENESS, 0.80, 0.95)
NEEDS_HELP = "▲"
NO_VALUE = "–"


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


def drawn(frame: pd.DataFrame, layer: str, lang: str = "id") -> pd.DataFrame:
    """Return the frame with colour, mark and is_hatched of a layer.

    frame: one row an office: status, share, denominator, completeness, rate, city_rate, needs_help; NaN where there is
    no value. The mark of a status is its shape, that of a number the number itself: never colour alone.
    """
    if layer == "status":
        status = frame["status"].fillna(UNKNOWN)
        return frame.assign(colour=status.map(STATUS_COLOURS), mark=status.map(STATUS_MARKS), is_hatched=False)
    if layer == "bantuan":
        rows = zip(frame["rate"], frame["city_rate"], frame["needs_help"], strict=True)
        marked = [_help(rate, city_rate, needs, lang) for rate, city_rate, needs in rows]
        few = pd.Series(False, index=frame.index)
    else:
        column = "share" if layer == "porsi" else "completeness"
        marked = [_classed(value, *_scale(layer), lang) for value in frame[column]]
        few = frame["share"].notna() & (frame["denominator"] < FEW_TRANSACTIONS) & (layer == "porsi")
    colours, marks = [colour for colour, _ in marked], [mark for _, mark in marked]
    return frame.assign(colour=colours, mark=marks, is_hatched=few)


def _scale(layer: str) -> tuple[tuple[float, ...], tuple[str, ...]]:
    if layer == "porsi":
        return SHARE_BREAKS, SHARE_COLOURS
    return COMPLETENESS_BREAKS, COMPLETENESS_COLOURS


def _classed(value: float, breaks: tuple[float, ...], colours: tuple[str, ...], lang: str) -> tuple[str, str]:
    return (NOTHING, NO_VALUE) if pd.isna(value) else (colours[bisect_right(breaks, value)], percent(value, 0, lang))


def _help(rate: float, city_rate: float, needs_help: bool | None, lang: str) -> tuple[str, str]:
    if pd.isna(rate):
        return NOTHING, NO_VALUE
    text = number(rate, 1, lang)
    if not pd.isna(needs_help) and needs_help:
        return HELP_COLOURS[2], f"{NEEDS_HELP} {text}"
    return HELP_COLOURS[int(not pd.isna(city_rate) and rate > city_rate)], text
