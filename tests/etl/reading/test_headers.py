"""The header row is found by what it says."""

import pytest

from etl.errors import UnreadableFileError
from etl.reading.base.headers import find_header
from etl.sources.contract import Contract, contract, contracts
from etl.sources.declarations import Declaration

HEADER = ["No Permohonan", "Unit Layanan", "Jenis Layanan", "Status", "Tanggal Permohonan"]


def test_header_below_a_letterhead_in_any_order_and_case() -> None:
    rows = [["PEMERINTAH KOTA SAMARINDA"], [], ["Kecamatan", "Palaran"], [title.upper() for title in reversed(HEADER)]]
    found = find_header(rows, contract("permohonan"), Declaration(), frozenset())
    assert found.row == 3
    assert found.positions["request_no"] == 4
    assert found.positions["submitted_at"] == 0


def test_own_spelling_of_the_user() -> None:
    declaration = Declaration(headers={"unit": ["Tempat Pelayanan"]})
    rows = [[title if title != "Unit Layanan" else "tempat  pelayanan" for title in HEADER]]
    assert find_header(rows, contract("permohonan"), declaration, frozenset()).positions["unit"] == 1


def test_unknown_titles_are_named_and_blank_ones_do_not_widen_the_row() -> None:
    found = find_header([[*HEADER, "Warna Map", "", " "]], contract("permohonan"), Declaration(), frozenset())
    assert found.ignored == ["Warna Map"]
    assert found.width == 6


def test_missing_column_is_named_with_what_looks_like_it() -> None:
    rows = [["No Permohonan", "Unit Layanan", "Jenis Layanan", "Statuz", "Tanggal Permohonan"]]
    with pytest.raises(UnreadableFileError) as refused:
        find_header(rows, contract("permohonan"), Declaration(), frozenset())
    assert refused.value.reason == "kolom_wajib_tidak_ada"
    assert refused.value.detail == (
        "'Status'; mirip: ***** (kolom D) = status?;"
        " ditemukan: No Permohonan, Unit Layanan, Jenis Layanan, Tanggal Permohonan"
    )


def test_a_declared_title_beats_a_built_in_one_of_its_column() -> None:
    declaration = Declaration(headers={"request_no": ["No Surat"], "unit": ["Kantor Tujuan"]})
    rows = [["ID", "Kelurahan", "No Surat", "Kantor Tujuan", *HEADER[2:]]]
    found = find_header(rows, contract("permohonan"), declaration, frozenset())
    assert (found.positions["request_no"], found.positions["unit"]) == (2, 3)
    assert found.ignored == ["ID", "Kelurahan"]


def test_a_declared_title_is_taken_from_the_column_that_knows_it() -> None:
    declaration = Declaration(headers={"category": ["Kejadian"]})
    found = find_header([["Waktu Terima", "Kejadian"]], contract("panggilan_112"), declaration, frozenset())
    assert found.positions == {"received_at": 0, "category": 1}


@pytest.mark.parametrize("source", contracts(), ids=lambda each: each.source)
def test_every_source_names_the_columns_that_are_missing(source: Contract) -> None:
    """A column without a title of its own, as the rest of a call is, must not break the sentence."""
    given = min((column for column in source.column if column.headers), key=lambda column: column.required)
    with pytest.raises(UnreadableFileError) as refused:
        find_header([[given.headers[0], "Warna Map"]], source, Declaration())
    assert refused.value.reason == "kolom_wajib_tidak_ada"
    missing = [column for column in source.column if column.required and column is not given]
    assert all(f"'{column.headers[0]}'" in refused.value.detail for column in missing)
