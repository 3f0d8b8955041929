"""The two pages that decide: each figure is that of the analytics, each word large, the last list followed up."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from pypdf import PdfReader
from support.files.pdf_text import pages, words

from analytics import City, headline
from analytics.actions import actions
from analytics.assistance import help_by_age
from analytics.uptake import digital_share
from analytics.urgent_offices import urgent_offices
from core.formats import percent, points
from report.archive.keep import archive
from report.content.assembly import report_content
from report.content.decision import SHOWN_TASKS, Followed, FollowUp, FrontPages, LastList
from report.content.front import decision
from report.content.model import AS_JSON, Content
from report.content.report_build import ReportBuild
from report.forms.set import FORMS, render, render_record
from report.layout.front import front_words
from report.making import record_of
from report.record.changes import changes
from report.record.record import check_record, code_of, content_of, make_record
from wording import main_answers
from wording.changes import written_change

pytestmark = pytest.mark.prints

END, OCTOBER, NOVEMBER = date(2024, 10, 31), date(2024, 10, 1), date(2024, 11, 1)
KUNJANG = "64.72.06"
LEAST = 8.3
"""The least height of a letter's box in type of 9 points; in type of 8.6 it is lower."""


@pytest.fixture(scope="module")
def city(build: ReportBuild) -> City:
    return build.city


@pytest.fixture(scope="module")
def kunjang(build: ReportBuild) -> Content:
    return report_content(build, OCTOBER, place=KUNJANG)


def decision_of(content: Content) -> FrontPages:
    assert content.decision is not None
    return content.decision


def smallest(pdf: bytes) -> float:
    """The lowest letter's box on the first two pages, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [document[at].get_textpage() for at in (0, 1)]
        boxes = [
            text.get_charbox(at, loose=True)
            for text in texts
            for at in range(text.count_chars())
            if text.get_text_range(at, 1).strip()
        ]
    return min(box[3] - box[1] for box in boxes)


def test_every_word_of_the_two_pages_is_large(october_pdf: bytes, english: Content, kunjang: Content) -> None:
    for pdf in (october_pdf, render(english), render(kunjang)):
        assert smallest(pdf) >= LEAST
        told = pages(pdf)
        assert [page.split("/2")[0][-1] for page in told[:2]] == ["1", "2"]


def test_the_answers_are_those_of_ringkasan(october: Content, october_reader: PdfReader, city: City) -> None:
    """The first three follow from the month's headline alone; each stands on the first page."""
    answers = decision_of(october).answers
    assert answers[:3] == main_answers(headline(city, OCTOBER), None)[:3]
    text = pages(october_reader)[0]
    for answer in answers:
        assert all(words(part) in text for part in (answer.question, answer.value, answer.label, answer.line))


def test_the_headline_names_what_changed(october: Content, build: ReportBuild, city: City) -> None:
    """In October offices came and the digital days were judged otherwise; November's share rose for certain."""
    gained = sum(offices.gained or 0 for offices in headline(city, OCTOBER).coverage.values())
    told, compared = decision_of(october).headline, headline(city, OCTOBER).share.change.offices
    assert told == (
        f"Sejak September 2024: {gained} kantor baru aktif; porsi digital {compared} kantor belum tentu berubah; "
        "hari digital kini dinilai berhasil."
    )
    later = decision_of(report_content(build, NOVEMBER))
    change = headline(city, NOVEMBER).share.change
    size, offices = points(written_change(change), 1).lstrip("+"), change.offices
    assert later.answers[1].label == f"naik di {offices} kantor yang sama"
    assert f"porsi digital {offices} kantor naik {size}, hanya yang belum lama aktif." in later.headline
    assert "dinilai" not in later.headline


def test_the_league_is_that_of_the_analytics(october: Content, city: City) -> None:
    """Ten kecamatan with all their offices; the one with most offices in need first."""
    league = decision_of(october).league
    facts = city.facts[city.facts["month"] == "2024-10-01"]
    shares = digital_share(facts, ["kecamatan_code"]).set_index("kecamatan_code")["share"]
    assert len(league) == 10
    assert sum(row.offices for row in league) == 69
    assert all(row.part == pytest.approx(shares[row.code]) for row in league)
    assert [row.need for row in league] == sorted((row.need for row in league), reverse=True)
    assert sum(row.live or 0 for row in league) == sum(unit.status == "aktif" for unit in october.units)


def test_the_city_stands_below_its_kecamatan(october: Content, kunjang: Content) -> None:
    rows = front_words(october)["league"]["rows"]
    assert len(rows) == 11
    assert (rows[-1]["name"], rows[-1]["share"]) == ("Seluruh kota", october.figures[1].value)
    assert rows[-1]["live"] == f"{sum(unit.status == 'aktif' for unit in october.units)}/69"
    assert rows[-1]["part"] < 1
    assert all(row["name"] != "Seluruh kota" for row in front_words(kunjang)["league"]["rows"])


def test_what_to_do_is_ranked_as_on_ringkasan(october: Content, october_reader: PdfReader, city: City) -> None:
    found = urgent_offices(actions(city, END, help_by_age(city.facts, END)), city.units)
    tasks = decision_of(october).tasks
    assert [task.code for task in tasks] == found["unit_code"].tolist()
    page, annex = pages(october_reader)[1], " ".join(pages(october_reader)[2:])
    lines = decision_of(october).printed_lines
    for line in lines:
        assert words(line[0].name) in page
        assert words(line[0].why if len(line) == 1 else f"dan {len(line) - 1} lainnya") in page
    assert len(lines) <= SHOWN_TASKS < len(tasks)
    assert all(words(task.name) in annex for task in tasks)


