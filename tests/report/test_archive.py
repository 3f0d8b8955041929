"""The archive: same again, revisions that say what changed, and `verify`, which accuses only what differs."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pdf_text import pages, words
from test_report_command import run

from core.settings import Store, settings
from report.archive.keep import archive, latest, report_path
from report.content.model import Content
from report.forms.set import FORMS, render_record
from report.record.record import Record, code_of, content_of, make_record
from report.verify.difference import difference
from report.verify.verify import verify


@pytest.fixture
def folder(sample_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert sample_store.is_sample
    monkeypatch.setattr(settings(), "reports_dir", tmp_path / "arsip")
    return tmp_path / "arsip"


@pytest.fixture
def record(october: Content) -> Record:
    return make_record(october)


def corrected(october: Content) -> Record:
    share = replace(october.figures[1], value="38,1 %")
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


def test_a_month_that_states_the_same_stays_as_it_is(folder: Path, record: Record, october: Content) -> None:
    first = archive(record)
    before = first.read_bytes()
    assert archive(make_record(replace(october, build="20990101T000000Z-00000000"))) == first
    assert first.read_bytes() == before
    assert len(list(folder.glob("*.pdf"))) == 1


def test_a_correction_is_revision_2_and_says_what_changed(folder: Path, record: Record, october: Content) -> None:
    first = archive(record)
    before = first.read_bytes()
    second = archive(corrected(october))
    assert second.name == "laporan_adopsi_contoh_2024-10_r2.pdf"
    cover = pages(second.read_bytes())[0]
    assert f"Revisi 2 menggantikan revisi 1 (kode {code_of(record)})" in cover
    assert words(f"{october.figures[1].label}: {october.figures[1].value} menjadi 38,1 %") in cover
    assert first.read_bytes() == before
    assert archive(corrected(october)) == second
    kept = latest("2024-10", "id", is_sample=True)
    assert kept is not None
    assert kept["revision"] == 2
    assert folder in second.parents


def test_a_draft_takes_no_place_in_the_archive(folder: Path, october: Content, record: Record) -> None:
    path = archive(make_record(replace(october, is_draft=True)))
    assert path.name == "laporan_adopsi_contoh_2024-10_draf.pdf"
    assert path != report_path(record)
    assert not list(folder.glob("*.json"))


def test_verify_says_the_same_also_of_a_copy_elsewhere(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Made by the command, copied, renamed: the printed code finds the record, the build gives the figures again."""
    assert run(monkeypatch, "2024-10") == 0
    made = folder / "laporan_adopsi_contoh_2024-10.pdf"
    copy = tmp_path / "unduhan.pdf"
    copy.write_bytes(made.read_bytes())
    assert run(monkeypatch, "verify", str(copy)) == 0
    told = words(capsys.readouterr().err)
    assert "Sama: berkas ini laporan 2024-10 revisi 1" in told
    assert "dihitung ulang dari terbitannya dan sama" in told


def test_verify_names_the_first_difference(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = archive(record)
    assert folder.exists()
    pdf = path.read_bytes()
    path.write_bytes(pdf[:5000] + bytes([pdf[5000] ^ 1]) + pdf[5001:])
    assert run(monkeypatch, "verify", str(path)) == 1
    assert "Berbeda dari laporan 2024-10: bita ke-5001" in words(capsys.readouterr().err)
    path.write_bytes(pdf + b"x")
    assert not verify(path).is_same


def test_verify_finds_figures_that_are_not_those_of_the_build(folder: Path, october: Content) -> None:
    """A record with another figure, rightly set and coded, but not what the build says."""
    share = replace(october.figures[1], value="99,9 %")
    path = archive(make_record(replace(october, figures=(october.figures[0], share, *october.figures[2:]))))
    verdict = verify(path)
    assert folder in path.parents
    assert not verdict.is_same
    assert "figures/1/value: '99,9 %'" in verdict.sentences[0]


def test_another_code_version_is_said_and_not_accused(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither the same nor different: an exit code of its own."""
    path = archive(record)
    assert folder in path.parents
    monkeypatch.setattr("report.verify.recheck.versions", lambda: record["versions"] | {"code": "000000000000"})
    assert run(monkeypatch, "verify", str(path)) == 6
    assert capsys.readouterr().err.startswith("Versi kode lain (code: ")


def test_a_library_that_only_one_version_has_is_named(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(record)
    assert folder in path.parents
    monkeypatch.setattr("report.verify.recheck.versions", lambda: record["versions"] | {"lxml": "6.0"})
    assert verify(path).sentences[0].startswith("Versi kode lain (lxml: – ≠ '6.0'): ")


def test_an_archived_report_is_never_written_again_by_other_code(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same figures after an update of the product: file and record stay to the byte."""
    path = archive(record)
    before = {file.name: file.read_bytes() for file in folder.glob("laporan*")}
    other = record | {"versions": record["versions"] | {"code": "000000000000"}}
    assert archive(other) == path
    assert {file.name: file.read_bytes() for file in folder.glob("laporan*")} == before


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
    form: str, damage: str, record: Record, folder: Path
) -> None:
    """The same bytes again, that form alone; the record stays as it is."""
    path = archive(record).with_suffix(f".{form}")
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
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "2024-10") == 0
    for form in ("png", "html"):
        (folder / f"laporan_adopsi_contoh_2024-10.{form}").unlink()
    assert run(monkeypatch, "2024-10") == 0
    assert "berkas png, html hilang atau rusak dan ditulis lagi" in words(capsys.readouterr().err)


