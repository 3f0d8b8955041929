"""Which days the own office has reported: this month's and the one's before, as far as the data reach."""

from datetime import date, timedelta

from core import formats
from core.store import active_store
from intake import months_of_offices, sendings
from pages.parts.cards import heading, note
from pages.sections.setor_data.load_view import OF_COUNTERS
from pages.tables.reported_days import day_columns, day_states, late_words
from pages.tables.state_grid import GridRow, show_grid, show_states
from pages.view.work import WorkView, published_build


def show_own_reports(work: WorkView, place: str) -> None:
    """Show a row a month and a column a day of one office; nothing before there are data of the city.

    `place`: code of the reader's own office, or of one that a reader of the city asks for.
    """
    t, lang = work.t, work.lang
    if active_store().is_sample:
        return
    build = published_build(work)
    as_of = build.as_of if build else None
    if build is None or as_of is None:
        return
    this = as_of.replace(day=1)
    heading(t("Hari yang sudah dan belum dilaporkan"))
    states = day_states(t)
    show_states(list(states.values())[:-1])
    for month in (this, (this - timedelta(days=1)).replace(day=1)):
        own = [office for office in months_of_offices(build, month) if office.unit_code == place]
        for office in own:
            if not office.has_due:
                continue
            name = formats.month(month, lang)
            days = day_columns(build.calendar, list(office.states), t, lang)
            show_grid(name, t("Bulan"), days, [GridRow(name, "", list(office.states.values()))], states)
            if office.is_complete:
                note(t("Laporan {month} lengkap.").format(month=name), "empty")
            if late := late_words(own, month, t, lang):
                note(late, "empty")
    for month in _kept_months(work, place, as_of):
        text = t("Setoran {month} sudah tersimpan; tampil di sini begitu log permohonan masa itu masuk.")
        note(text.format(month=formats.month(month, lang)))


def _kept_months(work: WorkView, place: str, as_of: date) -> list[date]:
    """The months after the last day that is shown of which counts of the office were sent and loaded."""
    ends = {
        each.sent.last_day.replace(day=1)
        for each in sendings(work.reader)
        if each.sent.source in OF_COUNTERS
        and place in each.sent.offices
        and each.sent.last_day
        and each.sent.last_day > as_of
        and each.taken
        and not (each.is_withdrawn or each.taken.aside)
    }
    return sorted(ends)
