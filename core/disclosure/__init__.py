"""Small counts: which cells of a table are hidden so that no other cell gives them away."""

from core.disclosure.bounds import Cell
from core.disclosure.joint import NoTableError, Published, cell_to_hide, first_told
from core.disclosure.safe import hide_small, is_share_hidden, safe_frame, shown_first
from core.disclosure.suppression import SMALL, WITHHELD, Counts, Line, UnprotectableError, is_small, suppress

__all__ = [
    "SMALL",
    "WITHHELD",
    "Cell",
    "Counts",
    "Line",
    "NoTableError",
    "Published",
    "UnprotectableError",
    "cell_to_hide",
    "first_told",
    "hide_small",
    "is_share_hidden",
    "is_small",
    "safe_frame",
    "shown_first",
    "suppress",
]
