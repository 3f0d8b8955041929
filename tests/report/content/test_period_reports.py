"""A report of a quarter or year: the figures of the pages for that period, and by its name what only a month tells."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from support.files.pdf_text import pages, words
from support.frames.unkept_releases import UnkeptReleases

from analytics import City, headline, within
from analytics.uptake import comparisons, digital_share
from core.formats import percent
from core.scope import whole_city
from core.store import Store
from core.store.published_builds import current_build
from pages.sections.ringkasan.answers import city_target
from pages.view.cache import read_build
from pages.view.view import View
from report.content.assembly import report_content
from report.content.blocks import Bars, Table, Text
from report.content.model import Content
from report.content.period import ReportRefusedError, days_to_report
from report.content.report_build import ReportBuild
from report.forms.set import render
from report.layout.front import front_words
from report.record.changes import changes
from wording import figures, main_answers

AS_OF = date(2024, 11, 29)
KUNJANG = "64.72.06"


@pytest.fixture(scope="module")
def quarter(build: ReportBuild) -> Content:
    return report_content(build, date(2024, 11, 5), grain="quarter")


@pytest.fixture(scope="module")
def third(build: ReportBuild) -> Content:
    return report_content(build, date(2024, 7, 1), grain="quarter")


@pytest.fixture(scope="module")
def year(build: ReportBuild) -> Content:
    return report_content(build, date(2024, 1, 1), "en", grain="year")


def seen(store: Store, content: Content, kecamatan: str | None = None) -> View:
    """The pages at the period of a report."""
    return View(
        read_build(whole_city(current_build(store))), content.lang, content.period, kecamatan, None, content.grain
    )


@pytest.mark.parametrize("name", ["quarter", "third", "year"])
def test_figures_answers_and_league_are_those_of_the_pages(
    name: str, sample_store: Store, request: pytest.FixtureRequest
) -> None:
    content: Content = request.getfixturevalue(name)
    view = seen(sample_store, content)
    head = headline(view.chosen, view.end, view.grain)
    assert content.decision is not None
    assert content.figures == figures(head, view.lang)
    lesser = view.build.lesser_paces(view.end)
    assert content.decision.answers == main_answers(head, city_target(view), view.lang, lesser=lesser)
    shares = view.period_shares("kecamatan_code").set_index("kecamatan_code")["share"]
    assert {row.code: row.part for row in content.decision.league} == pytest.approx(shares.to_dict())
    urgent = view.urgent.merge(view.build.units[["unit_code", "kecamatan_code"]], on="unit_code")
    need = urgent["kecamatan_code"].value_counts()
    assert {row.code: row.need for row in content.decision.league if row.need} == need.to_dict()
    offices = view.period_shares("unit_code").set_index("unit_code")
    assert {unit.code: unit.share.numerator for unit in content.units} == offices["numerator"].to_dict()


def test_the_share_is_that_of_all_its_days(third: Content, build: ReportBuild) -> None:
    """Counted from the facts of July to September: neither a month's share nor the mean of three."""
    row = digital_share(within(build.city.facts, date(2024, 7, 1), date(2024, 9, 30))).iloc[0]
    assert third.figures[1].value == percent(row["share"])
    months = build.city.months.set_index("month")["share"]
    assert row["share"] not in months.to_numpy()
    assert (third.period, third.is_running) == ((date(2024, 7, 1), date(2024, 9, 30)), False)


def test_a_kecamatan_has_the_figures_of_its_page(build: ReportBuild, sample_store: Store) -> None:
    content = report_content(build, AS_OF, place=KUNJANG, grain="quarter")
    view = seen(sample_store, content, KUNJANG)
    assert content.decision is not None
    assert content.figures == figures(headline(view.chosen, view.end, view.grain))
    shares = view.scoped(view.period_shares("unit_code")).set_index("unit_code")["share"]
    told = {row.code: row.part for row in content.decision.league}
    assert told == {code: None if pd.isna(share) else pytest.approx(share) for code, share in shares.items()}
    topics = view.build.place_topics(date(2024, 10, 1))
    bars = [block for block in content.sections[1].blocks if isinstance(block, Bars)][-1]
    assert bars.title.endswith(", Oktober 2024")
    assert topics is not None
    assert len(bars.rows) == topics.rows["place"].eq(view.place).sum()


