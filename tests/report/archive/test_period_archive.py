"""Reports of quarters and years in the archive: their own files and chains beside those of the months."""

from datetime import date
from pathlib import Path

import pytest
from support.files.pdf_text import words
from support.report_command import run

from core.settings import settings
from core.store import Store
from report.archive.due import due_months
from report.archive.keep import archive, archived_list, latest
from report.archive.listing import archived
from report.archive.read import is_of_period
from report.content.decision import Followed
from report.content.report_build import ReportBuild
from report.making import record_of
from report.record.origin import origin_in
from report.record.record import Record, code_of, content_of

pytestmark = pytest.mark.prints

YEAR, THIRD, SEPTEMBER = (date(2024, 1, 1), "year"), (date(2024, 7, 1), "quarter"), (date(2024, 9, 1), "month")


@pytest.fixture(scope="module")
def records(build: ReportBuild, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    """Records of a year, a quarter and a month, made with nothing in the archive."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings(), "reports_dir", tmp_path_factory.mktemp("kosong"))
        return {grain: record_of(build, day, grain=grain) for day, grain in (YEAR, THIRD, SEPTEMBER)}


def test_the_command_makes_archives_and_verifies_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second time nothing is written; each is known as what it is, and counted again from its build."""
    assert run(monkeypatch, "2024-q3", "2024", "--kecamatan", "64.72.06") == 0
    names = ["laporan_adopsi_contoh_2024-Q3_64-72-06", "laporan_adopsi_contoh_2024_64-72-06"]
    assert sorted(file.stem for file in folder.glob("*.pdf")) == names
    kept = {name: (folder / f"{name}.content.json").read_bytes() for name in names}
    capsys.readouterr()
    assert run(monkeypatch, "2024-Q3", "2024", "--kecamatan", "64.72.06") == 0
    told = words(capsys.readouterr().err)
    assert told.count("sudah ada dan tidak berubah") == 2
    assert "Laporan 2024-Q3 --kecamatan 64.72.06 sudah ada" in told
    assert {name: (folder / f"{name}.content.json").read_bytes() for name in names} == kept
    for name, period in zip(names, ("2024-Q3", "2024"), strict=True):
        origin = origin_in((folder / f"{name}.pdf").read_bytes())
        assert origin is not None
        assert (origin.period, origin.place) == (period, "64.72.06")
        assert run(monkeypatch, "verify", str(folder / f"{name}.pdf")) == 0
        told = words(capsys.readouterr().err)
        assert f"laporan {period} kecamatan 64.72.06 revisi 1" in told
        assert "dihitung ulang dari versi datanya dan sama" in told


@pytest.mark.parametrize("text", ["2024-Q5", "2024-W47", "2024-Q", "Q4", "24", "2024Q4", "1999"])
def test_what_is_no_period_is_answered_with_what_is(
    text: str, sample_store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sample_store.is_sample
    assert run(monkeypatch, text) == 2
    told = words(capsys.readouterr().err.replace("│", " "))
    assert f"'{text}' bukan periode laporan" in told
    assert "bulan (2024-10), triwulan (2024-Q4), atau tahun (2024)" in told


def test_each_period_has_a_chain_of_its_own(folder: Path, records: dict[str, Record]) -> None:
    """The year's record is damaged: of the quarter and the month, whose names begin alike, nobody is stopped."""
    for record in records.values():
        archive(record)
    listed = [(report.grain, report.period) for report in archived()[0]]
    assert listed == [
        ("year", (date(2024, 1, 1), date(2024, 11, 29))),
        ("quarter", (date(2024, 7, 1), date(2024, 9, 30))),
        ("month", (date(2024, 9, 1), date(2024, 9, 30))),
    ]
    (folder / "laporan_adopsi_contoh_2024.content.json").write_text("{")
    assert latest("2024-Q3", "id", is_sample=True) == records["quarter"]
    assert latest("2024-09", "id", is_sample=True) == records["month"]
    assert latest("2024-07", "id", is_sample=True) is None


def test_a_name_is_of_one_period_only() -> None:
    path = Path("laporan_adopsi_contoh_2024-Q3_64-72-06_en_r2.content.json")
    assert is_of_period(path, "2024-Q3")
    assert is_of_period(path, "")
    assert not any(is_of_period(path, other) for other in ("2024", "2024-03", "2024-Q", "Q3"))
    assert is_of_period(Path("laporan_adopsi_2024_draf.pdf"), "2024")


def test_the_list_of_the_period_before_is_followed(
    folder: Path, build: ReportBuild, records: dict[str, Record]
) -> None:
    """The third quarter's own report first; else that of September, which ended with it. None that still ran."""
    assert not folder.exists()
    september = records["month"]
    archive(september)
    followed = _followed(record_of(build, date(2024, 10, 1), grain="quarter"))
    assert (followed.code, followed.period, followed.month) == (code_of(september), "", date(2024, 9, 1))
    third = records["quarter"]
    archive(third)
    record = record_of(build, date(2024, 10, 1), grain="quarter")
    followed = _followed(record)
    assert (followed.code, followed.period) == (code_of(third), "2024-Q3")
    text = words(archive(record).with_suffix(".html").read_text("utf-8").replace("&nbsp;", " "))
    assert f"Daftar menurut laporan triwulan III 2024 (kode {code_of(third)})" in text
    assert archived_list("2024-Q4", "id", is_sample=True, place="") is None


def _followed(record: Record) -> Followed:
    decision = content_of(record).decision
    assert decision is not None
    assert decision.followed is not None
    return decision.followed


def test_months_stay_due(build: ReportBuild, records: dict[str, Record], folder: Path) -> None:
    """A quarter or a year in the archive is no month of it."""
    for grain in ("year", "quarter"):
        record = records[grain] | {"is_sample": False}
        archive(record | {"content": record["content"] | {"is_sample": False}})
    assert folder.exists()
    assert due_months(build.city.calendar, date(2024, 11, 4)) == [date(2024, 10, 1)]
