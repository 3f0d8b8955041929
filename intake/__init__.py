"""The loop with the offices: files are handed in, judged before anything changes, sent, mended and asked for.

Pages show it; what is decided, kept and said of it stands here.
"""

from intake.ledger import Entry, entries, note
from intake.verdict.process import judge
from intake.verdict.verdict import Verdict

__all__ = ["Entry", "Verdict", "entries", "judge", "note"]
