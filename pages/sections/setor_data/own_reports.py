"""Which days the own office has reported: this month's and the one's before, as far as the data reach."""

from datetime import timedelta

from akses import scope_of
from core import formats
from core.snapshot import NoBuildError, current_build
from core.store import active_store
from intake import months_of_offices
from pages.parts.cards import heading, note
from pages.sections.mutu_data_reported import day_columns, day_states
from pages.tables.state_grid import GridRow, show_grid, show_states
from pages.view.cache import read_build
from pages.view.work import WorkView


def show_own_reports(work: WorkView) -> None:
    """Show a row a month and a column a day of the reader's office; nothing before there are data of the city."""
    t, lang = work.t, work.lang
    if active_store().is_sample:
        return
    try:
        build = read_build(scope_of(work.reader, current_build(active_store())))
    except NoBuildError:
        return
    as_of = build.meta["as_of"]
    if as_of is None:
        return
    this = as_of.replace(day=1)
    heading(t("Hari yang sudah dan belum dilaporkan"))
    states = day_states(t)
    show_states(list(states.values())[:-1])
    for month in (this, (this - timedelta(days=1)).replace(day=1)):
        own = [office for office in months_of_offices(build, month) if office.unit_code == work.reader.place]
        for office in own:
            if not office.has_due:
                continue
            name = formats.month(month, lang)
            days = day_columns(build.calendar, list(office.states), t, lang)
            show_grid(name, t("Bulan"), days, [GridRow(name, "", list(office.states.values()))], states)
            if office.is_complete:
                note(t("Laporan {month} lengkap.").format(month=name), "empty")
