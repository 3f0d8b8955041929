"""Office names to codes: an exact spelling or nothing."""

import pytest

from etl.sources.places import EVERY_PLACE, Gazetteer
from etl.sources.reference import read_reference


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
        ("Kel. Bugis Kec. Samarinda Kota", None, "64.72.09.1004"),
        ("Bugis, Samarinda Kota", None, "64.72.09.1004"),
        ("Bugis (Samarinda Kota)", "Samarinda Kota", "64.72.09.1004"),
        ("KECAMATAN SAMARINDA KOTA KELURAHAN BUGIS", None, "64.72.09.1004"),
        ("Kel. Bugis, Kec. Samarinda Kota, Kota Samarinda", None, "64.72.09.1004"),
        ("Sungai Pinang Luar - Samarinda Kota", None, "64.72.09.1005"),
        ("Sambutan, Sambutan", None, "64.72.07.1002"),
        ("Kantor Camat Palaran Kota Samarinda", None, "64.72.01"),
        ("6472051010", None, "64.72.05.1010"),
        ("6472 05 1010", "647205", "64.72.05.1010"),
        ("6472060011", None, "64.72.05.1010"),
        ("64.72.05.1010 - Sempaja Utara", None, "64.72.05.1010"),
        ("647205", None, "64.72.05"),
        ("6472050", None, "64.72.03"),
        ("6472031005", "Samarinda Ulu", "64.72.03.1005"),
        ("6472031005", "6472031", "64.72.10.1005"),
        ("6472031005 Rapak Dalam", None, "64.72.10.1005"),
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
        ("SEMUA", None, "unit:seluruh_kota"),
        ("Kota Samarinda", None, "unit:seluruh_kota"),
        ("SE-KOTA SAMARINDA", None, "unit:seluruh_kota"),
        ("Pemerintah Kota Samarinda", None, "unit:seluruh_kota"),
        ("Samarinda", None, "unit:seluruh_kota"),
        ("Kelurahan Bugis", "Kota Samarinda", "kecamatan:seluruh_kota"),
        ("Kota Balikpapan", None, "unit:unit_tak_dikenal"),
        ("Bugis, Palaran", None, "unit:kecamatan_tak_cocok"),
        ("Sempaja, Samarinda Utara", None, "unit:unit_tak_dikenal"),
        ("6472031005", None, "unit:unit_rancu"),
        ("6472059999", None, "unit:unit_tak_dikenal"),
        ("64.72.05.1010 - Bugis", None, "unit:unit_tak_dikenal"),
        ("UPT Bugis", None, "unit:unit_tak_dikenal"),
    ],
)
def test_what_is_not_sure_is_no_place(gazetteer: Gazetteer, unit: str, kecamatan: str, fault: str) -> None:
    assert gazetteer.resolve(unit, kecamatan) == (None, fault)


def test_bare_name_in_a_kelurahan_column_is_the_kelurahan(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Sambutan", "Sambutan", "kelurahan") == ("64.72.07.1002", "")
    assert gazetteer.resolve("Sungai Pinang", None, "kelurahan") == (None, "unit:unit_rancu")


def test_the_title_says_kelurahan_unless_the_values_say_otherwise(gazetteer: Gazetteer) -> None:
    assert gazetteer.says_kelurahan({"Kelurahan"}, ["Sambutan", None])
    assert gazetteer.says_kelurahan({"Nama Kelurahan/Desa", "KEL."}, ["Sambutan"])
    assert not gazetteer.says_kelurahan({"Kelurahan"}, ["Sambutan", "Samarinda Ulu"])
    assert not gazetteer.says_kelurahan({"Unit Layanan"}, ["Sambutan"])
    assert not gazetteer.says_kelurahan({"Kantor Kelurahan/Kecamatan"}, ["Sambutan"])
    assert not gazetteer.says_kelurahan({"Kelurahan", ""}, ["Sambutan"])
    assert not gazetteer.says_kelurahan(set(), ["Sambutan"])


def test_an_alias_decides_what_a_bare_name_means() -> None:
    reference = read_reference()
    said = [{"alias": "Sambutan", "unit_code": "64.72.07.1002"}, {"alias": "Kel. Hulu", "unit_code": "64.72.03.1005"}]
    gazetteer = Gazetteer.from_reference(reference | {"unit_aliases": [*reference["unit_aliases"], *said]})
    assert gazetteer.resolve("Sambutan", "Sambutan") == ("64.72.07.1002", "")
    assert gazetteer.resolve("KEL. HULU", None) == ("64.72.03.1005", "")


def test_no_place_at_all_is_no_fault(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve(None, None, "kelurahan") == (None, "")
    assert gazetteer.resolve(None, "Palaran", "kelurahan") == ("64.72.01", "")


def test_the_whole_city_only_where_the_contract_says_so(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Semua", None, "office_or_city") == (EVERY_PLACE, "")
    assert gazetteer.resolve("Kota Samarinda", None, "office_or_city") == (EVERY_PLACE, "")
    assert gazetteer.resolve("Semua", None, "office")[0] is None


def test_proposals_name_what_looks_alike(gazetteer: Gazetteer) -> None:
    assert "Loa Bakung" in gazetteer.propose("Kel. Loa Bakong")
    assert gazetteer.propose("Sempaja") == ["Sempaja Selatan", "Sempaja Utara", "Sempaja Barat", "Sempaja Timur"]
    assert gazetteer.propose("Kabupaten Antah Berantah") == []


@pytest.mark.parametrize("before", ["", "kota "])
@pytest.mark.parametrize("behind", ["", " kalimantan timur", " kaltim"])
def test_the_city_behind_a_name_is_no_part_of_it(gazetteer: Gazetteer, before: str, behind: str) -> None:
    tail = f", {before}Samarinda,{behind}"
    assert gazetteer.resolve(f"Kelurahan Sidodadi{tail}", f"Kec. Samarinda Ulu{tail}") == ("64.72.03.1005", "")
