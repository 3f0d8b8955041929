"""What runs in the child process: one file judged, the small verdict handed back."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.settings import settings
from core.store import user_store
from core.store.published_builds import NoBuildError, current_build
from core.texts import full_name
from etl import (
    FileTrial,
    RefusedError,
    TrialFile,
    UndeclaredZoneError,
    UnreadableFileError,
    UserError,
    guess_source,
    in_megabytes,
    months_in,
    read_reference,
    sentence_of,
    try_file,
)
from intake.verdict.known import has_titles_alone, holds_files, members_of, named_source, said_of
from intake.verdict.own_titles import ASIDE
from intake.verdict.request import Request
from intake.verdict.sent_name import WHOLE_CITY, sent_name
from intake.verdict.verdict import FileVerdict, FoundColumn, FoundTable, MarkedCell, ReasonCount, RowCounts, Warned
from intake.verdict.warnings import warnings_of
from intake.verdict.words import refused

TellStage = Callable[[str], None]
"""Called with the stage that begins: source, reading, comparing."""
NEEDS = {
    "judul_tak_dikenal": ["columns"],
    "kolom_wajib_tidak_ada": ["columns"],
    "kantor_tak_disebut": ["office"],
    "bulan_tak_ditemukan": ["month"],
    "urutan_tanggal_tak_pasti": ["date_order"],
}
"""What the sender may say of a file that cannot be used for such a reason."""


def answer_request(asked: Request, tell: TellStage) -> FileVerdict:
    """Return the verdict; whatever a user can mend is a sentence in it."""
    found = FileVerdict(asked.original_name, asked.source, "said" if asked.source else "")
    try:
        return _judged(asked, found, tell)
    except RefusedError:
        return refused(found, "sample")
    except UnreadableFileError as error:
        return refused(found, error.reason, error.detail)
    except (UserError, OSError) as error:
        return replace(refused(found, "not_judged"), refusal=sentence_of(error))


def _judged(asked: Request, found: FileVerdict, tell: TellStage) -> FileVerdict:
    size, most = asked.path.stat().st_size, settings().max_file_bytes
    if size > most:
        return refused(found, "berkas_terlalu_besar", f"{in_megabytes(size)} > {in_megabytes(most)}")
    tell("source")
    sender = asked.office or WHOLE_CITY
    month = [f"{each:%Y-%m}" for each in months_in(Path(asked.original_name).stem)]
    name = sent_name("x", sender, month, asked.now, asked.original_name)
    source, titles = (asked.source, 0) if asked.source else guess_source(_under(asked, Path(name).name), said_of(asked))
    if source is None:
        if holds_files(asked.path):
            return refused(found, "several_files")
        # Titles that nobody knows: of which source they are its sender has often written in the name.
        source = named_source(asked.original_name)
        if source is None:
            return replace(refused(found, "no_source"), needs=["source"])
        found = replace(found, because="name")
    name = sent_name(source, sender, month, asked.now, asked.original_name)
    found = replace(found, source=source, sender=sender, name=name, because=found.because or f"titles {titles}")
    tell("reading")
    try:
        trial = _tried(asked, source, name)
    except UndeclaredZoneError as error:
        if has_titles_alone(asked.path):
            return refused(found, "no_rows")
        return replace(refused(found, "zone", str(error)), needs=["zone"])
    if asked.office and trial.account.reason == "kantor_bertentangan":
        return _of_another(asked, found, trial)
    tell("comparing")
    return _told(asked, found, trial)


def _tried(asked: Request, source: str, name: str) -> FileTrial:
    declared = user_store().raw / source / "sumber.toml"
    with TemporaryDirectory(dir=asked.folder) as folder:
        try:
            return try_file(TrialFile(asked.path, source, name, declared), Path(folder), _build())
        except UserError as error:
            raise type(error)(str(error).replace(f"{folder}{os.sep}", "")) from None


def _of_another(asked: Request, found: FileVerdict, trial: FileTrial) -> FileVerdict:
    """The file names an office that is not its sender's: which one is told by reading it as nobody's."""
    name = found.name.replace(f"{found.sender}/", f"{WHOLE_CITY}/")
    others = _tried(asked, trial.source, name).offices
    if not others or others == [asked.office]:
        return _told(asked, found, trial)
    known = {row["unit_code"]: full_name(row["kind"], row["name"]) for row in read_reference()["units"]}
    found = replace(found, offices=others, warnings=[Warned("another_office", others)])
    return refused(found, "another_office", ", ".join(known.get(code, code) for code in others))


def _build() -> Path | None:
    """What readers see of the user's own files; never the sample."""
    try:
        return current_build(user_store())
    except NoBuildError:
        return None


def _under(asked: Request, name: str) -> Path:
    """The file under a name of the right ending: it may wait under another one."""
    link = asked.folder / name
    link.symlink_to(asked.path)
    return link


def _told(asked: Request, found: FileVerdict, trial: FileTrial) -> FileVerdict:
    account = trial.account
    if account.state == "set_aside":
        reason = account.reason or ""
        if NEEDS.get(reason) == ["columns"] and holds_files(asked.path):
            return refused(found, "several_files")
        return replace(refused(found, reason, account.detail), needs=NEEDS.get(reason, []))
    counts = RowCounts(
        account.read, account.accepted, account.quarantined, account.duplicate, account.not_data, account.not_reported
    )
    has_rows = bool(counts.accepted + counts.held + counts.double)
    if not has_rows and not trial.closed:
        return refused(found, "no_rows")
    days = trial.days if has_rows else [day for _, day in trial.closed]
    found = replace(
        found,
        offices=trial.offices if has_rows else sorted({code for code, _ in trial.closed}),
        days=len(trial.days),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        closed=trial.closed,
        months=sorted({f"{day:%Y-%m}" for day in days}),
        counts=counts,
        reasons=[ReasonCount(code, severity == "tolak", n) for (code, severity), n in sorted(trial.reasons.items())],
        marked=[_cell(row) for row in trial.marked],
        effect=trial.effect if has_rows else None,
        tables=_tables(trial),
        # Of a workbook of ours nobody need say what its own titles mean.
        unread=[] if set(trial.unread) == ASIDE else trial.unread,
        notes=[account.detail] if account.detail else [],
    )
    return replace(found, warnings=warnings_of(found, trial.doubts, asked.office, has_macros=_has_macros(asked.path)))


def _cell(row: dict[str, Any]) -> MarkedCell:
    texts = {name: row[name] or "" for name in ("place", "column", "reason", "office")}
    return MarkedCell(**texts, is_held=row["severity"] == "tolak", value=row["value"], rows=row["rows"])


def _tables(trial: FileTrial) -> list[FoundTable]:
    return [
        FoundTable(
            part.name,
            part.header_row,
            [FoundColumn(title, name, trial.proposals.get(title)) for title, name in part.columns],
            part.why,
        )
        for part in trial.parts
    ]


def _has_macros(path: Path) -> bool:
    """True for a workbook of today with a project of macros in it; they are never run."""
    return any(os.path.basename(name).lower() == "vbaproject.bin" for name in members_of(path))