def test_a_form_lost_from_a_report_of_other_code_makes_a_revision(record: Record, folder: Path) -> None:
    """Today's code cannot give its bytes again: the next revision is whole, and says that no figure changed."""
    archive(record).with_suffix(".png").unlink()
    other = archive(record | {"versions": record["versions"] | {"code": "000000000000"}})
    assert other.name == "laporan_adopsi_contoh_2024-10_r2.pdf"
    assert len(list(folder.glob("*_r2.*"))) == 4
    kept = latest("2024-10", "id", is_sample=True)
    assert kept is not None
    assert kept["replaces"]["changes"] == ["kata-kata dan susunan; semua angka tetap"]


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_the_first_difference_is_a_word_where_words_differ(form: str, folder: Path, october: Content) -> None:
    """Someone made the share better: verify names page or line, what stands there, and what should."""
    path = archive(make_record(october)).with_suffix(f".{form}")
    better = replace(
        october, figures=(october.figures[0], replace(october.figures[1], value="99,9 %"), *october.figures[2:])
    )
    forged = render_record(make_record(better), form)
    codes = [code_of(make_record(content)).encode() for content in (better, october)]
    path.write_bytes(forged.replace(*codes))
    sentence = verify(path).sentences[0]
    assert folder in path.parents
    assert "99,9" in sentence
    assert words(october.figures[1].value) in words(sentence)
    assert ("halaman 1" if form == "pdf" else "baris") in sentence


@pytest.mark.parametrize("form", ["png", "html"])
def test_every_form_is_verified(form: str, record: Record, folder: Path) -> None:
    path = archive(record).with_suffix(f".{form}")
    assert folder in path.parents
    assert verify(path).is_same
    path.write_bytes(path.read_bytes() + b"x")
    assert verify(path).is_same is False


def test_a_changed_office_is_named_in_the_revision(folder: Path, october: Content) -> None:
    archive(make_record(october))
    units = tuple(replace(unit, reported=0.5) if unit.name == "Bugis" else unit for unit in october.units)
    second = archive(make_record(replace(october, units=units)))
    assert folder in second.parents
    assert "kantor: Bugis" in pages(second.read_bytes())[0]


def test_reports_of_the_sample_are_a_chain_of_their_own(folder: Path, october: Content) -> None:
    archive(make_record(october))
    real = archive(make_record(replace(october, is_sample=False)))
    assert folder in real.parents
    assert real.name == "laporan_adopsi_2024-10.pdf"
    assert latest("2024-10", "id")["revision"] == 1  # type: ignore[index]


def test_another_setting_is_said_and_not_accused(record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Used offices counted by another rule: the file is not false, it was made under another one."""
    path = archive(record)
    assert folder in path.parents
    monkeypatch.setattr(settings(), "used_min_requests", 21)
    verdict = verify(path)
    assert verdict.is_same is None
    assert "settings/used_min_requests: 20 ≠ 21" in verdict.sentences[0]


def test_a_damaged_record_is_a_sentence(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = archive(record)
    path.with_suffix(".content.json").write_text('{"month": ')
    assert folder in path.parents
    assert run(monkeypatch, "verify", str(path)) == 7
    assert capsys.readouterr().err.startswith("Catatan arsip laporan_adopsi_contoh_2024-10.content.json rusak.")


def test_a_build_that_is_gone_is_said(october: Content, folder: Path) -> None:
    path = archive(make_record(replace(october, build="20200101T000000Z-00000000")))
    assert folder in path.parents
    assert "sudah tidak disimpan" in verify(path).sentences[1]


def test_a_file_without_a_record_is_no_report_of_ours(tmp_path: Path, folder: Path) -> None:
    assert not folder.exists()
    stray = tmp_path / "asing.pdf"
    stray.write_bytes(b"%PDF-1.7")
    assert verify(stray).sentences[0].endswith("(tanpa kode).")


def test_the_first_difference_has_its_place() -> None:
    assert difference({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}) == "a/1/b: 2 ≠ 3"
    assert difference({"a": 1}, {"a": 1}) == ""
    assert difference([1], [1, 2]) == ": [1] ≠ [1, 2]"
