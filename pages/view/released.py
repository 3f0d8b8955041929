"""Tables that hide small counts, as they were released of a settled month; else why they are not shown."""

from collections.abc import Callable
from datetime import date
from typing import Final

import pandas as pd

from analytics import last_settled, settled_on
from analytics.open_data import DamagedReleaseError, ReleasedTable
from core import formats
from pages.view.view import View
from wording import not_settled_words, unreleased_words, withheld_words

MONTHS_BACK: Final = 3
"""How far back a month is looked for that is settled: the newest is within two months."""


def released(
    view: View,
    read: Callable[[date], ReleasedTable | None],
    label: str,
    is_withheld: Callable[[date], bool] = lambda _: False,
) -> ReleasedTable | str:
    """Return what `read` gives of the view's month, else in a sentence why it is not shown; `label`: what it is."""
    if is_growing(view):
        return not_settled_words(label, view.month, view.lang)
    month = formats.month(view.month, view.lang)
    try:
        found = read(view.month)
        words = withheld_words if not found and is_withheld(view.month) else unreleased_words
        return found or words(label, view.month, view.lang)
    except DamagedReleaseError:
        text = view.t("{label} {month} tidak dapat ditampilkan: catatan rilisnya rusak. Beri tahu pengelola dasbor.")
    except OSError:
        text = view.t("{label} {month} belum dapat dibaca. Coba lagi sebentar lagi.")
    return text.format(label=label, month=month)


def last_released(view: View, read: Callable[[date], ReleasedTable | None]) -> date | None:
    """Return the last settled month before the view's, a month that still grows, where `read` gives something of it."""
    first = (pd.Timestamp(view.month) - pd.DateOffset(months=MONTHS_BACK)).date()
    settled = last_settled((first, view.month), view.build.as_of) if is_growing(view) else None
    try:
        return settled[0] if settled and read(settled[0]) else None
    except (DamagedReleaseError, OSError):
        return None


def is_growing(view: View) -> bool:
    """True where the month is not settled yet: two pages of it, a day apart, would tell what each of them hides."""
    as_of = view.build.as_of
    return as_of is None or as_of < settled_on(view.month)
