"""What the report says of the forecast in cities with few waves, without a plan, with a late one, and done."""

from datetime import date

import pandas as pd
import pytest
from support.files.pdf_text import words
from support.frames.rosters import roster

from report.content.blocks import Text
from report.content.coverage import coverage_section
from report.content.report_build import ReportBuild

AS_OF = date(2023, 12, 29)
FIRST_TEN, TWO_WAVES = ["2023-02-06"] * 10, ["2023-04-03"] * 3 + ["2023-05-08"] * 2
SEVEN_WAVES = [*TWO_WAVES, *(f"2023-{month:02d}-11" for month in (6, 7, 8, 9, 10))]


@pytest.fixture(scope="module")
def codes(build: ReportBuild) -> list[str]:
    units = build.city.units
    return list(units.loc[units["kind"].eq("kelurahan"), "unit_code"])


def told(build: ReportBuild, codes: list[str], days: list[str], planned: dict[str, int] | None = None) -> str:
    """The sentences of the section in a city whose kelurahan went live on these days, with more planned."""
    rows = [(code, day, "aktif", False, True) for code, day in zip(codes, days, strict=False)]
    later = [day for day, count in (planned or {}).items() for _ in range(count)]
    rows += [(code, day, "aktif", True, True) for code, day in zip(codes[len(days) :], later, strict=False)]
    history: pd.DataFrame = build.city.plan_history.iloc[:0]
    city = build.city.with_frames(roster=roster(*rows), plan_history=history)
    section = coverage_section(city, [], city.forecast(AS_OF), AS_OF, "id")
    return words(" ".join(block.text for block in section.blocks if isinstance(block, Text)))


def test_few_waves_give_what_is_planned_and_no_chance(build: ReportBuild, codes: list[str]) -> None:
    text = told(build, codes, FIRST_TEN + TWO_WAVES, {"2024-02-05": 6})
    assert "belum cukup: baru 2 gelombang sejak 10 kelurahan pertama." in text
    assert "Yang terjadwal: 6 kelurahan pada 5 Februari 2024." in text
    assert "peluang semua aktif" not in text


def test_a_planned_wave_that_has_not_come_is_late(build: ReportBuild, codes: list[str]) -> None:
    text = told(build, codes, FIRST_TEN + TWO_WAVES, {"2023-12-04": 4})
    assert "Yang terjadwal: 4 kelurahan, terlambat sejak 4 Desember 2023." in text


def test_without_a_wave_and_without_a_plan_both_are_said(build: ReportBuild, codes: list[str]) -> None:
    text = told(build, codes, FIRST_TEN)
    assert "belum ada gelombang sejak 10 kelurahan pertama. Tidak ada gelombang yang terjadwal." in text


def test_with_waves_there_is_a_band_and_a_chance_and_where_the_delays_come_from(
    build: ReportBuild, codes: list[str]
) -> None:
    text = told(build, codes, FIRST_TEN + SEVEN_WAVES, {"2024-02-05": 6})
    assert "dari 59 kelurahan aktif (rentang 80%, perkiraan tengah" in text
    assert "; peluang semua aktif " in text
    assert "adalah anggapan, bukan temuan" in text
    assert "Sesudah 5 Februari 2024 tidak ada gelombang terjadwal; 33 kelurahan belum dijadwalkan." in text
    assert "adalah anggapan" not in told(build, codes, FIRST_TEN + SEVEN_WAVES)


def test_once_all_are_live_nothing_is_forecast(build: ReportBuild, codes: list[str]) -> None:
    text = told(build, codes, FIRST_TEN + TWO_WAVES + ["2023-07-03"] * 44)
    assert "peluang" not in text
    assert "terjadwal" not in text
