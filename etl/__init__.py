"""From raw files to a published build: what stands here is for other packages, nothing behind it.

The rooms, in the order in which a row travels: `sources` (what is known of each source), `reading` (any format to
text records; in a process of its own: `sandbox`), `judging` (accepted, held with a reason, not data), `warehouse`
(typed rows, their history, the ledger), `publishing` (a build and the pointer to it), `loading` (all of it, file by
file), `answers` (what the commands say), `boundaries` (official shapes of the kelurahan).

A name is imported when it is first asked for: `python -m etl` must start its reader before anything heavy, and the
child processes that read a stranger's file come through here with neither DuckDB nor map libraries.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from etl.__main__ import start_reader
    from etl.answers.columns_offered import OfferedColumn, Proposal, columns_offered
    from etl.answers.doubts import Doubt
    from etl.answers.effect import OF_WHOLE_CITY, FileEffect
    from etl.answers.held_back import quarantine_rows
    from etl.answers.held_groups import SET_ASIDE, HeldGroup, HeldRows, held_groups, rows_held_back
    from etl.answers.inspection import Inspection, guess_source, inspect_file
    from etl.answers.store_status import status
    from etl.answers.trial import FileTrial, TrialFile, try_file
    from etl.boundaries import import_boundaries
    from etl.calendar_words import MONTHS
    from etl.errors import (
        LockedError,
        NoRoomError,
        NotLoadedError,
        RefusedError,
        UndeclaredZoneError,
        UnreadableFileError,
        UserError,
        in_megabytes,
        sentence_of,
    )
    from etl.judging.dates.export_day import date_in
    from etl.judging.quarantine import WHOLE_FILE
    from etl.loading.forget import forget
    from etl.loading.last_load import last_loaded, read_note
    from etl.loading.load import load
    from etl.loading.outcome import Outcome, why_set_aside
    from etl.loading.own_template import template_titles
    from etl.loading.release_due import ask_for_releases
    from etl.publishing.builds import rollback
    from etl.publishing.calendar import build_calendar
    from etl.reading.base.sheet_month import months_in
    from etl.sources.contract import Column, contract
    from etl.sources.declarations import Declaration
    from etl.sources.lookups import folded_value, spellings_of
    from etl.sources.mappings import Declared, check_declared, check_mapping, declared_for, mapping_path
    from etl.sources.places import Gazetteer
    from etl.sources.reference import read_reference
    from etl.sources.reference_columns import (
        LINKS,
        SHAPES,
        WEEKDAYS,
        Reference,
        cell_types,
        choices_of,
        required_columns,
    )
    from etl.sources.reference_faults import TableFault, WrongTableError
    from etl.spelling import MASK, fold
    from etl.warehouse.copied import copy_warehouse

__all__ = [
    "LINKS",
    "MASK",
    "MONTHS",
    "OF_WHOLE_CITY",
    "SET_ASIDE",
    "SHAPES",
    "WEEKDAYS",
    "WHOLE_FILE",
    "Column",
    "Declaration",
    "Declared",
    "Doubt",
    "FileEffect",
    "FileTrial",
    "Gazetteer",
    "HeldGroup",
    "HeldRows",
    "Inspection",
    "LockedError",
    "NoRoomError",
    "NotLoadedError",
    "OfferedColumn",
    "Outcome",
    "Proposal",
    "Reference",
    "RefusedError",
    "TableFault",
    "TrialFile",
    "UndeclaredZoneError",
    "UnreadableFileError",
    "UserError",
    "WrongTableError",
    "ask_for_releases",
    "build_calendar",
    "cell_types",
    "check_declared",
    "check_mapping",
    "choices_of",
    "columns_offered",
    "contract",
    "copy_warehouse",
    "date_in",
    "declared_for",
    "fold",
    "folded_value",
    "forget",
    "guess_source",
    "held_groups",
    "import_boundaries",
    "in_megabytes",
    "inspect_file",
    "last_loaded",
    "load",
    "mapping_path",
    "months_in",
    "quarantine_rows",
    "read_note",
    "read_reference",
    "required_columns",
    "rollback",
    "rows_held_back",
    "sentence_of",
    "spellings_of",
    "start_reader",
    "status",
    "template_titles",
    "try_file",
    "why_set_aside",
]

_HOMES = {
    "LINKS": "sources.reference_columns",
    "MASK": "spelling",
    "MONTHS": "calendar_words",
    "WEEKDAYS": "sources.reference_columns",
    "cell_types": "sources.reference_columns",
    "choices_of": "sources.reference_columns",
    "required_columns": "sources.reference_columns",
    "TableFault": "sources.reference_faults",
    "WrongTableError": "sources.reference_faults",
    "SET_ASIDE": "answers.held_groups",
    "SHAPES": "sources.reference_columns",
    "HeldGroup": "answers.held_groups",
    "HeldRows": "answers.held_groups",
    "Reference": "sources.reference_columns",
    "fold": "spelling",
    "held_groups": "answers.held_groups",
    "rows_held_back": "answers.held_groups",
    "Declaration": "sources.declarations",
    "Declared": "sources.mappings",
    "Doubt": "answers.doubts",
    "FileEffect": "answers.effect",
    "OF_WHOLE_CITY": "answers.effect",
    "FileTrial": "answers.trial",
    "Gazetteer": "sources.places",
    "Inspection": "answers.inspection",
    "OfferedColumn": "answers.columns_offered",
    "LockedError": "errors",
    "NoRoomError": "errors",
    "NotLoadedError": "errors",
    "Outcome": "loading.outcome",
    "Proposal": "answers.columns_offered",
    "TrialFile": "answers.trial",
    "UnreadableFileError": "errors",
    "RefusedError": "errors",
    "in_megabytes": "errors",
    "UndeclaredZoneError": "errors",
    "UserError": "errors",
    "build_calendar": "publishing.calendar",
    "check_declared": "sources.mappings",
    "check_mapping": "sources.mappings",
    "columns_offered": "answers.columns_offered",
    "Column": "sources.contract",
    "WHOLE_FILE": "judging.quarantine",
    "contract": "sources.contract",
    "declared_for": "sources.mappings",
    "date_in": "judging.dates.export_day",
    "copy_warehouse": "warehouse.copied",
    "folded_value": "sources.lookups",
    "forget": "loading.forget",
    "guess_source": "answers.inspection",
    "import_boundaries": "boundaries",
    "inspect_file": "answers.inspection",
    "load": "loading.load",
    "mapping_path": "sources.mappings",
    "months_in": "reading.base.sheet_month",
    "quarantine_rows": "answers.held_back",
    "last_loaded": "loading.last_load",
    "read_note": "loading.last_load",
    "template_titles": "loading.own_template",
    "read_reference": "sources.reference",
    "ask_for_releases": "loading.release_due",
    "rollback": "publishing.builds",
    "sentence_of": "errors",
    "spellings_of": "sources.lookups",
    "start_reader": "__main__",
    "status": "answers.store_status",
    "try_file": "answers.trial",
    "why_set_aside": "loading.outcome",
}


if not TYPE_CHECKING:
    # Hidden from the type checker, which else would take any name for one of these.

    def __getattr__(name: str) -> Any:
        """Import the module in which a name lives."""
        if name in _HOMES:
            return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        raise AttributeError(name)
