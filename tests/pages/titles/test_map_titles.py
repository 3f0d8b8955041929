"""Titles of the map's layers: the highest is named only beyond the intervals, nothing where there is nothing."""

import pandas as pd
import pytest

from pages.titles.maps import map_title


def shares(*bounds: tuple[float, float], **more: object) -> pd.DataFrame:
    rows = [(f"Satu{at}", (low + high) / 2, low, high) for at, (low, high) in enumerate(bounds)]
    frame = pd.DataFrame(rows, columns=["name", "share", "lower", "upper"])
    return frame.assign(
        **{
            "kind": "kelurahan", "lower_unknown": None, "upper_unknown": None, "denominator": 100, "unsplit_part": 0.0,
            "is_lower_bound": False, **more,
        }
    )  # fmt: skip


def test_statuses_are_counted_by_kind() -> None:
    frame = pd.DataFrame({"status": ["aktif", "belum", "aktif"], "kind": ["kelurahan", "kelurahan", "kecamatan"]})
    assert map_title(frame, "status") == "Aktif: 1 dari 2 kelurahan dan 1 dari 1 kantor kecamatan"
    assert map_title(frame.head(2), "status", "en") == "Live: 1 of 2 kelurahan"


@pytest.mark.parametrize(
    ("frame", "title"),
    [
        (shares((0.4, 0.6), (0.1, 0.2), (0.2, 0.3)), "Satu0 (50%) lebih digital daripada Satu1 (15%)"),
        (shares((0.1, 0.6), (0.1, 0.5)), "Porsi digital 2 kantor belum dapat dibedakan"),
        (shares((0.4, 0.6), (0.1, 0.2), upper_unknown=0.55), "Porsi digital 2 kantor belum dapat dibedakan"),
        (shares((0.4, 0.6), (0.1, 0.2), denominator=19), ""),
        (shares((0.4, 0.6), (0.1, 0.2), unsplit_part=0.9), ""),
        (shares((0.4, 0.6)), ""),
    ],
)
def test_one_office_is_more_digital_only_beyond_the_intervals(frame: pd.DataFrame, title: str) -> None:
    assert map_title(frame, "porsi") == title


def test_reports_are_counted_below_the_least() -> None:
    frame = pd.DataFrame({"completeness": [0.5, 0.9, None]})
    assert map_title(frame, "kelengkapan") == "1 dari 2 kantor melaporkan kurang dari 60% harinya"
    assert map_title(frame.tail(2), "kelengkapan") == "Semua kantor melaporkan sedikitnya 60% harinya"
    assert map_title(frame.tail(1), "kelengkapan") == ""


def test_offices_that_clearly_call_more_are_named() -> None:
    frame = pd.DataFrame({"name": ["A", "B", "C"], "kind": "kelurahan", "rate": [9.0, 8.0, 7.0], "needs_help": True})
    assert map_title(frame, "bantuan") == "8 minggu terakhir panggilan jelas lebih banyak: A dan 2 lainnya"
    assert map_title(frame.head(2), "bantuan") == "8 minggu terakhir panggilan jelas lebih banyak: A dan B"
    nobody = frame.assign(needs_help=False, is_compared=[True, True, False])
    told = "8 minggu terakhir panggilan jelas lebih banyak: 0 dari 2 kantor"
    assert map_title(nobody, "bantuan") == told
    assert map_title(nobody.tail(1), "bantuan") == ""
    assert map_title(frame.assign(rate=None), "bantuan") == ""


def test_requests_are_told_per_resident_with_the_most() -> None:
    frame = pd.DataFrame(
        {
            "name": ["A", "B"],
            "kind": "kelurahan",
            "per_thousand": [10.0, 20.0],
            "most_per_thousand": None,
            "population": [300, 100],
        }
    )
    told = "12,5 permohonan digital per 1.000 penduduk; terbanyak B (20,0)"
    assert map_title(frame, "penduduk") == told
    assert map_title(frame.head(1), "penduduk") == "10,0 permohonan digital per 1.000 penduduk"
    assert map_title(frame.head(0), "penduduk") == ""
