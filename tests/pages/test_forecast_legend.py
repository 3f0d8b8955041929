"""Below the forecast: the assumption on late plans by its name, whose it is, and where it is changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import pytest
from support.files.pdf_text import words

from analytics import City
from core.snapshot import Snapshot
from core.texts import translator
from pages.sections.kemajuan_forecast import _legend
from report.content.coverage import _slips

DAY = date(2024, 11, 29)


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
