"""What runs in the child process: one file judged, the small verdict handed back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.reasons import reasons
from core.snapshot import NoBuildError, current_build
from core.store import active_store, user_store
from etl import FileTrial, TrialFile, UserError, guess_source, try_file
from intake.verdict.request import Request
from intake.verdict.sent_name import WHOLE_CITY, sent_name
from intake.verdict.verdict import Counts, FoundColumn, FoundTable, MarkedCell, ReasonCount, Verdict

TellStage = Callable[[str], None]
"""Called with the stage that begins: source, reading, comparing."""


def judged(asked: Request, tell: TellStage) -> Verdict:
    """Return the verdict; whatever a user can mend is a sentence in it."""
    tell("source")
    source, titles = (asked.source, 0) if asked.source else guess_source(asked.path)
    found = Verdict(asked.original_name, source, "said" if asked.source else f"titles {titles}")
    if source is None:
        return _refused(found, "format_tak_dikenal", "", needs=["source"])
    sender = asked.office or WHOLE_CITY
    found = replace(found, sender=sender, name=sent_name(source, sender, [], asked.now, asked.original_name))
    tell("reading")
    declared = user_store().raw / source / "sumber.toml"
    try:
        trial = try_file(TrialFile(asked.path, source, found.name, declared), asked.folder, _build())
    except UserError as error:
        return replace(found, refusal=str(error))
    tell("comparing")
    return _told(found, trial)


def _build() -> Path | None:
    try:
        return current_build(active_store())
    except NoBuildError:
        return None


def _told(found: Verdict, trial: FileTrial) -> Verdict:
    account = trial.account
    if account.state == "set_aside":
        return _refused(found, account.reason or "", account.detail)
    months = sorted({f"{day:%Y-%m}" for day in trial.days})
    return replace(
        found,
        offices=trial.offices,
        days=len(trial.days),
        first_day=min(trial.days, default=None),
        last_day=max(trial.days, default=None),
        months=months,
        counts=Counts(
            account.read,
            account.accepted,
            account.quarantined,
            account.duplicate,
            account.not_data,
            account.not_reported,
        ),
        reasons=[ReasonCount(code, severity == "tolak", n) for (code, severity), n in sorted(trial.reasons.items())],
        marked=[_cell(row) for row in trial.marked],
        effect=trial.effect,
        tables=[
            FoundTable(
                part.name,
                part.header_row,
                0,
                [FoundColumn(title, name, trial.proposals.get(title)) for title, name in part.columns],
                part.why,
            )
            for part in trial.parts
        ],
        notes=[account.detail] if account.detail else [],
    )


def _cell(row: dict[str, str | None]) -> MarkedCell:
    return MarkedCell(
        row["place"] or "",
        row["column"] or "",
        row["reason"] or "",
        row["severity"] == "tolak",
        row["value"],
        row["office"] or "",
    )


def _refused(found: Verdict, reason: str, detail: str, needs: list[str] | None = None) -> Verdict:
    known = reasons()[reason]
    told = f" ({detail})" if detail else ""
    sentence = f"{known.sentence[0].upper()}{known.sentence[1:]}{told}. {known.action[0].upper()}{known.action[1:]}."
    return replace(found, reason=reason, refusal=sentence, needs=needs or [])
