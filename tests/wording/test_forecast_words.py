"""What page and notebook say of the forecast: targets reached, passed and ahead, few waves, no plan, a wave moved."""

from datetime import date

import pandas as pd
import pytest
from support.files.pdf_text import words
from support.frames.rosters import roster, target

from analytics.rollout import Forecast, forecast, pace, slipped
from core.formats import percent
from core.method import HIGH_CHANCE, LEAST_CHANCE
from wording import forecast_sentence, target_chance_words

CODES = [f"V{number:02d}" for number in range(59)]
UNITS = pd.DataFrame({"unit_code": CODES, "name": "Kantor", "kind": "kelurahan", "kecamatan": "Kota"})
FIRST_TEN = ["2023-02-06"] * 10
FOUR_WAVES = ["2023-04-03"] * 3 + ["2023-05-08"] * 2 + ["2023-07-03"] * 4 + ["2023-08-07"] * 3
SIX_WAVES = [*FOUR_WAVES, *["2023-06-05"] * 2, *["2023-09-04"] * 3]
PLANNED = [(code, "2023-10-16", "aktif", True, True) for code in CODES[30:50]]
AS_OF = date(2023, 9, 20)


def events(waves: list[str], *plans: tuple[object, ...]) -> pd.DataFrame:
    live = [(code, day, "aktif", False, True) for code, day in zip(CODES, [*FIRST_TEN, *waves], strict=False)]
    return roster(*live, *plans)


def made(waves: list[str], *plans: tuple[object, ...]) -> Forecast:
    return forecast(events(waves, *plans), UNITS, AS_OF, runs=2_000)


def chance(waves: list[str], value: float, due: str, *plans: tuple[object, ...], lang: str = "id") -> str:
    towards = pace(events(waves, *plans), UNITS, target(value, due), AS_OF)
    return words(target_chance_words(towards, made(waves, *plans), lang))


def test_a_target_that_is_reached_has_a_day_and_no_chance() -> None:
    assert chance(SIX_WAVES, 19, "2023-12-31") == "tercapai 3 Jul 2023"


def test_a_target_whose_day_has_passed_has_no_chance() -> None:
    assert chance(SIX_WAVES, 40, "2023-08-31") == "tenggat sudah lewat"
    assert chance(SIX_WAVES, 40, "2023-08-31", lang="en") != "tenggat sudah lewat"


def test_what_no_plan_can_bring_any_more_is_said() -> None:
    assert chance(SIX_WAVES, 59, "2023-09-25") == "tidak mungkin lagi"


def test_a_target_beyond_the_forecast_has_no_chance() -> None:
    assert chance(SIX_WAVES, 59, "2030-12-31") == "di luar masa prakiraan"


def test_a_chance_is_a_percentage_from_six_waves_on_and_rough_before() -> None:
    """Twenty kelurahan planned four weeks ahead, the due day half a year later."""
    sure = chance(SIX_WAVES, 45, "2024-03-31", *PLANNED)
    assert sure.endswith("%")
    assert not sure.startswith(("rendah", "tinggi", "sekitar setengah"))
    assert chance(FOUR_WAVES, 40, "2024-06-30", *PLANNED) == f"tinggi (di atas {percent(HIGH_CHANCE, 0)})"
    assert chance(FOUR_WAVES, 55, "2023-12-31", *PLANNED) == f"di bawah {percent(LEAST_CHANCE, 0)}"


def test_with_two_waves_there_is_a_scenario_and_no_chance() -> None:
    few = FOUR_WAVES[:5]
    assert words(forecast_sentence(made(few, *PLANNED))) == (
        "Baru 2 gelombang terlihat, jadi hanya skenario: 35 kelurahan bila tepat waktu."
    )
    assert chance(few, 40, "2023-12-31", *PLANNED) == "peluang belum dapat dihitung: kurang dari 3 gelombang"


def test_without_a_plan_the_scenario_stays_where_it_is() -> None:
    assert "15 kelurahan bila tepat waktu" in words(forecast_sentence(made(FOUR_WAVES[:5])))
    told = words(forecast_sentence(made(SIX_WAVES)))
    assert told.startswith("Sekarang 27 dari 59 kelurahan; ")


def numbers(ahead: Forecast) -> tuple[int, int, int]:
    """Low, middle and high as the sentence has them; checked against the last month's band."""
    low, middle, high = (round(ahead.bands.iloc[-1][name]) for name in ("q10", "q50", "q90"))
    told = words(forecast_sentence(ahead))
    assert told.endswith(f"perkiraan tengah {middle}, kemungkinan 80% {low}–{high}.")
    return low, middle, high


@pytest.mark.parametrize("weeks", [4, 26])
def test_a_wave_moved_later_changes_sentence_and_chance(weeks: int) -> None:
    planned = forecast(events(SIX_WAVES, *PLANNED), UNITS, AS_OF, months=3, runs=2_000)
    plans = slipped(planned.plans, date(2023, 10, 16), weeks)
    moved = forecast(events(SIX_WAVES, *PLANNED), UNITS, AS_OF, plans, months=3, runs=2_000)
    before, after = numbers(planned), numbers(moved)
    assert all(late <= soon for soon, late in zip(before, after, strict=True))
    assert before != after
    towards = pace(events(SIX_WAVES, *PLANNED), UNITS, target(45, "2023-11-30"), AS_OF)
    told = [words(target_chance_words(towards, ahead)) for ahead in (planned, moved)]
    assert told[0] != told[1]
