"""What `inspect --effect` says: what a load would make of the file, and what it would change in what readers see."""

import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from core.formats import number
from core.reasons import reasons
from core.sources import SOURCES
from core.store import active_store
from core.store.published_builds import NoBuildError, current_build
from etl.answers.effect import FileEffect
from etl.answers.terminal import say
from etl.answers.trial import FileTrial, TrialFile, try_file
from etl.sources.declaration_file import FILE_NAME
from etl.spelling import masked

SHOWN = 20
"""Changed counts that are printed; all that are kept stand in the JSON."""


def try_in_place(path: Path, source: str) -> FileTrial:
    """Try a file as its source, with what is declared where it lies, beside the build that readers see.

    A file below its source's folder keeps its path there. Raises UserError as a load does.
    """
    full = path.absolute()
    home = next((folder for folder in full.parents if folder.name == source and source in SOURCES), full.parent)
    with tempfile.TemporaryDirectory(prefix="adopsi-") as folder:
        file = TrialFile(full, source, full.relative_to(home).as_posix(), home / FILE_NAME)
        return try_file(file, Path(folder), _build())


def _build() -> Path | None:
    try:
        return current_build(active_store())
    except NoBuildError:
        return None


def trial_json(trial: FileTrial) -> dict[str, Any]:
    """Return account, marks, days and effect as one object; persons masked."""
    account = asdict(trial.account) | {"path": masked(trial.account.path)}
    return {
        "account": account,
        "reasons": [
            {"reason": code, "severity": severity, "rows": rows}
            for (code, severity), rows in sorted(trial.reasons.items())
        ],
        "marked": trial.marked,
        "offices": trial.offices,
        "days": trial.days,
        "doubts": [asdict(doubt) for doubt in trial.doubts],
        "effect": asdict(trial.effect) if trial.effect else None,
    }


def print_trial(console: Console, trial: FileTrial) -> None:
    """Print the account, the reasons, and what would change."""
    for sentence in [*_account(trial), *_effect(trial.effect)]:
        say(console, sentence)


def _account(trial: FileTrial) -> Iterator[str]:
    account = trial.account
    counts = {"dibaca": account.read, "diterima": account.accepted, "ditahan": account.quarantined}
    counts |= {"ganda": account.duplicate, "bukan data": account.not_data}
    yield f"Bila dimuat: {', '.join(f'{number(count)} {verb}' for verb, count in counts.items())}"
    for (code, severity), rows in sorted(trial.reasons.items()):
        verb = "ditahan" if severity == "tolak" else "ditandai"
        yield f"{number(rows)} {verb}: {reasons()[code].sentence}; {reasons()[code].action}."
    if trial.days:
        yield f"{len(trial.days)} hari, {trial.days[0]} s.d. {trial.days[-1]}, {len(trial.offices)} kantor"


def _effect(effect: FileEffect | None) -> Iterator[str]:
    if effect is None:
        yield "Pengaruhnya pada data terbit tidak diketahui."
        return
    by_record = " (jumlah per hari; catatan yang sama tidak dihitung dua kali)" if effect.is_by_record else ""
    yield (
        f"Dibanding data terbit: {number(effect.new)} laporan harian baru, {number(effect.changed)} berubah, "
        f"{number(effect.same)} tetap, {number(effect.vanishing)} hilang{by_record}"
    )
    for change in [*effect.vanished, *effect.changes][:SHOWN]:
        becomes = "hilang" if change.becomes is None else number(change.becomes)
        yield f"  {change.date} {change.unit_code or '(kota)'} {change.what}: {number(change.was)} -> {becomes}"