def test_what_changed_is_held_against_the_period_before(third: Content, quarter: Content, year: Content) -> None:
    """Of one that runs the share against the days of the one before that have come so far, which are named."""
    assert third.decision is not None
    assert quarter.decision is not None
    assert year.decision is not None
    assert third.decision.headline.startswith("Sejak triwulan II 2024: ")
    assert " dari " not in third.decision.headline
    assert quarter.decision.headline.startswith("Sejak triwulan III 2024: ")
    assert "dari 1 Juli–29 Agustus 2024" in quarter.decision.headline
    assert year.decision.headline.startswith("Since 2023: ")
    assert third.figures[0].change.endswith("dari 30 Juni 2024")
    assert "akhir triwulan III 2024" in quarter.figures[2].change
    assert "Juli 2024 (" not in quarter.figures[2].change


def test_other_periods_are_compared_like_for_like(quarter: Content, build: ReportBuild) -> None:
    table = next(
        block
        for block in quarter.sections[2].blocks
        if isinstance(block, Table) and block.title == "Dibanding masa lain"
    )
    head = headline(build.city, AS_OF, "quarter")
    rows = comparisons(build.city.facts, head.period, head.share.correction, "quarter").to_dict("records")
    assert [row[0] for row in table.rows] == ["Masa sebelumnya", "Masa yang sama tahun lalu"]
    assert [row[3] for row in table.rows] == [percent(row["after"]) for row in rows]
    assert [row[5] for row in table.rows] == [str(row["offices"]) for row in rows]


def test_what_only_a_month_tells_is_of_the_last_settled_one_with_its_name(quarter: Content, october: Content) -> None:
    """November still grows on 29 November: the quarter tells what October's own report does."""
    topics, of_month = (
        [block for block in content.sections[1].blocks if isinstance(block, Bars)][-1] for content in (quarter, october)
    )
    assert topics == replace(of_month, title=f"{of_month.title}, Oktober 2024")
    ended, of_month_ended = (
        next(block.text for block in content.sections[2].blocks if isinstance(block, Text) and "diajukan" in block.text)
        for content in (quarter, october)
    )
    assert ended == f"Oktober 2024: {of_month_ended}"


TOPICS_WAIT = "Topik panggilan bantuan {month} dimuat setelah bulannya tuntas: data sampai {day}."
OUTCOMES_WAIT = "Hasil akhir permohonan {month} dimuat setelah bulannya tuntas: data sampai {day}."


@pytest.mark.parametrize("place", ["", KUNJANG])
@pytest.mark.parametrize(
    ("as_of", "grain", "month", "day"),
    [
        ("2024-11-29", "month", "November 2024", "14 Desember 2024"),
        ("2024-10-30", "quarter", "Oktober 2024", "14 November 2024"),
    ],
)
def test_what_hides_small_counts_is_not_printed_of_a_month_that_grows(
    as_of: str, grain: str, month: str, day: str, place: str, build: ReportBuild
) -> None:
    """Two revisions, a day apart, would tell what each of them hides."""
    last = date.fromisoformat(as_of)
    content = report_content(
        ReportBuild(build.city.with_frames(as_of=last), UnkeptReleases()), last, place=place, grain=grain
    )
    told = [block.text for section in content.sections for block in section.blocks if isinstance(block, Text)]
    assert {pattern.format(month=month, day=day) for pattern in (TOPICS_WAIT, OUTCOMES_WAIT)} <= set(told)
    assert not any("Tentang apa" in block.title for block in content.sections[1].blocks if isinstance(block, Bars))
    assert not any("diajukan pada masa itu" in text for text in told)


def test_one_that_runs_says_so_and_up_to_when(quarter: Content, year: Content) -> None:
    """On the first page and the picture; the figures are provisional as those of a month are."""
    assert quarter.is_running
    assert quarter.period == (date(2024, 10, 1), AS_OF)
    text = pages(render(quarter))[0]
    assert "Laporan adopsi layanan digital triwulan IV 2024" in text
    assert "Triwulan berjalan sampai 29 November 2024; semua angkanya sementara" in text
    assert quarter.figures[1].provisional.startswith("Sementara")
    page = words(render(year, "html").decode())
    assert "Report on the adoption of digital services, 2024" in page
    assert "Year under way, up to 29 November 2024; all figures are provisional" in page


