"""The report's sections: figures of the analytics on paper, words where there is nothing, never an empty drawing."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from pypdf import PdfReader
from support.files.pdf_text import pages, words
from support.frames.unkept_releases import UnkeptReleases

from analytics import City, headline
from analytics.assistance import HELP, funnel, topics
from analytics.build import calls, request_outcomes, rollout_events, unit_days
from analytics.quality import overdue
from analytics.rollout import pace
from analytics.services import completion
from analytics.uptake import share_change
from core.formats import number, percent, points_from
from core.method import OVERDUE_DAYS
from core.snapshot import Snapshot
from report.content.assembly import report_content
from report.content.blocks import Bars, CoverageChart, Section, Table, Text
from report.content.change import change_section
from report.content.help import HelpOfPeriod, help_section
from report.content.model import Content
from report.content.report_build import PlaceTopics, ReportBuild
from report.drawing.coverage import coverage_drawing
from report.forms.set import render
from report.layout.document import section_words
from report.record.changes import changes
from wording import STAGE_WORDS, change_words, completion_words

END = date(2024, 10, 31)
OCTOBER = (date(2024, 10, 1), END)


@pytest.fixture(scope="module")
def facts(snapshot: Snapshot) -> pd.DataFrame:
    return unit_days(snapshot)


@pytest.fixture(scope="module")
def past_calls(snapshot: Snapshot) -> pd.DataFrame:
    every = calls(snapshot)
    return every[every["date"] <= pd.Timestamp(END)]


@pytest.fixture(scope="module")
def october_calls(past_calls: pd.DataFrame) -> pd.DataFrame:
    return past_calls[past_calls["date"] >= pd.Timestamp(2024, 10, 1)]


@pytest.fixture(scope="module")
def text(october_reader: PdfReader) -> str:
    return " ".join(pages(october_reader))


def test_the_sections_stand_in_their_order(october_reader: PdfReader) -> None:
    text = " ".join(pages(october_reader)[2:])
    titles = [
        "Porsi digital per hari kerja", "Cakupan, laju, dan prakiraan", "Bantuan 112",
        "Apa yang benar-benar berubah", "Semua kantor pada Oktober 2024", "Mutu data", "Arti angka", "Cara menghitung",
        "Asal data",
    ]  # fmt: skip
    at = 0
    for title in titles:
        # Another section may name it before it begins.
        at = text.index(title, at) + len(title)


def test_bookmarks_name_every_section(october_reader: PdfReader) -> None:
    def titles(entries: list[object]) -> list[str]:
        return [
            name
            for entry in entries
            for name in (titles(entry) if isinstance(entry, list) else [str(getattr(entry, "title", ""))])
        ]

    found = titles(october_reader.outline)
    assert {"Bantuan 112", "Mutu data", "Asal data", "Laporan kunjungan yang belum masuk, Oktober 2024"} <= set(found)
    assert {"Kecamatan dibandingkan", "Yang perlu dilakukan", "Lampiran"} <= set(found)


def test_pages_are_numbered(october_reader: PdfReader) -> None:
    """The two pages by themselves, and the annex by itself."""
    annex = len(october_reader.pages) - 2
    numbers = [f"{at}/2" for at in (1, 2)] + [f"L-{at}/{annex}" for at in range(1, annex + 1)]
    assert [page.split("Halaman ")[-1].split(" ")[0] for page in pages(october_reader)] == numbers
    assert october_reader.page_labels == ["1", "2", *(f"L-{at}" for at in range(1, annex + 1))]


def test_the_head_of_the_unit_table_stands_on_each_of_its_pages(october_reader: PdfReader) -> None:
    told = pages(october_reader)
    first = next(at for at, page in enumerate(told) if "Semua kantor pada" in page)
    last = next(at for at, page in enumerate(told) if "Kec. = kantor kecamatan" in page)
    assert last > first
    assert all("Kantor Status Sejak Porsi digital Hitungan Laporan" in page for page in told[first : last + 1])


def test_pace_is_that_of_the_analytics(snapshot: Snapshot, text: str) -> None:
    targets = snapshot.table("targets")
    events, units = rollout_events(snapshot), snapshot.table("units")
    for _index, row in targets[targets["measure"].str.endswith("_live")].iterrows():
        found = pace(events, units, row, END)
        cells = (found.missing, 0), (found.required_per_month, 1), (found.actual_per_month, 1)
        told = " ".join("tak ada" if value is None else number(value, decimals) for value, decimals in cells)
        # Two waves had been seen by then: the pace judges, as on the first page.
        assert found.actual_per_month is not None
        assert found.required_per_month is not None
        told += " di jalur" if found.actual_per_month >= found.required_per_month else " tertinggal"
        assert words(f"{row['label_id']} 31 Des 2024 {number(found.live)}/{number(found.target)} {told}") in text


def test_funnel_and_topics_are_those_of_the_analytics(october_calls: pd.DataFrame, text: str) -> None:
    for count in [*funnel(october_calls)["calls"], *topics(october_calls)["calls"]]:
        assert number(count) in text.split("Bantuan 112", 1)[1].split("Apa yang benar-benar")[0]


def test_what_became_of_the_requests_is_that_of_the_analytics(snapshot: Snapshot, text: str) -> None:
    """All of October, cancelled ones included, as the newest status has them; the four parts add up."""
    outcomes = request_outcomes(snapshot)
    row = completion(outcomes[outcomes["month"] == "2024-10-01"], snapshot.meta()["as_of"]).iloc[0]
    assert row["ready"] + row["open"] + row["open_long"] + row["cancelled"] == row["requests"] > 0
    assert words(completion_words(row, snapshot.meta()["as_of"], "id")) in text
    assert completion_words(completion(outcomes.iloc[:0], END).iloc[0], END, "id") == ""


def test_beside_the_share_stands_what_became_of_the_requests_by_sender(
    build: ReportBuild, october: Content, text: str
) -> None:
    """A digital request that was submitted is not yet done; in the section that tells the level of the share."""
    outcomes = build.city.request_outcomes
    row = completion(outcomes[outcomes["month"] == "2024-10-01"], build.city.as_of or END, ["origin"])
    citizens = row.set_index("origin").loc["warga"]
    blocks = {section.key: section.blocks for section in october.sections}["change"]
    told = next(
        at for at, block in enumerate(blocks) if isinstance(block, Text) and "sudah siap atau diambil" in block.text
    )
    table = blocks[told + 1]
    assert told == 1
    assert isinstance(table, Table)
    assert "Porsi semua kantor aktif" in str(blocks[0])
    own = next(cells for cells in table.rows if cells[0] == "Warga sendiri")
    assert own[1:3] == (number(citizens["requests"]), percent(citizens["ready_share"], 1))
    assert own[-1] == percent(citizens["cancelled_share"], 1)
    assert all(words(cell) in text for cell in (table.title, *table.head, *own))
    of_kecamatan = report_content(build, END, place="64.72.05").sections
    assert not any(
        isinstance(block, Table) and block.title == table.title for part in of_kecamatan for block in part.blocks
    )


def test_the_change_is_that_of_the_cover_and_of_the_analytics(facts: pd.DataFrame, text: str) -> None:
    """One change on every page of the report; what else moved the plain share stands beside it once."""
    months = [facts[facts["month"] == f"2024-{month}-01"] for month in ("09", "10")]
    change = share_change(*months)
    assert words(f", {points_from(change.plain_before, change.plain_after)}. Yang benar-benar berubah") in text
    assert words(f"di kantor yang sama: {points_from(change.before, change.after)}.") in text
    joined = text.split("kantor baru bergabung ")[1].split(" poin")[0]
    assert abs(float(joined.replace(",", ".").replace("−", "-")) - 100 * change.joined) < 0.11
    assert words(change_words(change, (date(2024, 9, 1), date(2024, 9, 30)))) in text


def test_everyone_who_owes_a_report_is_named(facts: pd.DataFrame, october: Content, text: str) -> None:
    """On paper those that are asked for it; gaps of a day or two stand in the record alone."""
    owed = overdue(facts[facts["month"] == "2024-10-01"], END)
    listed = text.split("Laporan kunjungan yang belum masuk, Oktober 2024")[1]
    assert len(owed)
    kept = [block.rows for block in october.sections[3].blocks if isinstance(block, Table) and block.is_paired]
    assert sum(map(len, kept)) == len(owed)
    for name, missing, expected in zip(owed["name"], owed["missing_days"], owed["expected_days"], strict=True):
        assert (f"{name} {missing}/{expected}" in listed) == (missing >= OVERDUE_DAYS)


def test_lists_for_the_record_leave_the_print(october: Content, text: str) -> None:
    """Files with their sums and the reasons of held rows: whole in the record, not one of them on paper."""
    held = next(block for block in october.sections[3].blocks if isinstance(block, Table) and "ditahan" in block.title)
    assert october.files
    assert held.rows
    assert held.title not in text
    assert not any(file.checksum[:12] in text for file in october.files)
    assert f"{len(october.files)} berkas sumber" in text


def test_a_stage_of_the_funnel_is_called_as_in_its_definition(october: Content) -> None:
    meaning = next(entry.text for entry in october.definitions if entry.label == "Corong panggilan 112")
    assert STAGE_WORDS["valid"].removeprefix("Bukan ") in meaning


def test_a_month_without_calls_says_so(past_calls: pd.DataFrame) -> None:
    before, emergencies = past_calls["date"] < pd.Timestamp(OCTOBER[0]), past_calls["category"] == "darurat"
    nobody = PlaceTopics(pd.DataFrame(columns=["place", "topic", "calls"]), 0, END)
    none, other = (
        help_section(HelpOfPeriod(past_calls[chosen], OCTOBER, ("Kalimat.",), OCTOBER, OCTOBER, nobody), "id")
        for chosen in (before, emergencies)
    )
    assert [type(block) for block in none.blocks] == [Text, Text]
    assert other.blocks[2] == Text("Tidak ada panggilan bantuan layanan digital pada bulan ini.", True)


def test_calls_that_end_within_the_month_are_said_to(build: ReportBuild, past_calls: pd.DataFrame) -> None:
    """The log ends on 25 October: card and section name these days, and not the month."""
    end = pd.Timestamp(2024, 10, 25)
    facts = build.city.facts.assign(help_calls=build.city.facts["help_calls"].where(build.city.facts["date"] <= end))
    city = build.city.with_frames(facts=facts, calls=past_calls[past_calls["date"] <= end])
    content = report_content(ReportBuild(city, UnkeptReleases()), OCTOBER[0])
    assert words(content.figures[3].period) == "1–25 Oktober 2024"
    assert content.figures[1].period == "Oktober 2024"
    told = content.sections[1].blocks[1]
    assert isinstance(told, Text)
    assert words(told.text).startswith("Bagian ini mencakup 1–25 Oktober 2024;")


def test_a_whole_month_of_calls_needs_no_such_sentence(october: Content) -> None:
    assert not any("Bagian ini mencakup" in str(block) for block in october.sections[1].blocks)


def test_english_never_counts_one_offices(english: Content) -> None:
    """Counts of one in the legend, on the cards and on the cover read as English."""
    text = " ".join(pages(render(english)))
    assert "Targets" in text
    assert not re.search(r"(?<![\d./–-])1 (offices|calls|kecamatan offices)", text)


def test_small_counts_of_topics_are_hidden_as_in_the_open_data(build: ReportBuild, past_calls: pd.DataFrame) -> None:
    """Three calls about one topic: they are written <5, and one more count is withheld, since the total is known."""
    helped = past_calls[past_calls["category"].eq(HELP) & past_calls["date"].ge(pd.Timestamp(OCTOBER[0]))]
    rare = helped["topic"].eq("lupa_kata_sandi")
    few = pd.concat([helped[~rare], helped[rare].head(1).assign(calls=3)])
    topics = ReportBuild(build.city.with_frames(calls=few), UnkeptReleases()).topics("", OCTOBER[0])
    section = help_section(HelpOfPeriod(few, OCTOBER, ("Kalimat.",), OCTOBER, OCTOBER, topics), "id")
    bars = [block for block in section.blocks if isinstance(block, Bars)]
    written = {label: words for label, _count, words in bars[-1].rows}
    lengths = {label: count for label, count, _words in bars[-1].rows}
    assert written["Lupa kata sandi"] == "<5"
    assert lengths["Lupa kata sandi"] == 0
    assert list(written.values()).count("tidak ditampilkan") == 1


def test_a_city_without_a_live_office_or_a_share_says_so(snapshot: Snapshot, facts: pd.DataFrame) -> None:
    """Nothing to take apart, nothing to compare, no signal: three sentences and no table."""
    nobody = facts.assign(is_live=pd.array([False] * len(facts), dtype="boolean"), is_complete=False)
    city = City(snapshot).with_frames(facts=nobody)
    section = change_section(city, nobody, headline(city, END), None, "id")
    assert not any(isinstance(block, Table) for block in section.blocks)
    told = [block for block in section.blocks if not str(block).startswith("Text(text='Hasil akhir permohonan")]
    assert len(told) == 3
    assert all(isinstance(block, Text) and block.is_gap for block in told)


def test_an_empty_drawing_or_section_is_never_made(october: Content) -> None:
    chart = next(block for block in october.sections[0].blocks if isinstance(block, CoverageChart))
    unknown = replace(chart, past=tuple((day, None, None) for day, _live, _offices in chart.past), ahead=())
    with pytest.raises(ValueError, match="no coverage"):
        coverage_drawing(unknown, 100, 60)
    bars = Bars("B", ("c", "d"), (("c", 0.0, "0"),))
    for section, reason in ((Section("a", "A", ()), "empty"), (Section("a", "A", (bars,)), "no count")):
        with pytest.raises(ValueError, match=reason):
            section_words(section, "id")


def test_plans_that_came_true_correct_no_report(build: ReportBuild, october: Content) -> None:
    """A roster without its plans draws the same future while they are remembered, else another, but states the same;
    the report says whose plan it is."""
    later, nothing = build.city.roster[~build.city.roster["is_planned"]], build.city.plan_history.iloc[:0]
    kept = report_content(ReportBuild(build.city.with_frames(roster=later), UnkeptReleases()), END)
    assert kept.sections[0] == october.sections[0]
    again = report_content(
        ReportBuild(build.city.with_frames(roster=later, plan_history=nothing), UnkeptReleases()), END
    )
    assert again.sections[0] != october.sections[0]
    assert changes(october, again) == []
    told = " ".join(block.text for block in october.sections[0].blocks if isinstance(block, Text))
    assert "Rencana menurut daftar per 29 November 2024" in told


def test_before_the_first_wave_no_wave_is_counted(build: ReportBuild) -> None:
    section = report_content(build, date(2024, 6, 1)).sections[0]
    text = " ".join(block.text for block in section.blocks if isinstance(block, Text))
    assert "belum ada gelombang sejak 10 kelurahan pertama" in text
    assert "baru 0" not in text


def test_a_roster_without_any_entry_is_drawn_from_the_month_alone(build: ReportBuild) -> None:
    nobody = ReportBuild(build.city.with_frames(roster=build.city.roster[:0]), UnkeptReleases())
    chart = report_content(nobody, END).sections[0].blocks[0]
    assert isinstance(chart, CoverageChart)
    assert chart.past == ((date(2024, 10, 31), 0.0, 0.0),)
    assert "kelurahan aktif 0" in coverage_drawing(chart, 180.0, 60.0)
