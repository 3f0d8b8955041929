"""Judging a file, or a part of one, as a step of a load: what is done, what of it another process may have."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import duckdb

from core.disk import checksum
from etl.errors import FastLaneError
from etl.loading.each import LoadStep
from etl.loading.judged_file import FileToJudge, JudgedFile, JudgingInput, JudgingStep, judge_one_file
from etl.loading.parts.part_judging import judge_part
from etl.raw_file import RawFile
from etl.warehouse.pseudonyms import NUMBERS

Connection = duckdb.DuckDBPyConnection


def judging_step(noting: Callable[[RawFile], AbstractContextManager[None]]) -> JudgingStep:
    """Return the step that tells what a file says by itself; `noting` holds while this process is at it."""
    return LoadStep(_judge, _judge_apart, handed_over, lambda work: noting(work.file), FileToJudge.absolute, _is_seen)


def _judge(connection: Connection, work: FileToJudge, given: JudgingInput) -> JudgedFile:
    """Return what a file, or a part of one, says; its rows are left in temporary tables. Raises FastLaneError."""
    if work.part:
        return judge_part(connection, work, work.part, given)
    return judge_one_file(connection, work, given)


def _judge_apart(connection: Connection, work: FileToJudge, given: JudgingInput) -> JudgedFile:
    """Return the same; a file that the database stumbles over by itself is read once more, with care."""
    try:
        return _judge(connection, work, given)
    except FastLaneError:
        return JudgedFile() if work.part else judge_one_file(connection, work.carefully(), given)


def handed_over(connection: Connection, judged: JudgedFile) -> dict[str, str]:
    """Return what judging leaves: a person is the first row that names it, a row held back says nothing."""
    if not (judged.dating or judged.evidence):
        return {}
    names = [row[0] for row in connection.execute("DESCRIBE judged_rows").fetchall()]
    persons = [name for name in NUMBERS if name in names]
    tables = {
        "judged_rows": f"SELECT {', '.join(_without_persons(name) for name in names)} FROM judged_rows",
        "held_cells": "FROM held_cells",
    }
    tables |= {f"{name}_hash": f"SELECT first AS person, hash, first FROM {name}_hash" for name in persons}
    if judged.guests is not None:
        tables |= {name: f"FROM {name}" for name in ("guest_sums", "hashed_guests")}
    if judged.dating:
        tables["repeated_rows"] = "FROM repeated_rows"
    if judged.evidence or (judged.dating and judged.dating.full_from):
        tables["held_keys"] = "FROM held_keys"
    if judged.closed_days:
        tables["closed_of_file"] = "FROM closed_of_file"
    return tables


def _without_persons(name: str) -> str:
    """Of a row held back its number and its marks alone: what stands in its cells may be anything."""
    if name in ("n", "faults", "warnings"):
        return name
    value = f"(SELECT first FROM {name}_hash WHERE person = judged_rows.{name})" if name in NUMBERS else f'"{name}"'
    return f"CASE WHEN faults = '' THEN {value} END AS \"{name}\""


def _is_seen(work: FileToJudge) -> bool:
    """By its bytes: an old copy under the same path would give its rows as those of the new one.

    Of a part they are looked at while it is read; where they are others, it is asked of the whole file.
    """
    try:
        return bool(work.part) or checksum(work.file.full_path) == work.file.sha256
    except OSError:
        return False
