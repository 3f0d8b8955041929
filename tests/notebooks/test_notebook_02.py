"""Did the digital days work: the notebook runs on the published sample and ends with the dashboard's number."""

import ast

import pytest
from support.codes import codes_in
from support.notebook_runs import FOLDER, code_of, run

from analytics import City, headline
from analytics.effect import digital_days
from core.formats import number, percent, points, points_interval
from core.snapshot import Snapshot
from core.store import Store
from wording import verdict_sentence

pytestmark = pytest.mark.drill

NOTEBOOK = FOLDER / "02_hari_digital.py"


@pytest.fixture(scope="module")
def shown(sample_store: Store) -> str:
    """What the notebook shows on the sample build (the settings point to it)."""
    assert sample_store.is_sample
    return run(NOTEBOOK)


def test_it_ends_with_the_number_of_the_dashboard(shown: str, snapshot: Snapshot) -> None:
    city = City(snapshot)
    assert city.as_of
    seen = headline(city, city.as_of).gap.result
    assert seen is not None
    gap = seen.gap
    last = f"{points(gap.value)} (rentang 95%: {points_interval(gap.lower, gap.upper)})"
    assert shown.strip().endswith(f"{verdict_sentence(seen)}\n{last}")


def test_it_prints_words(shown: str) -> None:
    assert codes_in(shown) == set()


def test_every_step_shows_the_published_figures(shown: str, snapshot: Snapshot) -> None:
    city = City(snapshot)
    assert city.digital_start
    assert city.as_of
    answer = digital_days(city.facts, city.digital_start, city.as_of)
    assert shown.startswith("DATA CONTOH")
    assert f"L: {answer.live_offices} kelurahan, N: {answer.not_live_offices} kelurahan" in shown
    assert f"kunjungan seminggu: {percent(answer.visits_change.value)}" in shown
    assert f"pindah hari: {number(answer.displacement.value, 2)}" in shown
    assert shown.count("<Figure") == 4


def test_it_defines_no_figure_of_its_own() -> None:
    code = code_of(NOTEBOOK)
    nodes = list(ast.walk(ast.parse(code)))
    assert not [node for node in nodes if isinstance(node, ast.FunctionDef)]
    summed = {node.attr for node in nodes if isinstance(node, ast.Attribute)} & {"mean", "sum", "std", "quantile"}
    assert summed == set()
