"""What may be taken along: of a week only the whole city's figures, of hidden cells only months that are settled."""

from datetime import date

import pandas as pd
import pytest

from analytics import period_code
from core.definitions import definitions
from core.scope import whole_city
from core.store import Store
from core.store.published_builds import current_build
from pages.parts.downloads import CELLS, Sheet, guarded
from pages.view.cache import read_build
from pages.view.view import View

WEEK = (date(2024, 11, 18), date(2024, 11, 24))
OFFICES = pd.DataFrame({"unit_code": ["64.72.01.1001"], "numerator": [117]})
CITY = pd.DataFrame({"stage": ["help"], "calls": [140]})
MONTHS = pd.DataFrame({"month": [pd.Timestamp("2024-10-01")], "numerator": [500]})


@pytest.fixture(scope="module")
def city(sample_store: Store) -> View:
    return View(read_build(whole_city(current_build(sample_store))), "id", WEEK, grain="week")


@pytest.mark.parametrize(
    ("table", "kecamatan", "leaves"),
    [(OFFICES, None, False), (CITY, None, True), (CITY, "64.72.01", False), (MONTHS, "64.72.01", True)],
)
def test_rows_of_a_week_stay_unless_they_are_the_citys(
    city: View, table: pd.DataFrame, kecamatan: str | None, leaves: bool
) -> None:
    sheet = guarded(Sheet("Porsi", table), city.at(kecamatan=kecamatan))
    assert (sheet.may_leave, sheet.all_rows_leave) == (leaves, leaves)


def test_a_month_of_an_office_leaves(city: View) -> None:
    month = View(city.build, "id", (date(2024, 10, 1), date(2024, 10, 31)), "64.72.01")
    assert guarded(Sheet("Porsi", OFFICES), month).all_rows_leave


def test_what_is_told_by_month_is_not_cut_at_the_end_of_a_week(city: View) -> None:
    """Up to the last day of the data, in a month that is not over."""
    assert city.whole_month == (date(2024, 11, 1), city.build.meta["as_of"])
    october = View(city.build, "id", (date(2024, 10, 7), date(2024, 10, 13)), grain="week")
    assert october.whole_month == (date(2024, 10, 1), date(2024, 10, 31))


def test_a_week_in_two_months_stands_beside_the_month_of_most_of_its_working_days(city: View) -> None:
    """October has four of the five: its figures reach to its end, the week's own to the week's."""
    view = View(city.build, "id", (date(2024, 10, 28), date(2024, 11, 3)), grain="week")
    assert view.month == date(2024, 10, 1)
    assert view.whole_month == (date(2024, 10, 1), date(2024, 10, 31))
    assert (view.day_in_month, view.end) == (date(2024, 10, 31), date(2024, 11, 3))
    assert view.months()["month"].max() == pd.Timestamp(2024, 10, 1)


def test_periods_are_named_by_code() -> None:
    named = {"week": "2024-W47", "month": "2024-11", "quarter": "2024-Q4", "year": "2024"}
    assert {grain: period_code(WEEK[0], grain) for grain in named} == named
    assert period_code(date(2024, 12, 30), "week") == "2025-W01"


SERVICES = pd.DataFrame({"service": ["ktp", "domisili"], "digital": [6, "<5"]})
ANSWERS = pd.DataFrame({"month": pd.to_datetime(["2024-10-01", "2024-11-01"]), "answers": [40, 12]})


def test_of_what_hides_small_counts_a_month_leaves_once_it_is_settled(city: View) -> None:
    """Two files of a month that still grows differ by single requests; what hides nothing leaves as before."""
    as_of = city.build.meta["as_of"]
    october = View(city.build, "id", (date(2024, 10, 1), date(2024, 10, 31)))
    november = View(city.build, "id", (date(2024, 11, 1), as_of))
    assert as_of < date(2024, 12, 14)
    sheet = Sheet("Menurut layanan", SERVICES, ("service_inside",))
    assert guarded(sheet, october).all_rows_leave
    kept = guarded(guarded(sheet, november), november)
    assert (kept.may_leave, kept.all_rows_leave, kept.waits_until) == (False, False, date(2024, 12, 14))
    assert guarded(Sheet("Porsi", OFFICES, ("digital_share",)), november).all_rows_leave


def test_of_several_months_the_settled_ones_leave(city: View) -> None:
    november = View(city.build, "id", (date(2024, 11, 1), city.build.meta["as_of"]))
    kept = guarded(Sheet("Kepuasan", ANSWERS, ("satisfaction",)), november)
    assert kept.leaving["month"].to_list() == [pd.Timestamp(2024, 10, 1)]
    assert (kept.may_leave, kept.all_rows_leave) == (True, False)


def test_every_figure_that_hides_small_counts_is_known_by_its_definition() -> None:
    assert set(definitions()) >= CELLS
