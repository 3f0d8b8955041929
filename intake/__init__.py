"""The loop with the offices: files are handed in, judged before anything changes, sent, mended and asked for.

Pages show it; what is decided, kept and said of it stands here.
"""

from intake.ledger import Entry, entries, note
from intake.mapping.answers import MappingAnswers, joined_answers, mapping_answers_in
from intake.mapping.keeping import MappingChange, mapping_changes, read_mapping, undo_mapping, write_mapping
from intake.mapping.proposing import propose
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
    "MappingAnswers",
    "MappingChange",
    "NotUndoneError",
    "RefusedWordError",
    "Verdict",
    "WorkItem",
    "answers",
    "entries",
    "history",
    "is_mendable",
    "joined_answers",
    "judge",
    "kept",
    "letter_text",
    "mapping_answers_in",
    "mapping_changes",
    "mend",
    "note",
    "propose",
    "question",
    "read_mapping",
    "undo",
    "undo_mapping",
    "undone_numbers",
    "where",
    "work_list",
    "write_mapping",
]
