"""The contracts: complete as data, and each reason in words."""

import re

import pytest

from core.reasons import reasons
from core.settings import SOURCES
from etl.contracts import Contract, contract, contracts
from etl.versions import KEPT
from etl.warehouse import SQL, sql
from etl.words import fold


@pytest.mark.parametrize("source", SOURCES)
def test_key_and_columns_are_those_of_the_table(source: str) -> None:
    """The business key, the dating column and the check's SELECT all name columns that exist."""
    declared = contract(source)
    body = re.search(rf"EXISTS {declared.table}_version \((.*?)\n\);", sql("warehouse"), re.S)
    assert body
    held = {line.split()[0] for line in body[1].replace("\n", " ").split(",")}
    assert set(declared.key) <= held
    assert declared.newest in held
    assert all(re.search(rf"\b{name}\b", sql(f"check/{source}")) for name in held - set(KEPT))


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
    texts = [path.read_text() for path in [*SQL.rglob("*.sql"), *SQL.parent.glob("*.py")]]
    texts += [path.read_text() for path in (SQL.parent / "readers").glob("*.py")]
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
