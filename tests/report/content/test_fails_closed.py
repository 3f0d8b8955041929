"""A report is complete and true, or it refuses and says why: drafts, incomplete and stale sources, unstated figures."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from pypdf import PdfReader
from support.files.pdf_text import pages, words
from support.frames.unkept_releases import UnkeptReleases
from support.report_command import run

from analytics import City
from analytics.build import unit_days
from analytics.quality import completeness
from core.settings import settings
from core.snapshot import Snapshot
from core.store import Store
from report.content.assembly import report_content
from report.content.model import Completeness, Content
from report.content.notices import check_completeness, notices
from report.content.period import ReportRefusedError
from report.content.report_build import ReportBuild
from report.forms.set import render

pytestmark = pytest.mark.prints

END = date(2024, 10, 31)


def test_a_draft_says_so_on_every_page_and_only_a_draft(october: Content, october_pdf: bytes) -> None:
    assert all("DRAF · Laporan adopsi" in text for text in pages(render(replace(october, is_draft=True))))
    assert not any("DRAF" in text for text in pages(october_pdf))


def test_a_draft_is_an_artifact_in_the_tag_tree(october: Content) -> None:
    """The mark across the page is drawn as page furniture: no reading program says it in the midst of a sentence."""
    page = PdfReader(BytesIO(render(replace(october, is_draft=True)))).pages[0]
    stream = page.get_contents()
    assert stream is not None
    drawn = stream.get_data().decode("latin-1")
    assert drawn.count("/Artifact") > 0
    last = drawn.rindex("/Artifact")
    assert "BT" in drawn[last:]
    assert "/MCID" not in drawn[last:]


def test_below_the_configured_completeness_the_command_refuses(
    sample_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 5 with every reason and the way out; as a draft it is made."""
    assert sample_store.is_sample
    monkeypatch.setattr(settings(), "report_min_completeness", 0.999)
    out = tmp_path / "laporan.pdf"
    assert run(monkeypatch, "2024-10", "--out", str(out)) == 5
    told = words(capsys.readouterr().err)
    assert "Kunjungan loket" in told
    assert "--draft" in told
    assert not out.exists()
    assert run(monkeypatch, "2024-10", "--draft", "--out", str(out)) == 0
    assert "DRAF" in pages(out.read_bytes())[0]


def test_all_reasons_stand_in_the_refusal_and_nothing_due_is_none() -> None:
    rows = [Completeness("kunjungan", 1, 4, 0.25), Completeness("permohonan", 1, 2, 0.5)]
    with pytest.raises(ReportRefusedError, match=r"Kunjungan loket.*1 dari 4.*Log permohonan.*1 dari 2"):
        check_completeness(rows)
    check_completeness([Completeness("permohonan", 0, 0, None), Completeness("kunjungan", 6, 10, 0.6)])


def test_the_cover_names_incomplete_sources(october: Content, october_pdf: bytes, snapshot: Snapshot) -> None:
    """The counts of the analytics, in words, on the first page."""
    facts = unit_days(snapshot)
    rows = completeness(facts[facts["month"] == "2024-10-01"]).set_index("source")
    assert {row.source: row.complete_days for row in october.completeness} == rows["complete_days"].to_dict()
    assert october.notices
    assert all(words(notice) in pages(october_pdf)[0] for notice in october.notices)
    assert any(notice.startswith("Kunjungan loket") for notice in october.notices)


def test_a_stale_source_and_an_unstated_figure_are_named(october: Content, snapshot: Snapshot) -> None:
    sources = pd.DataFrame(
        {"source": ["permohonan", "kunjungan"], "newest": pd.to_datetime(["2024-10-31", "2024-10-30"])}
    )
    figure = replace(october.figures[0], is_stated=False, sentence="Belum dapat dinyatakan.")
    gap = {"source": ["panggilan_112"], "first_day": [date(2024, 9, 28)], "last_day": [date(2024, 10, 7)]}
    gaps = pd.DataFrame(gap).astype({"first_day": "datetime64[us]", "last_day": "datetime64[us]"})
    span = (date(2024, 10, 1), END)
    city = City(snapshot).with_frames(source_state=sources, log_gap=gaps, meta={"roster_confirmed": date(2024, 9, 30)})
    told = notices(city, [Completeness("kunjungan", 5, 5, 1.0)], [figure], span, "id")
    assert [words(line) for line in told] == [
        "Panggilan 112: 1–7 Okt 2024 tidak tercakup; angkanya memakai hari yang lain.",
        "Kunjungan loket: hanya sampai 30 Oktober 2024.",
        "Panggilan 112: belum ada data.",
        "Peluncuran: hanya sampai 30 September 2024.",
        f"{figure.label}: Belum dapat dinyatakan.",
    ]


def test_a_report_without_gaps_says_that(october: Content) -> None:
    assert "Semua sumber lengkap dan mutakhir" in pages(render(replace(october, notices=())))[0]


def test_before_the_digital_days_the_cover_lists_the_figure_that_is_not_there(build: ReportBuild) -> None:
    july = report_content(build, date(2024, 7, 1))
    unstated = [figure for figure in july.figures if not figure.is_stated]
    assert unstated
    assert all(any(notice.startswith(figure.label) for notice in july.notices) for figure in unstated)


def test_the_cover_lists_the_weekdays_whose_share_cannot_be_stated(build: ReportBuild) -> None:
    """A draft with one complete week since the start: the chart has points before it, and the cover says what lacks."""
    facts = build.city.facts.copy()
    week = facts["date"].between(pd.Timestamp(2024, 9, 2), pd.Timestamp(2024, 9, 6))
    facts["is_complete"] &= week | (facts["date"] < pd.Timestamp(2024, 8, 27))
    made = report_content(ReportBuild(build.city.with_frames(facts=facts), UnkeptReleases()), END, is_draft=True)
    assert "Porsi digital per hari kerja: datanya belum cukup untuk sejak (Senin–Jumat)." in made.notices


def test_the_cover_names_no_weekday_that_has_its_share(october: Content) -> None:
    assert not any("per hari kerja" in line for line in october.notices)
