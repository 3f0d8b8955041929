"""Office names to codes: an exact spelling or nothing."""

import pytest

from etl.places import CITY, Gazetteer
from etl.reference import read_reference


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_reference(read_reference())


@pytest.mark.parametrize(
    ("unit", "kecamatan", "code"),
    [
        ("Kelurahan Sidodadi", "Samarinda Ulu", "64.72.03.1005"),
        ("KEL. SIDODADI", None, "64.72.03.1005"),
        ("sidodadi ", "SAMARINDA ULU", "64.72.03.1005"),
        ("Kelurahan Sambutan", "Sambutan", "64.72.07.1002"),
        ("Kantor Kecamatan Sambutan", "Sambutan", "64.72.07"),
        ("Kec. Samarinda Seberang", None, "64.72.02"),
        ("Kantor Kecamatan", "Kec. Palaran", "64.72.01"),
        ("Sempaja Utara", "Samarinda Utara", "64.72.05.1010"),
        ("Sungai Pinang Luar", "Samarinda Kota", "64.72.09.1005"),
        ("64.72.03.1005", None, "64.72.03.1005"),
    ],
)
def test_exact_spellings_resolve(gazetteer: Gazetteer, unit: str, kecamatan: str | None, code: str) -> None:
    assert gazetteer.resolve(unit, kecamatan) == (code, "")


@pytest.mark.parametrize(
    ("unit", "kecamatan", "fault"),
    [
        ("Sempaja", "Samarinda Utara", "unit:unit_rancu"),
        ("Sungai Pinang", None, "unit:unit_rancu"),
        ("Sambutan", "Sambutan", "unit:unit_rancu"),
        ("Loa Bakong", "Sungai Kunjang", "unit:unit_tak_dikenal"),
        ("Kelurahan Samarinda Seberang", None, "unit:unit_tak_dikenal"),
        ("Kelurahan Sidodadi", "Palaran", "kecamatan:kecamatan_tak_cocok"),
        ("Tanah Merah", "Saronggi", "kecamatan:kecamatan_tak_dikenal"),
        ("Tanah Merah", "Palaran", "kecamatan:kecamatan_tak_cocok"),
        ("SEMUA", None, "unit:unit_tak_dikenal"),
    ],
)
def test_what_is_not_sure_is_no_place(gazetteer: Gazetteer, unit: str, kecamatan: str, fault: str) -> None:
    assert gazetteer.resolve(unit, kecamatan) == (None, fault)


def test_bare_name_in_a_kelurahan_column_is_the_kelurahan(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Sambutan", "Sambutan", "kelurahan") == ("64.72.07.1002", "")
    assert gazetteer.resolve("Sungai Pinang", None, "kelurahan") == (None, "unit:unit_rancu")


def test_no_place_at_all_is_no_fault(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve(None, None, "kelurahan") == (None, "")
    assert gazetteer.resolve(None, "Palaran", "kelurahan") == ("64.72.01", "")


def test_the_whole_city_only_where_the_contract_says_so(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Semua", None, "office_or_city") == (CITY, "")
    assert gazetteer.resolve("Semua", None, "office")[0] is None


def test_proposals_name_what_looks_alike(gazetteer: Gazetteer) -> None:
    assert "Loa Bakung" in gazetteer.propose("Kel. Loa Bakong")
    assert gazetteer.propose("Sempaja") == ["Sempaja Selatan", "Sempaja Utara", "Sempaja Barat", "Sempaja Timur"]
    assert gazetteer.propose("Kabupaten Antah Berantah") == []
