"""The loop with the offices: files are handed in, judged before anything changes, sent, mended and asked for.

`waiting` (files that were handed in and wait), `sending` (into the raw folder and back out), `loader` (loads in the
background). Pages show it; what is decided, kept and said of it stands here. Every act is noted in the `ledger`.
"""

from intake.ledger import Entry, entries, note
from intake.loader.asking import load_state, request_load
from intake.loader.state import LoadedFile, LoadState, Phase
from intake.mapping.answers import MappingAnswers, joined_answers, mapping_answers_in
from intake.mapping.keeping import MappingChange, mapping_changes, read_mapping, undo_mapping, write_mapping
from intake.mapping.proposing import propose
from intake.mending.acts import Answer, answers, is_mendable, mend, question
from intake.mending.asking import letter_text, where
from intake.mending.changes import (
    ChangedMeanwhileError,
    NotUndoneError,
    history,
    kept,
    text_of,
    undo,
    undone_numbers,
)
from intake.mending.naming import RefusedWordError
from intake.mending.preview import NoPreviewError, build_with
from intake.mending.table_text import RowEdits, TableText, table_text
from intake.mending.tables import (
    TABLE_TITLES,
    KeptTable,
    RefusedTableError,
    reference_table,
    row_changes,
    save_table,
    table_title,
)
from intake.mending.work_list import WorkItem, work_list
from intake.questions import (
    EXAMPLES,
    LONGEST_NAME,
    Asking,
    BusyError,
    Query,
    QueryResult,
    WrongNameError,
    complaint_words,
    drop_question,
    own_limits,
    save_question,
    saved_questions,
)
from intake.refused import IntakeRefusedError, empty_file, in_megabytes, too_large
from intake.routes import UPLOAD, upload_routes
from intake.sending.listing import Sending, same_month_as, sendings
from intake.sending.send import Sent, may_be_sent, of_another, send, withdraw
from intake.sending.sent_file import SentFile
from intake.templates.tables import csv_template
from intake.templates.walk_in import walk_in_workbook
from intake.verdict.process import judge
from intake.verdict.verdict import Verdict
from intake.verdict.words import VerdictWords, reason_words_for_sender, verdict_words
from intake.waiting.judging import Judging, judge_again, judged
from intake.waiting.room import WaitingFile, choose, find, throw_away, waiting_files

__all__ = [
    "EXAMPLES",
    "LONGEST_NAME",
    "TABLE_TITLES",
    "UPLOAD",
    "Answer",
    "Asking",
    "BusyError",
    "ChangedMeanwhileError",
    "Entry",
    "IntakeRefusedError",
    "Judging",
    "KeptTable",
    "LoadState",
    "LoadedFile",
    "MappingAnswers",
    "MappingChange",
    "NoPreviewError",
    "NotUndoneError",
    "Phase",
    "Query",
    "QueryResult",
    "RefusedTableError",
    "RefusedWordError",
    "RowEdits",
    "Sending",
    "Sent",
    "SentFile",
    "TableText",
    "Verdict",
    "VerdictWords",
    "WaitingFile",
    "WorkItem",
    "WrongNameError",
    "answers",
    "build_with",
    "choose",
    "complaint_words",
    "csv_template",
    "drop_question",
    "empty_file",
    "entries",
    "find",
    "history",
    "in_megabytes",
    "is_mendable",
    "joined_answers",
    "judge",
    "judge_again",
    "judged",
    "kept",
    "letter_text",
    "load_state",
    "mapping_answers_in",
    "mapping_changes",
    "may_be_sent",
    "mend",
    "note",
    "of_another",
    "own_limits",
    "propose",
    "question",
    "read_mapping",
    "reason_words_for_sender",
    "reference_table",
    "request_load",
    "row_changes",
    "same_month_as",
    "save_question",
    "save_table",
    "saved_questions",
    "send",
    "sendings",
    "table_text",
    "table_title",
    "text_of",
    "throw_away",
    "too_large",
    "undo",
    "undo_mapping",
    "undone_numbers",
    "upload_routes",
    "verdict_words",
    "waiting_files",
    "walk_in_workbook",
    "where",
    "withdraw",
    "work_list",
    "write_mapping",
]
