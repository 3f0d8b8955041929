"""The archive: same again, mended where it is damaged, and revisions that say what changed."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.files.pdf_text import pages, words
from support.report_command import run

from report.archive.keep import archive, latest, report_path
from report.archive.sums import sum_of, sums_of
from report.content.model import Content
from report.forms.set import FORMS, render_record
from report.record.record import Record, code_of, content_of, make_record

pytestmark = pytest.mark.prints


@pytest.fixture
def record(october: Content) -> Record:
    return make_record(october)


def corrected(october: Content) -> Record:
    share = replace(october.figures[1], value="38,1%")
    return make_record(
        replace(october, build="20990101T000000Z-00000000", figures=(october.figures[0], share, *october.figures[2:]))
    )


def test_a_report_lies_beside_its_record(folder: Path, record: Record, october: Content, october_pdf: bytes) -> None:
    """The record alone gives the same bytes: figures, drawings, definitions, versions and fonts are in it."""
    path = archive(record)
    assert sorted(item.name for item in folder.glob("laporan*")) == [
        "laporan_adopsi_contoh_2024-10.content.json",
        "laporan_adopsi_contoh_2024-10.html",
        "laporan_adopsi_contoh_2024-10.pdf",
        "laporan_adopsi_contoh_2024-10.png",
        "laporan_adopsi_contoh_2024-10.sha256",
    ]
    kept = json.loads(path.with_suffix(".content.json").read_text("utf-8"))
    assert path.read_bytes() == october_pdf == render_record(kept)
    assert set(kept["versions"]) == {
        "code",
        "fonts",
        "babel",
        "pandas",
        "pillow",
        "pypdfium2",
        "shapely",
        "typst",
        "settings",
    }
    assert content_of(kept) == october
    assert kept["content"]["units"][1]["share"]["denominator"] > 0
    assert len(kept["content"]["units"][1]["outline"][0]) == 7
    assert kept["content"]["definitions"][0]["text"]


def test_the_short_code_is_printed_on_every_page(record: Record, october_pdf: bytes) -> None:
    assert all(code_of(record) in page for page in pages(october_pdf))


def test_a_month_that_states_the_same_stays_as_it_is(folder: Path, kept: Path, october: Content) -> None:
    before = kept.read_bytes()
    assert archive(make_record(replace(october, build="20990101T000000Z-00000000"))) == kept
    assert kept.read_bytes() == before
    assert len(list(folder.glob("*.pdf"))) == 1


def test_a_correction_is_revision_2_and_says_what_changed(kept: Path, record: Record, october: Content) -> None:
    before = kept.read_bytes()
    second = archive(corrected(october))
    assert second.name == "laporan_adopsi_contoh_2024-10_r2.pdf"
    cover = pages(second.read_bytes())[0]
    assert f"Revisi 2 menggantikan revisi 1 (kode {code_of(record)})" in cover
    assert words(f"{october.figures[1].label}: {october.figures[1].value} menjadi 38,1%") in cover
    assert kept.read_bytes() == before
    assert archive(corrected(october)) == second
    last = latest("2024-10", "id", is_sample=True)
    assert last is not None
    assert last["revision"] == 2
    assert second.parent == kept.parent


def test_a_draft_takes_no_place_in_the_archive(folder: Path, october: Content, record: Record) -> None:
    path = archive(make_record(replace(october, is_draft=True)))
    assert path.name == "laporan_adopsi_contoh_2024-10_draf.pdf"
    assert path != report_path(record)
    assert not list(folder.glob("*.json"))


def test_an_unchanged_report_is_not_said_to_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Made once and asked for again: nothing is set, nothing is written, and the command says so."""
    assert run(monkeypatch, "2024-10") == 0
    assert "Laporan ditulis ke" in words(capsys.readouterr().err)
    before = {file.name: file.stat().st_mtime_ns for file in folder.glob("laporan*")}
    monkeypatch.setattr("report.archive.keep.Setting.of", lambda record: pytest.fail("nothing is to be set"))
    assert run(monkeypatch, "2024-10") == 0
    told = words(capsys.readouterr().err)
    assert "Laporan 2024-10 sudah ada dan tidak berubah" in told
    assert "ditulis" not in told
    assert {file.name: file.stat().st_mtime_ns for file in folder.glob("laporan*")} == before


@pytest.mark.parametrize("damage", ["gone", "blank", "half", "foreign"])
@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_is_missing_or_damaged_is_written_again(
    form: str, damage: str, record: Record, kept: Path, folder: Path
) -> None:
    """The same bytes again, that form alone; the record stays as it is."""
    path = kept.with_suffix(f".{form}")
    before = {file.name: file.read_bytes() for file in folder.glob("laporan*")}
    made = path.read_bytes()
    path.write_bytes({"half": made[: len(made) // 2], "foreign": b"%PDF-1.7 %%EOF </html>"}.get(damage, b""))
    if damage == "gone":
        path.unlink()
    heard: list[str] = []
    archive(record, heard.append)
    assert heard == [form]
    assert {file.name: file.read_bytes() for file in folder.glob("laporan*")} == before


def test_the_command_names_the_forms_that_it_mended(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("png", "html"):
        kept.with_suffix(f".{form}").unlink()
    assert run(monkeypatch, "2024-10") == 0
    assert "berkas png, html hilang atau rusak dan ditulis lagi" in words(capsys.readouterr().err)


def test_a_changed_office_is_named_in_the_revision(kept: Path, october: Content) -> None:
    units = tuple(replace(unit, reported=0.5) if unit.name == "Bugis" else unit for unit in october.units)
    second = archive(make_record(replace(october, units=units)))
    assert second.parent == kept.parent
    assert "kantor: Bugis" in pages(second.read_bytes())[0]


def test_reports_of_the_sample_are_a_chain_of_their_own(kept: Path, october: Content) -> None:
    real = archive(make_record(replace(october, is_sample=False)))
    assert real.parent == kept.parent
    assert real.name == "laporan_adopsi_2024-10.pdf"
    assert latest("2024-10", "id")["revision"] == 1  # type: ignore[index]


def test_an_update_of_the_product_alone_makes_no_revision(
    kept: Path, october: Content, other_code: Callable[[], None]
) -> None:
    """The same readings from other code: file, record and sums stay to the byte."""
    before = {file.name: file.read_bytes() for file in kept.parent.glob("laporan*")}
    other_code()
    assert archive(make_record(october)) == kept
    assert {file.name: file.read_bytes() for file in kept.parent.glob("laporan*")} == before


def test_a_form_lost_from_a_report_of_other_code_is_set_again(
    kept: Path, other_code: Callable[[], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The month is there again without a revision; that its bytes are others is said, and the first sum stays."""
    first = kept.read_bytes()
    kept.unlink()
    other_code()
    monkeypatch.setattr("report.forms.set.Setting.made", lambda self, form: first + b"\n%baru\n")
    assert run(monkeypatch, "2024-10") == 0
    told = words(capsys.readouterr().err)
    assert "Kode program kini lain, dan bita pdf juga; SHA-256 semula tetap tercatat" in told
    assert len(list(kept.parent.glob("*.pdf"))) == 1
    assert [each.sha256 for each in sums_of(kept, "pdf")] == [sum_of(first), sum_of(kept.read_bytes())]
    assert [each.code for each in sums_of(kept, "pdf")][1] == "0" * 12


def test_the_sums_are_those_that_sha256sum_checks(kept: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", kept.with_suffix(".sha256").name],
        cwd=kept.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stdout.count(": OK") == len(FORMS)
