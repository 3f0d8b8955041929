"""The loop with the offices: files are handed in, judged before anything changes, sent, mended and asked for.

Pages show it; what is decided, kept and said of it stands here.
"""

from intake.ledger import Entry, entries, note
from intake.mending.acts import Answer, answers, is_mendable, mend, question
from intake.mending.asking import letter_text, where
from intake.mending.changes import NotUndoneError, history, kept, undo, undone_numbers
from intake.mending.naming import RefusedWordError
from intake.mending.work_list import WorkItem, work_list
from intake.verdict.process import judge
from intake.verdict.verdict import Verdict

__all__ = [
    "Answer",
    "Entry",
    "NotUndoneError",
    "RefusedWordError",
    "Verdict",
    "WorkItem",
    "answers",
    "entries",
    "history",
    "is_mendable",
    "judge",
    "kept",
    "letter_text",
    "mend",
    "note",
    "question",
    "undo",
    "undone_numbers",
    "where",
    "work_list",
]
