"""Names of offices where no build is needed, and which months of whom are reported."""

from analytics import Span
from core.store import active_store
from core.texts import Translate, full_name
from intake import SentFile, UserError, counts_in_build, read_reference
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
    """True where the archive has a report of a period of this file, of the city or of the office's kecamatan.

    Of a file none of whose rows was read as it was sent no days are known: no report has rested on it, unless rows of
    it were mended since.
    """
    if not (sent.period or sent.first_day) and not counts_in_build(sent, active_store()):
        return False
    places = {"", sent.office[:8]}
    return any(
        not report.is_sample and (report.place in places or not sent.office) and _holds(report.period, sent)
        for report in archived()[0]
    )


def _holds(days: Span, sent: SentFile) -> bool:
    """By the days of the rows; where those were not noted by the period in its name, a month or a year."""
    first, last = days
    if sent.first_day and sent.last_day:
        return sent.first_day <= last and first <= sent.last_day
    begin, end = (str(day)[: len(sent.period)] for day in days)
    return begin <= sent.period <= end
