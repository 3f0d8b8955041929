"""Tables that hide small counts, as they were released of a settled month; else why they are not shown."""

from collections.abc import Callable
from datetime import date

from analytics import settled_on
from analytics.open_data import DamagedReleaseError, ReleasedTable
from core import formats
from pages.view.view import View
from wording import unreleased_words, waits_words


def released(view: View, read: Callable[[date], ReleasedTable | None], label: str) -> ReleasedTable | str:
    """Return what `read` gives of the view's month, else in a sentence why it is not shown; `label`: what it is."""
    if is_growing(view):
        return waits_words(label, view.month, view.lang)
    month = formats.month(view.month, view.lang)
    try:
        return read(view.month) or unreleased_words(label, view.month, view.lang)
    except DamagedReleaseError:
        text = view.t("{label} {month} tidak dapat ditampilkan: catatan rilisnya rusak. Beri tahu pengelola dasbor.")
    except OSError:
        text = view.t("{label} {month} belum dapat dibaca. Coba lagi sebentar lagi.")
    return text.format(label=label, month=month)


def is_growing(view: View) -> bool:
    """True where the month is not settled yet: two pages of it, a day apart, would tell what each of them hides."""
    as_of = view.build.as_of
    return as_of is None or as_of < settled_on(view.month)
