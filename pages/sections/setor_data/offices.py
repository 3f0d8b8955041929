"""Names of offices where no build is needed, and which months of whom are reported."""

from core.texts import Translate, full_name
from etl import UserError, read_reference
from intake import SentFile
from report import archived


def office_names(lang: str) -> dict[str, str]:
    """Return the name of every office by its code; none where a reference table is wrong: pages of loads say so."""
    try:
        units = read_reference()["units"]
    except UserError:
        return {}
    return {row["unit_code"]: full_name(row["kind"], row["name"], lang) for row in units}


def sender_name(code: str, names: dict[str, str], t: Translate) -> str:
    """Return an office's name; of files of several offices that they are."""
    return names.get(code, code) if code else t("beberapa kantor")


def is_reported(sent: SentFile) -> bool:
    """True where the archive has a report of a period of this file, of the city or of the office's kecamatan."""
    places = {"", sent.office[:8]}
    return any(
        not report.is_sample and (report.place in places or not sent.office) and _holds(report.period, sent.period)
        for report in archived()[0]
    )


def _holds(days: tuple[object, object], period: str) -> bool:
    """A file of several years has no period of its own: any report may rest on it."""
    first, last = (str(day)[: len(period)] for day in days)
    return first <= period <= last
