"""The list of periods: no grain lies behind all of another, and a quarter is found by either of its words."""

from datetime import date

from core.scope import whole_city
from core.store import Store
from core.store.published_builds import current_build
from pages.frame.filters import read_kecamatan, read_offices
from pages.frame.periods import _newest_first, read_periods

OCTOBER = (date(2024, 10, 1), date(2024, 10, 31))
QUARTER = (date(2024, 10, 1), date(2024, 12, 3))
FITS = 30
"""Letters that a phone's box of choices has room for."""


def test_the_newest_of_each_grain_comes_first_then_the_few_quarters(sample_store: Store) -> None:
    periods, names, default = read_periods(whole_city(current_build(sample_store)), "id")
    grains = [grain for _span, grain in periods.values()]
    assert grains[:4] == ["week", "month", "quarter", "year"]
    assert default == list(periods)[1] == "2024-11"
    older = grains[4:]
    assert [grain for at, grain in enumerate(older) if grain not in older[:at]] == ["quarter", "year", "month", "week"]
    months = [code for code, (_span, grain) in periods.items() if grain == "month"]
    assert months == sorted(months, reverse=True)
    assert list(names) == list(periods)
    assert names["2024-Q3"] == "Triwulan III 2024 (kuartal 3)"
    assert names["2024-Q4"] == "Triwulan IV 2024 (kuartal 4)"


def test_a_month_that_has_only_begun_stands_above_the_one_that_is_opened() -> None:
    """As `periods_with_data` gives them: the one to open with first."""
    months = [(date(2024, 11, 1), date(2024, 11, 30)), (date(2024, 12, 1), date(2024, 12, 3)), OCTOBER]
    listed = _newest_first([*((month, "month") for month in months), (QUARTER, "quarter")])
    assert [first.month for (first, _last), _grain in listed] == [12, 11, 10, 10]
    assert [grain for _span, grain in listed] == ["month", "month", "quarter", "month"]


def test_english_has_one_name_for_a_quarter(sample_store: Store) -> None:
    names = read_periods(whole_city(current_build(sample_store)), "en")[1]
    assert names["2024-Q4"] == "Q4 2024"


def test_names_of_places_fit_the_boxes_of_a_phone(sample_store: Store) -> None:
    scope = whole_city(current_build(sample_store))
    for names in (read_kecamatan(scope, "id")[1], read_offices(scope, "id", "")[1]):
        assert max(map(len, names.values())) <= FITS
