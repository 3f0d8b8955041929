"""What every source needs so that a file of it can be sent, judged and told of: a lack is an error at run time."""

import pytest

from core.settings import ROOT
from core.sources import SOURCES
from core.texts import translator
from etl import contract
from etl.answers.effect import RECORDS
from intake.mapping.meanings import column_choices
from intake.verdict.words import MERGED


@pytest.mark.parametrize("source", SOURCES)
def test_every_column_says_what_it_means(source: str) -> None:
    choices = column_choices(source, translator("id"))
    assert set(choices) == {column.name for column in contract(source).read_columns if not column.is_rest}


@pytest.mark.parametrize("source", SOURCES)
def test_what_a_file_would_change_can_be_counted(source: str) -> None:
    assert (ROOT / "etl" / "sql" / "effect" / f"{source}.sql").exists()


def test_records_that_merge_are_told_as_such() -> None:
    assert set(MERGED) == set(RECORDS)
