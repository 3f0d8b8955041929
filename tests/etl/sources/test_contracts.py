"""The contracts: complete as data, and each reason in words."""

import re
from pathlib import Path

import pytest
from support.files.raw_files import counts, delimited, put, requests
from support.files.taken_once import take_in_once

from core.reasons import reasons
from core.sources import SOURCES
from core.store import Store
from etl.errors import UserError
from etl.sources.contract import FOLDER, Contract, contract, contracts, read_contract
from etl.spelling import fold
from etl.warehouse.database import SQL, sql
from etl.warehouse.pseudonyms import NUMBERS
from etl.warehouse.versions import KEPT


@pytest.mark.parametrize("source", SOURCES)
def test_key_and_columns_are_those_of_the_table(source: str) -> None:
    """The business key, the dating column and the check's SELECT all name columns that exist."""
    declared = contract(source)
    body = re.search(rf"EXISTS {declared.table}_version \((.*?)\n\);", sql("warehouse"), re.S)
    assert body
    held = {line.split()[0] for line in body[1].replace("\n", " ").split(",")}
    assert set(declared.key) <= held
    assert declared.newest in held
    given = held - set(KEPT) - set(NUMBERS.values()) | {text for text, number in NUMBERS.items() if number in held}
    assert all(re.search(rf"\b{name}\b", sql(f"check/{source}")) for name in given)


@pytest.mark.parametrize("source", SOURCES)
def test_no_spelling_means_two_columns_or_two_values(source: str) -> None:
    def once(spellings: list[tuple[str, str]]) -> bool:
        return len({spelling for spelling, _ in spellings}) == len(set(spellings))

    declared = contract(source)
    assert once([(fold(title), column.name) for column in declared.column for title in [column.name, *column.headers]])
    for column in declared.column:
        aliases = [(fold(alias), value) for value, known in column.values.items() for alias in [value, *known]]
        assert once(aliases), column.name


def test_every_reason_that_the_code_gives_is_explained_and_no_other() -> None:
    """A code without a sentence would be a stack trace at the worst moment."""
    etl = SQL.parent
    texts = [path.read_text() for ending in ("sql", "py", "toml") for path in etl.rglob(f"*.{ending}")]
    given = {code for code in reasons() if any(re.search(rf"""[:"']{code}\b""", text) for text in texts)}
    assert given == set(reasons())
    used = {code for text in texts for code in re.findall(r"['\"](?:[a-z_]+):([a-z]+_[a-z_]+)['\"]", text)}
    assert used <= set(reasons())


def test_persons_are_marked_in_the_contracts() -> None:
    def persons(declared: Contract) -> set[str]:
        return {column.name for column in declared.column if column.is_person}

    assert persons(contract("permohonan")) == {"nik", "applicant_name", "phone"}
    assert persons(contract("panggilan_112")) == {"phone"}
    assert [declared.source for declared in contracts()] == list(SOURCES)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('type = "day"', 'type = "hari"', ["column.3.type"]),
        ('outside = "tanggal_di_luar_jangkauan"\n', "", ["date: range and the reason"]),
        ('missing = "unit_tak_dikenal"', "", ["unit: a required column"]),
        ("range = [0, 99999]", "range = [9, 1]", ["count: range begins"]),
        ('name = "kecamatan"', 'name = "unit"', ["declared twice"]),
        ('name = "kecamatan"', 'name = "district"', ["a column unit goes with a column kecamatan"]),
        ('"jumlah_di_luar_jangkauan"', '"kebanyakan"', ["reasons.toml", "kebanyakan"]),
        ("required = true", "requird = true", ["requird"]),
        ('layout = "days_as_columns"', 'layout = "days', ["TOML"]),
        ('name = "date"', 'name = "date"\npattern = "["', ["date"]),
    ],
)
def test_a_faulty_contract_is_named_with_file_and_entry(
    tmp_path: Path, before: str, after: str, words: list[str]
) -> None:
    text = (FOLDER / "kunjungan.toml").read_text()
    assert before in text
    path = tmp_path / "kunjungan.toml"
    path.write_text(text.replace(before, after, 1))
    with pytest.raises(UserError) as refused:
        read_contract(path)
    assert str(refused.value).startswith(f"{path}: ")
    assert all(word in str(refused.value) for word in words), refused.value


def test_a_pattern_and_a_range_hold_rows_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a contract that asks for more than the shipped one."""
    text = (FOLDER / "permohonan.toml").read_text()
    number = 'missing = "nomor_kosong"\n'
    assert number in text
    asked = store.root / "permohonan.toml"
    more = f"{number}pattern = 'SMD-[0-9]{{4}}-[0-9]{{7}}'\nunreadable = \"nilai_tak_dikenal\"\n"
    asked.write_text(text.replace(number, more).replace('"2015-01-01"', '"2024-08-01"', 1))
    contract.cache_clear()
    monkeypatch.setattr("etl.sources.contract.FOLDER", store.root)
    for source in SOURCES[1:]:
        (store.root / f"{source}.toml").write_text((FOLDER / f"{source}.toml").read_text())
    odd = requests(1)[0] | {"No Permohonan": "SMD-1"}
    early = requests(1, Tanggal_Permohonan="01/07/2024 08.00")[0] | {"No Permohonan": "SMD-2024-0000009"}
    put(store, "permohonan/a.csv", delimited([*requests(2), odd, early]))
    outcome = take_in_once(store)
    contract.cache_clear()
    assert counts(outcome) == [("loaded", 2, 2, 0, 1)]
    assert sorted(mark.reason for mark in outcome.marked) == ["nilai_tak_dikenal", "tanggal_di_luar_jangkauan"]