def test_offices_that_only_owe_reports_stand_in_one_line_and_are_followed_in_one(october: Content) -> None:
    decided, one = decision_of(october), decision_of(october).tasks[0]
    codes = {"A": "64.72.01", "B": "64.72.01.1001", "C": "64.72.01.1002"}
    owing = tuple(
        replace(one, code=codes[name], name=f"Desa {name}", reasons=("overdue",), overdue_days=9) for name in codes
    )
    fallen = replace(one, code="D", name="Desa D", reasons=("fallen", "overdue"))
    outcomes = tuple(FollowUp(task, state, "") for task, state in zip(owing, ("gone", "still", "gone"), strict=True))
    followed = Followed(date(2024, 9, 1), "", (*outcomes, FollowUp(fallen, "gone", "")))
    shown = replace(october, decision=replace(decided, tasks=(fallen, *owing), followed=followed))
    front = front_words(shown)
    assert [row[0].split(" (")[0] for row in front["tasks"]["rows"]] == ["1. Desa D", "2. Desa A dan 2 lainnya"]
    assert front["tasks"]["rows"][1][1:] == ["Masing-masing kurang 9 laporan", "Tagih camat dan lurah"]
    assert front["tasks"]["note"] == ""
    assert len(front["all_tasks"]["rows"]) == 4
    assert [row[0] for row in front["followed"]["rows"]] == ["Desa A dan 2 lainnya", "Desa D"]
    assert front["followed"]["rows"][0][2] == "× 2 tidak perlu lagi; 1 masih"
    assert front["followed"]["note"].startswith("3 dari 4 kantor")


def test_without_an_archived_list_it_is_counted_from_the_data(october: Content, october_reader: PdfReader) -> None:
    followed = decision_of(october).followed
    assert followed is not None
    assert followed.month == date(2024, 9, 1)
    now = {task.code for task in decision_of(october).tasks}
    assert all((outcome.state == "gone") == (outcome.task.code not in now) for outcome in followed.outcomes)
    assert "Arsip tidak memuat daftar September 2024" in pages(october_reader)[1]


def test_an_archived_list_is_followed_as_it_was_printed(build: ReportBuild, folder: object) -> None:
    """November follows October's report and names it; the same again from its record, whatever the archive holds."""
    october = record_of(build, OCTOBER)
    archive(october)
    record = record_of(build, NOVEMBER)
    followed = decision_of(content_of(record)).followed
    assert followed is not None
    assert followed.code == code_of(october)
    printed = decision_of(content_of(october)).printed_tasks
    assert followed.last_list == LastList(code_of(october), printed)
    again = report_content(build, NOVEMBER, last_list=lambda: followed.last_list)
    assert make_record(again)["content"] == record["content"]
    assert f"Daftar menurut laporan Oktober 2024 (kode {code_of(october)})" in pages(render_record(record))[1]


def test_before_the_data_there_is_no_last_list(city: City) -> None:
    first = city.facts["date"].min().date()
    made = decision(city, city, headline(city, first), None, "id", lambda: pytest.fail("there is none"))
    assert made.followed is None


def test_a_record_from_before_opens_and_corrects_nothing(october: Content) -> None:
    """Without the pages that decide: its verdict and figures stand on the first page, and all three forms are set."""
    record = make_record(october)
    for name in ("decision", "place", "place_name"):
        del record["content"][name]
    assert check_record(record) == record
    old = content_of(record)
    assert changes(old, october) == []
    assert all(render_record(record, form) for form in FORMS)
    text = pages(render_record(record))[0]
    assert words(october.summary.verdict) in text
    assert all(words(figure.value) in text for figure in october.figures)


def test_a_kecamatan_has_its_own_league_and_figures(kunjang: Content, city: City) -> None:
    """Eight offices, their share counted from their own days, and nothing that is the city's but its targets."""
    facts = city.facts[(city.facts["month"] == "2024-10-01") & (city.facts["kecamatan_code"] == KUNJANG)]
    league = decision_of(kunjang).league
    assert {row.code for row in league} == {unit.code for unit in kunjang.units} == set(facts["unit_code"])
    assert kunjang.figures[1].value == percent(digital_share(facts).iloc[0]["share"])
    text = pages(render(kunjang))
    assert "Laporan adopsi layanan digital Kecamatan Sungai Kunjang, Oktober 2024" in text[0]
    assert "Peta 59" not in " ".join(text)
    assert all(words(row.name) in text[1] for row in league)
    assert "Samarinda Ulu" not in text[1]
    assert "Sasaran kota" not in text[0]


def test_topics_of_a_kecamatan_are_hidden_among_all_places(kunjang: Content, build: ReportBuild) -> None:
    topics = build.topics(KUNJANG, END.replace(day=1))
    assert topics is not None
    cells = topics.rows
    shown = [block for block in kunjang.sections[1].blocks if block.kind == "bars"][-1]
    assert len(shown.rows) == len(cells)
    hidden = cells["calls"].map(lambda calls: not isinstance(calls, int))
    assert [count == 0 for _label, count, _words in shown.rows] == hidden.tolist()


def test_a_form_lists_every_part_for_the_record(october: Content) -> None:
    """What the pages decide on is kept as data, and comes back the same."""
    kept = AS_JSON.validate_json(AS_JSON.dump_json(october))
    assert kept.decision == october.decision
    assert replace(kept, decision=None) != kept
