"""Beside the forecast: the assumption on late plans, whose it is, and what a moved wave changes for each target."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import pytest
from support.files.pdf_text import words
from support.frames.rosters import roster, target

from akses import rights_of
from analytics import City
from analytics.rollout import Forecast, forecast, pace, slipped
from core.snapshot import Snapshot
from core.texts import translator
from pages.sections.kemajuan import chances
from pages.sections.kemajuan import forecast as forecast_section
from pages.sections.kemajuan.chances import _moved_line, show_chance_lines
from pages.sections.kemajuan.forecast import _legend, _title
from report.content.coverage import _slips

DAY = date(2024, 11, 29)


@pytest.fixture(autouse=True)
def role(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def becomes(name: str) -> None:
        monkeypatch.setattr(forecast_section, "current_rights", lambda: rights_of(name))

    becomes("analis")
    return becomes


@dataclass
class Reader:
    """As much of a view as the legend reads."""

    lang: str = "id"

    @property
    def t(self) -> Callable[[str], str]:
        return translator(self.lang)


def city(snapshot: Snapshot, **chances: float) -> City:
    rows = [(int(name.removeprefix("w")), chance, "Rapat") for name, chance in chances.items()]
    return City(snapshot).with_frames(plan_slips=pd.DataFrame(rows, columns=["weeks", "chance", "source"]))


def legend(place: City, lang: str = "id") -> str:
    reader: Any = Reader(lang)
    return words(_legend(place.forecast(DAY), reader))


def test_the_assumption_has_a_name_and_a_place_where_it_is_changed(snapshot: Snapshot) -> None:
    told = legend(city(snapshot))
    assert "Anggapan keterlambatan, bukan temuan: gelombang terencana terlambat 0 minggu (50%), 4 minggu (25%)" in told
    assert told.endswith("Anggapan bawaan; gantinya ditulis di Perbaikan data, tabel Keterlambatan rencana.")
    assert "Mend data" in legend(city(snapshot), "en")


def test_who_may_not_change_it_is_led_to_no_page(snapshot: Snapshot, role: Callable[[str], None]) -> None:
    role("pimpinan")
    assert legend(city(snapshot)).endswith(". Anggapan bawaan.")


def test_what_the_city_typed_in_is_used_and_said_to_be_its_own(snapshot: Snapshot) -> None:
    late = city(snapshot, w20=0.666, w0=0.333)
    told = legend(late)
    assert "terlambat 0 minggu (33%), 20 minggu (67%)" in told
    assert told.endswith("Anggapan itu dari tabel kota ini, Keterlambatan rencana di Perbaikan data.")
    ahead, before = late.forecast(DAY), city(snapshot).forecast(DAY)
    assert sum(ahead.record.slips.values()) == pytest.approx(1)
    assert {"slip_0", "slip_20"} <= set(ahead.plans.columns)
    assert ahead.bands["q50"].iloc[:4].sum() < before.bands["q50"].iloc[:4].sum()
    assert ["kota ini" in _slips(each, "id") for each in (ahead, before)] == [True, False]


CODES = [f"V{number:02d}" for number in range(59)]
UNITS = pd.DataFrame({"unit_code": CODES, "name": "Kantor", "kind": "kelurahan", "kecamatan": "Kota"})
WAVES = ["2023-02-06"] * 10 + ["2023-04-03"] * 3 + ["2023-05-08"] * 2 + ["2023-07-03"] * 4 + ["2023-08-07"] * 3
AS_OF, WAVE = date(2023, 9, 20), date(2023, 10, 16)


def events(waves: list[str]) -> pd.DataFrame:
    live = [(code, day, "aktif", False, True) for code, day in zip(CODES, waves, strict=False)]
    return roster(*live, *((code, f"{WAVE}", "aktif", True, True) for code in CODES[30:50]))


def moved(waves: list[str]) -> tuple[Forecast, Forecast]:
    """As planned, and with the one planned wave half a year late."""
    planned = forecast(events(waves), UNITS, AS_OF, runs=500)
    return planned, forecast(events(waves), UNITS, AS_OF, slipped(planned.plans, WAVE, 26), runs=500)


def targets(waves: list[str], value: float, due: str) -> pd.DataFrame:
    row = target(value, due)
    told = pace(events(waves), UNITS, row, AS_OF)
    return pd.DataFrame([{**row, "label_id": "Rencana", "label_en": "Plan", "pace": told}])


def line(waves: list[str], value: float, due: str) -> str:
    reader: Any = Reader()
    return words(_moved_line(targets(waves, value, due).iloc[0].to_dict(), *moved(waves), reader))


@pytest.mark.parametrize(
    ("waves", "value", "due", "told"),
    [
        (WAVES, 19, "2023-12-31", "Rencana: tercapai 3 Jul 2023."),
        (WAVES, 40, "2023-08-31", "Rencana: tenggat sudah lewat."),
        (WAVES, 59, "2023-09-25", "Rencana: tidak mungkin lagi."),
        (WAVES[:10], 40, "2024-06-30", "Rencana: peluang belum dapat dihitung: kurang dari 3 gelombang."),
    ],
)
def test_a_target_without_a_chance_is_not_said_to_stay_and_has_no_month(
    waves: list[str], value: float, due: str, told: str
) -> None:
    assert line(waves, value, due) == told


def test_a_moved_wave_changes_chance_and_month_of_an_open_target() -> None:
    told = line(WAVES, 40, "2024-01-31")
    assert told.startswith("Rencana: peluang ")
    assert " menjadi " in told
    assert "; perkiraan " in told


def test_without_a_dated_target_no_chance_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(chances, "note", lambda *words: said.append(words[0]))
    reader: Any = Reader()
    show_chance_lines(*moved(WAVES), targets(WAVES, 40, "2024-01-31").iloc[:0], "Pengandaian", reader)
    assert said == []


def test_the_title_says_the_month_where_no_line_of_a_target_does() -> None:
    reader: Any = Reader()
    planned = moved(WAVES)[0]
    above = _title(planned, None, targets(WAVES, 59, "2024-12-31"), reader)
    assert above == "Kelurahan aktif sampai kini, dan perkiraannya"
    for others in (targets(WAVES, 40, "2024-12-31"), targets(WAVES, 59, "2024-12-31").iloc[:0]):
        assert "semua 59 kelurahan aktif" in _title(planned, None, others, reader)
