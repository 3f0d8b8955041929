"""One month's report from a city's frames into the archive: what the dashboard asks for."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analytics import City
from report.archive.keep import Step, archive, chain_of, latest
from report.content.month import month_content
from report.content.report_build import ReportBuild
from report.record.record import code_of, make_record


@dataclass(frozen=True)
class Made:
    """A report that lies in the archive. `path`: its PDF, the other forms beside it.

    `code`: of the month's latest archived report, '' for a draft of a month that has none. `is_same`: it lay there
    already, whole, and reads the same.
    """

    path: Path
    code: str
    is_same: bool


def make(city: City, month: date, lang: str = "id", is_draft: bool = False, told: Step = lambda form: None) -> Made:
    """Count, set and keep the report of a month (its first day); `told` hears each form's name before it is written.

    Raises ReportRefusedError where the data do not carry it, DamagedRecordError as `archive` does, EmptyDrawingError
    and TypstError where it cannot be set, OSError where it cannot be written.
    """
    forms: list[str] = []

    def step(form: str) -> None:
        forms.append(form)
        told(form)

    record = make_record(month_content(ReportBuild(city), month, lang, is_draft))
    path = archive(record, step)
    kept = latest(*chain_of(record))
    return Made(path, code_of(kept) if kept else "", is_same=not forms)
