"""The loop with the offices: files are handed in, judged before anything changes, sent, mended and asked for.

Pages show it; what is decided, kept and said of it stands here.
"""

from intake.ledger import Entry, entries, note

__all__ = ["Entry", "entries", "note"]
