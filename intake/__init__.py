"""The loop with the offices: files are handed in, judged before anything changes, sent, mended and asked for.

`waiting` (files that were handed in and wait), `sending` (into the raw folder and back out), `loader` (loads in the
background). Pages show it; what is decided, kept and said of it stands here. Every act is noted in the `ledger`.

A name is imported when it is first asked for: the process that judges a file comes through here and needs none of the
others.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from intake.ledger import Entry, add_entry, entries
    from intake.loader.asking import load_state, loaded_until, next_try, request_load
    from intake.loader.state import LoadedFile, LoadState, Phase
    from intake.mapping.acting import kept_answers, map_titles, take_back_mapping
    from intake.mapping.answers import MappingAnswers
    from intake.mapping.asked import asked_of, is_worth_another_look, may_be_mended
    from intake.mapping.keeping import MappingChange, mapping_changes
    from intake.mapping.meanings import column_choices, columns_without_title
    from intake.mapping.proposing import propose
    from intake.mending.acts import MendAnswer, answers, is_mendable, mend_item, question, way_to_mend
    from intake.mending.asking import letter_text, where
    from intake.mending.cells import shown_cell, stored_cell
    from intake.mending.changes import (
        ChangedMeanwhileError,
        NotUndoneError,
        history,
        kept_copies,
        tasks_done_since,
        text_of,
        undo,
        undone_numbers,
    )
    from intake.mending.declaring import check_of_declaration
    from intake.mending.naming import RefusedWordError
    from intake.mending.preview import NoPreviewError, cities_with
    from intake.mending.table_text import RowEdits, TableText, table_text
    from intake.mending.tables import (
        TABLE_TITLES,
        KeptTable,
        RefusedTableError,
        reference_table,
        save_table,
        table_title,
    )
    from intake.mending.toml_text import UneditableError
    from intake.mending.work_list import WorkItem, work_list
    from intake.questions import (
        EXAMPLES,
        LONGEST_NAME,
        Query,
        QueryResult,
        QuestionBusyError,
        RunningQuestion,
        WrongNameError,
        complaint_words,
        drop_question,
        own_limits,
        save_question,
        saved_questions,
    )
    from intake.refused import IntakeRefusedError, empty_file, too_large
    from intake.reminders import reminder_text
    from intake.reminders.contacts import CONTACT_COLUMNS, contact_address, contact_faults
    from intake.reporting import (
        DayState,
        OfficeMonth,
        due_day,
        months_of_offices,
        owing_now,
        reported_line,
        without_closed,
    )
    from intake.routes import UPLOAD, upload_routes
    from intake.sending.listing import (
        Sending,
        TakenFile,
        holds_all_of,
        in_build,
        is_counted_by_day,
        overlapping,
        sendings,
    )
    from intake.sending.send import Sent, may_be_sent, of_another, send_file, withdraw
    from intake.sending.sent_file import SentFile
    from intake.templates.due import month_due, template_months
    from intake.templates.tables import csv_template, template_columns
    from intake.templates.walk_in import walk_in_workbook
    from intake.verdict.process import judge_file
    from intake.verdict.verdict import FileVerdict, MarkedCell
    from intake.verdict.words import VerdictWords, reason_words_for_sender, verdict_sentences
    from intake.waiting.judging import VerdictUnderWay, judge_again, judged
    from intake.waiting.room import WaitingFile, choose_source, find, throw_away, waiting_files

__all__ = [
    "CONTACT_COLUMNS",
    "EXAMPLES",
    "LONGEST_NAME",
    "TABLE_TITLES",
    "UPLOAD",
    "ChangedMeanwhileError",
    "DayState",
    "Entry",
    "FileVerdict",
    "IntakeRefusedError",
    "KeptTable",
    "LoadState",
    "LoadedFile",
    "MappingAnswers",
    "MappingChange",
    "MarkedCell",
    "MendAnswer",
    "NoPreviewError",
    "NotUndoneError",
    "OfficeMonth",
    "Phase",
    "Query",
    "QueryResult",
    "QuestionBusyError",
    "RefusedTableError",
    "RefusedWordError",
    "RowEdits",
    "RunningQuestion",
    "Sending",
    "Sent",
    "SentFile",
    "TableText",
    "TakenFile",
    "UneditableError",
    "VerdictUnderWay",
    "VerdictWords",
    "WaitingFile",
    "WorkItem",
    "WrongNameError",
    "add_entry",
    "answers",
    "asked_of",
    "check_of_declaration",
    "choose_source",
    "cities_with",
    "column_choices",
    "columns_without_title",
    "complaint_words",
    "contact_address",
    "contact_faults",
    "csv_template",
    "drop_question",
    "due_day",
    "empty_file",
    "entries",
    "find",
    "history",
    "holds_all_of",
    "in_build",
    "is_counted_by_day",
    "is_mendable",
    "is_worth_another_look",
    "judge_again",
    "judge_file",
    "judged",
    "kept_answers",
    "kept_copies",
    "letter_text",
    "load_state",
    "loaded_until",
    "map_titles",
    "mapping_changes",
    "may_be_mended",
    "may_be_sent",
    "mend_item",
    "month_due",
    "months_of_offices",
    "next_try",
    "of_another",
    "overlapping",
    "owing_now",
    "own_limits",
    "propose",
    "question",
    "reason_words_for_sender",
    "reference_table",
    "reminder_text",
    "reported_line",
    "request_load",
    "save_question",
    "save_table",
    "saved_questions",
    "send_file",
    "sendings",
    "shown_cell",
    "stored_cell",
    "table_text",
    "table_title",
    "take_back_mapping",
    "tasks_done_since",
    "template_columns",
    "template_months",
    "text_of",
    "throw_away",
    "too_large",
    "undo",
    "undone_numbers",
    "upload_routes",
    "verdict_sentences",
    "waiting_files",
    "walk_in_workbook",
    "way_to_mend",
    "where",
    "withdraw",
    "without_closed",
    "work_list",
]

_HOMES = {
    "MarkedCell": "verdict.verdict",
    "template_columns": "templates.tables",
    "template_months": "templates.due",
    "next_try": "loader.asking",
    "way_to_mend": "mending.acts",
    "MendAnswer": "mending.acts",
    "RunningQuestion": "questions",
    "QuestionBusyError": "questions",
    "CONTACT_COLUMNS": "reminders.contacts",
    "ChangedMeanwhileError": "mending.changes",
    "DayState": "reporting",
    "EXAMPLES": "questions",
    "Entry": "ledger",
    "IntakeRefusedError": "refused",
    "VerdictUnderWay": "waiting.judging",
    "KeptTable": "mending.tables",
    "LONGEST_NAME": "questions",
    "LoadState": "loader.state",
    "LoadedFile": "loader.state",
    "MappingAnswers": "mapping.answers",
    "MappingChange": "mapping.keeping",
    "NoPreviewError": "mending.preview",
    "NotUndoneError": "mending.changes",
    "OfficeMonth": "reporting",
    "Phase": "loader.state",
    "Query": "questions",
    "QueryResult": "questions",
    "RefusedTableError": "mending.tables",
    "RefusedWordError": "mending.naming",
    "RowEdits": "mending.table_text",
    "Sending": "sending.listing",
    "TakenFile": "sending.listing",
    "Sent": "sending.send",
    "SentFile": "sending.sent_file",
    "TABLE_TITLES": "mending.tables",
    "TableText": "mending.table_text",
    "UPLOAD": "routes",
    "UneditableError": "mending.toml_text",
    "FileVerdict": "verdict.verdict",
    "VerdictWords": "verdict.words",
    "WaitingFile": "waiting.room",
    "WorkItem": "mending.work_list",
    "WrongNameError": "questions",
    "answers": "mending.acts",
    "asked_of": "mapping.asked",
    "cities_with": "mending.preview",
    "is_worth_another_look": "mapping.asked",
    "may_be_mended": "mapping.asked",
    "check_of_declaration": "mending.declaring",
    "choose_source": "waiting.room",
    "column_choices": "mapping.meanings",
    "columns_without_title": "mapping.meanings",
    "complaint_words": "questions",
    "contact_address": "reminders.contacts",
    "contact_faults": "reminders.contacts",
    "csv_template": "templates.tables",
    "drop_question": "questions",
    "empty_file": "refused",
    "due_day": "reporting",
    "entries": "ledger",
    "find": "waiting.room",
    "history": "mending.changes",
    "is_mendable": "mending.acts",
    "judge_file": "verdict.process",
    "judge_again": "waiting.judging",
    "judged": "waiting.judging",
    "kept_copies": "mending.changes",
    "kept_answers": "mapping.acting",
    "letter_text": "mending.asking",
    "load_state": "loader.asking",
    "loaded_until": "loader.asking",
    "map_titles": "mapping.acting",
    "mapping_changes": "mapping.keeping",
    "may_be_sent": "sending.send",
    "mend_item": "mending.acts",
    "month_due": "templates.due",
    "months_of_offices": "reporting",
    "add_entry": "ledger",
    "of_another": "sending.send",
    "owing_now": "reporting",
    "own_limits": "questions",
    "propose": "mapping.proposing",
    "question": "mending.acts",
    "reason_words_for_sender": "verdict.words",
    "reference_table": "mending.tables",
    "reminder_text": "reminders",
    "reported_line": "reporting",
    "request_load": "loader.asking",
    "holds_all_of": "sending.listing",
    "in_build": "sending.listing",
    "is_counted_by_day": "sending.listing",
    "overlapping": "sending.listing",
    "save_question": "questions",
    "save_table": "mending.tables",
    "saved_questions": "questions",
    "send_file": "sending.send",
    "sendings": "sending.listing",
    "shown_cell": "mending.cells",
    "stored_cell": "mending.cells",
    "table_text": "mending.table_text",
    "table_title": "mending.tables",
    "take_back_mapping": "mapping.acting",
    "tasks_done_since": "mending.changes",
    "text_of": "mending.changes",
    "throw_away": "waiting.room",
    "too_large": "refused",
    "undo": "mending.changes",
    "undone_numbers": "mending.changes",
    "upload_routes": "routes",
    "verdict_sentences": "verdict.words",
    "waiting_files": "waiting.room",
    "walk_in_workbook": "templates.walk_in",
    "where": "mending.asking",
    "withdraw": "sending.send",
    "without_closed": "reporting",
    "work_list": "mending.work_list",
}


if not TYPE_CHECKING:
    # Hidden from the type checker, which else would take any name for one of these.

    def __getattr__(name: str) -> Any:
        """Import the module in which a name lives."""
        if name in _HOMES:
            return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        raise AttributeError(name)