def test_tasks_name_the_month_whose_missing_reports_they_count(quarter: Content, third: Content) -> None:
    """As on Ringkasan they are of the month that holds the last day; a month's own report need not say so."""
    told = [front_words(content)["tasks"]["note"] for content in (quarter, third)]
    assert told[0].endswith("Hari tanpa laporan di sini dihitung dalam November 2024 saja.")
    assert told[1].endswith("dalam September 2024 saja.")
    assert "Hari tanpa laporan" not in front_words(replace(third, grain="month"))["tasks"]["note"]


def test_days_that_are_owed_are_counted_in_print_and_dated_in_the_record(quarter: Content) -> None:
    counts, dates = (block for block in quarter.sections[3].blocks if isinstance(block, Table) and block.is_paired)
    assert (counts.is_printed, dates.is_printed) == (True, False)
    assert counts.title == dates.title == "Laporan kunjungan yang belum masuk, triwulan IV 2024"
    assert [row[:2] for row in counts.rows] == [row[:2] for row in dates.rows[: len(counts.rows)]]
    assert all("2024" in row[2] for row in dates.rows)


@pytest.mark.parametrize(
    ("day", "grain", "allowed"),
    [
        ("2025-01-01", "quarter", "Yang dapat: 2023-Q4 sampai 2024-Q4."),
        ("2023-04-01", "quarter", "Yang dapat: 2023-Q4 sampai 2024-Q4."),
        ("2025-01-01", "year", "Yang dapat: 2023 sampai 2024."),
        ("2022-01-01", "year", "Yang dapat: 2023 sampai 2024."),
    ],
)
def test_a_period_beyond_the_data_is_refused_with_those_that_can_be_told(
    day: str, grain: str, allowed: str, build: ReportBuild
) -> None:
    with pytest.raises(ReportRefusedError, match=allowed):
        report_content(build, date.fromisoformat(day), grain=grain)


def test_an_empty_quarter_is_refused(build: ReportBuild) -> None:
    city = build.city
    silent = city.facts["visits"].mask(city.facts["date"].between("2024-04-01", "2024-06-30"))
    with pytest.raises(ReportRefusedError, match="triwulan II 2024"):
        days_to_report(city.with_frames(facts=city.facts.assign(visits=silent)), date(2024, 4, 1), "quarter")
    with pytest.raises(ReportRefusedError, match="Belum ada hari"):
        days_to_report(city.with_frames(as_of=None), date(2024, 4, 1), "year")


def test_data_that_begin_within_the_period_are_told_first(build: ReportBuild) -> None:
    """The request log of the sample begins on 1 November 2023."""
    content = report_content(build, date(2023, 1, 1), grain="year")
    assert content.notices[0].startswith(
        "Tahun 2023: log permohonan dan rekap kunjungan baru sama-sama ada sejak 1 Nov"
    )
    assert not content.is_running


@pytest.mark.parametrize(
    ("as_of", "is_running"), [("2024-09-30", False), ("2024-09-27", True), ("2024-06-28", False), ("2024-06-27", True)]
)
def test_it_runs_until_its_last_working_day(as_of: str, is_running: bool, build: ReportBuild) -> None:
    """30 September 2024 is a Monday, 28 June a Friday."""
    day = date.fromisoformat(as_of)
    assert days_to_report(build.city.with_frames(as_of=day), day, "quarter").is_running == is_running


def test_a_revision_says_up_to_when_it_is_told_now(quarter: Content, build: ReportBuild) -> None:
    city: City = build.city.with_frames(as_of=date(2024, 10, 31))
    earlier = report_content(ReportBuild(city, UnkeptReleases()), AS_OF, grain="quarter")
    told = changes(earlier, quarter)
    assert told[0] == "data sampai 29 November 2024, sebelumnya 31 Oktober 2024"
    assert changes(quarter, quarter) == []
