"""One report from a city's frames into the archive: what the dashboard asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from analytics import City, period_code, period_span
from report.archive.keep import Step, archive, archived_list, chain_of, latest
from report.content.assembly import report_content
from report.content.decision import LastList
from report.content.report_build import ReportBuild
from report.record.record import Record, code_of, make_record


@dataclass(frozen=True)
class Made:
    """A report that lies in the archive. `path`: its PDF, the other forms beside it.

    `code`: of the period's latest archived report, '' for a draft of one that has none. `is_same`: it lay there
    already, whole, and reads the same.
    """

    path: Path
    code: str
    is_same: bool


def make(
    city: City,
    on: date,
    lang: str = "id",
    is_draft: bool = False,
    told: Step = lambda form: None,
    place: str = "",
    grain: str = "month",
) -> Made:
    """Count, set and keep the report of the month, quarter or year (`grain`) that holds a day.

    `told` hears each form's name before it is written; `place`: the code of a kecamatan, '' for the city.

    Raises ReportRefusedError where the data do not carry it, DamagedRecordError as `archive` does, EmptyDrawingError
    and TypstError where it cannot be set, OSError where it cannot be written.
    """
    forms: list[str] = []

    def step(form: str) -> None:
        forms.append(form)
        told(form)

    record = record_of(ReportBuild(city), on, lang, is_draft, place, grain=grain)
    path = archive(record, step)
    kept = latest(*chain_of(record))
    return Made(path, code_of(kept) if kept else "", is_same=not forms)


def record_of(
    build: ReportBuild,
    on: date,
    lang: str = "id",
    is_draft: bool = False,
    place: str = "",
    wait_for: Callable[[str], object] = lambda period: None,
    grain: str = "month",
) -> Record:
    """Return the record of the report of the month, quarter or year that holds a day.

    It follows the list that the archive has of the period before, or else of that one's last month, which ended with
    it. `wait_for` is called with the code of each of them before the archive is asked. Raises DamagedRecordError as
    `archive` does, ReportRefusedError where the data do not carry the report.
    """
    before, is_sample = period_span(on, grain)[0] - timedelta(days=1), bool(build.city.meta["is_sample"])
    if not is_draft:
        # A damaged record of the period is told before anything is counted.
        latest(period_code(on, grain), lang, is_sample, place)

    def asked() -> LastList | None:
        for period in dict.fromkeys((period_code(before, grain), period_code(before))):
            wait_for(period)
            if found := archived_list(period, lang, is_sample, place):
                return found
        return None

    return make_record(report_content(build, on, lang, is_draft, place, asked, grain))
