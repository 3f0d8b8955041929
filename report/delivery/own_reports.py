"""Which kecamatan reports are to be made, so that a camat of the table gets the own one beside the city's."""

from datetime import date

from analytics import month_span
from report.archive.due import archived_months, recent_months
from report.delivery.recipients import read_recipients, recipients_file


def due_own_reports(day: date) -> list[tuple[date, str]]:
    """Return months (their first day) and codes of kecamatan whose report somebody is to get and the archive lacks.

    Only of months whose city report is archived: its data carry a report. Without a table there are none; rows that are
    wrong are told when letters are sent. Raises TableError, DamagedRecordError.
    """
    if not recipients_file().exists():
        return []
    recipients, _ = read_recipients()
    places = sorted({each.place for each in recipients if each.place})
    city, archived = archived_months(), {place: archived_months(place) for place in places}
    return [
        (month, place)
        for month in recent_months(day)
        for place in places
        if month in city
        and month not in archived[place]
        and any(each.gets(place, month_span(month)[1]) for each in recipients)
    ]
