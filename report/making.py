"""One month's report from a city's frames into the archive: what the dashboard asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from analytics import City
from report.archive.keep import Step, archive, archived_list, chain_of, latest
from report.content.decision import LastList
from report.content.month import month_content
from report.content.report_build import ReportBuild
from report.record.record import Record, code_of, make_record


@dataclass(frozen=True)
class Made:
    """A report that lies in the archive. `path`: its PDF, the other forms beside it.

    `code`: of the month's latest archived report, '' for a draft of a month that has none. `is_same`: it lay there
    already, whole, and reads the same.
    """

    path: Path
    code: str
    is_same: bool


def make(
    city: City, month: date, lang: str = "id", is_draft: bool = False, told: Step = lambda form: None, place: str = ""
) -> Made:
    """Count, set and keep the report of a month (its first day); `told` hears each form's name before it is written.

    `place`: the code of a kecamatan, '' for the city.

    Raises ReportRefusedError where the data do not carry it, DamagedRecordError as `archive` does, EmptyDrawingError
    and TypstError where it cannot be set, OSError where it cannot be written.
    """
    forms: list[str] = []

    def step(form: str) -> None:
        forms.append(form)
        told(form)

    record = record_of(ReportBuild(city), month, lang, is_draft, place)
    path = archive(record, step)
    kept = latest(*chain_of(record))
    return Made(path, code_of(kept) if kept else "", is_same=not forms)


def record_of(
    build: ReportBuild,
    month: date,
    lang: str = "id",
    is_draft: bool = False,
    place: str = "",
    wait_for: Callable[[date], object] = lambda before: None,
) -> Record:
    """Return the record of a month's report, which follows the list that the archive has of the month before.

    `wait_for` is called with that month before the archive is asked.
    """
    before, is_sample = (month.replace(day=1) - timedelta(days=1)).replace(day=1), bool(build.city.meta["is_sample"])

    def asked() -> LastList | None:
        wait_for(before)
        return archived_list(before, lang, is_sample, place)

    return make_record(month_content(build, month, lang, is_draft, place, asked))
