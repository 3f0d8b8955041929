from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from support.frames.analytics_frames import city
from support.frames.drawn import drawn
from support.frames.rosters import EVENTS, UNITS, roster

from analytics.assistance import assisted_requests
from analytics.rollout import coverage
from analytics.uptake import digital_share, weekday_shares
from core.formats import percent
from pages.charts import months as charts
from pages.charts.help import hours_chart
from pages.charts.senders import senders_chart
from pages.charts.weekday_months import weekday_month_chart

FACTS = city(1, live=3, not_live=1, convert=0.3)
START = date(2024, 8, 27)
TARGETS = pd.DataFrame(
    {
        "measure": ["kelurahan_live", "digital_share"],
        "value": [3.0, 0.6],
        "due_date": pd.to_datetime(["2024-12-31", None]),
        "label_id": ["Semua", "Porsi"],
        "label_en": ["All", "Share"],
    }
)
DATES = pd.date_range("2023-12-01", "2024-06-30")


def texts(chart: go.Figure) -> list[str]:
    return [note.text for note in chart.layout.annotations]


def cover(events: pd.DataFrame, used: float = np.nan) -> go.Figure:
    kinds = ("kelurahan", "kecamatan")
    kelurahan, kecamatan = (coverage(events, UNITS, DATES, kind).assign(used=used) for kind in kinds)
    return drawn(charts.coverage_chart(kelurahan, kecamatan, TARGETS))


def test_weekday_chart_shows_both_periods_and_names_the_digital_days() -> None:
    frame = weekday_shares(FACTS, START)
    chart = drawn(charts.weekday_share_chart(frame, [2, 3, 4]))
    assert list(chart.layout.xaxis.ticktext) == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat"]
    assert {"hari digital", "sebelum", "sejak"} <= set(texts(chart))
    assert [(shape.x0, shape.x1) for shape in chart.layout.shapes] == [(1.5, 2.5), (2.5, 3.5), (3.5, 4.5)]
    shown = frame.query("group == 'both' and period == 'since' and weekday in ['1', '2', '3', '4', '5']")["share"]
    assert list(chart.data[1].y) == pytest.approx(list(shown))
    assert all("%" in text for text in chart.data[0].hovertext)


def test_weekday_chart_leaves_a_missing_share_out() -> None:
    frame = weekday_shares(FACTS, START)
    frame.loc[(frame["weekday"] == "5") & (frame["period"] == "since"), ["share", "lower", "upper"]] = np.nan
    chart = drawn(charts.weekday_share_chart(frame, [2, 3, 4]))
    assert chart.data[1].y[4] is None
    assert not any(text == "–" for text in texts(chart))


def test_charts_without_any_share_say_so() -> None:
    nothing = FACTS.assign(is_complete=False)
    for empty in (
        charts.weekday_share_chart(weekday_shares(nothing, START), [2, 3, 4]),
        charts.channel_month_chart(digital_share(nothing, ["month"])),
        charts.share_trend_chart(digital_share(nothing, ["month"]), 0.6),
    ):
        chart = drawn(empty)
        assert len(chart.data) == 0
        assert texts(chart)[0].startswith("Belum ada")


def test_channel_bars_leave_out_months_without_a_share() -> None:
    facts = FACTS.assign(is_complete=FACTS["is_complete"] & FACTS["month"].ne("2024-03-01"))
    frame = digital_share(facts, ["month"])
    chart = drawn(charts.channel_month_chart(frame))
    good = frame[frame["state"] == "ok"]
    both = [digital + visits for digital, visits in zip(chart.data[0].y, chart.data[1].y, strict=True)]
    assert both == pytest.approx(list(good["denominator"]))
    assert "2024-03" not in {f"{place:%Y-%m}" for place in map(pd.Timestamp, chart.data[0].x)}
    assert "–" in texts(chart)


def test_trend_breaks_at_a_gap_and_shows_target_and_range() -> None:
    facts = FACTS.assign(is_complete=FACTS["is_complete"] & FACTS["month"].ne("2024-03-01"))
    facts["tidak_diketahui"] = np.where(facts["month"].eq("2024-05-01"), 9.0, 0.0)
    chart = drawn(charts.share_trend_chart(digital_share(facts, ["month"]), 0.6))
    line = chart.data[-1]
    assert line.connectgaps is False
    assert line.y[2] is None
    assert [trace.line.dash for trace in chart.data[:-1]] == ["dot"]
    assert f"sasaran {percent(0.6, 0)}" in texts(chart)
    assert "\n".join(chart.layout.xaxis.ticktext).count("2024") == 1


def test_coverage_is_solid_while_confirmed_and_dashed_after() -> None:
    chart = cover(EVENTS)
    lines = [trace for trace in chart.data if trace.line.width == 3 and trace.yaxis == "y"]
    assert [line.line.dash for line in lines] == ["solid", "dash"]
    known = [pd.Series(line.y, index=DATES, dtype=float).dropna().index for line in lines]
    assert known[0].max() == known[1].min() == pd.Timestamp("2024-04-01")


def test_coverage_names_its_end_used_part_and_targets() -> None:
    chart = cover(EVENTS, used=1.0)
    assert {"<b>Kelurahan</b>", "<b>Kantor kecamatan</b>"} <= set(texts(chart))
    assert {"1 aktif, 1 dipakai", "0 aktif, 1 dipakai"} <= set(texts(chart))
    assert any(text.startswith("sasaran 3, 31 Des 2024") for text in texts(chart))


def test_coverage_before_a_known_status_is_a_gap_not_zero() -> None:
    chart = cover(roster(("A", "2024-03-01", "aktif", False, False)))
    solid = next(trace for trace in chart.data if trace.line.width == 3 and trace.yaxis == "y")
    values = pd.Series(solid.y, index=DATES, dtype=float)
    assert values[:"2024-02-29"].isna().all()
    assert "1 aktif" in texts(chart)


def test_no_chart_needs_anything_from_outside() -> None:
    frame = digital_share(FACTS, ["month"])
    for chart in (
        drawn(charts.share_trend_chart(frame)),
        drawn(charts.channel_month_chart(frame)),
        cover(EVENTS),
        drawn(charts.weekday_share_chart(weekday_shares(FACTS, START), [2])),
    ):
        assert chart.layout.separators == ",."
        assert chart.layout.font.size >= 14
        assert "http" not in chart.to_json().replace("https://plot.ly", "")


def test_months_are_indonesian_words() -> None:
    chart = drawn(charts.share_trend_chart(digital_share(FACTS, ["month"])))
    assert chart.layout.xaxis.ticktext[0] == "Jan<br>2024"
    assert set(chart.layout.xaxis.ticktext[1:]) == {"Mar", "Mei", "Jul", "Sep", "Nov"}


def test_hours_are_a_grid_of_numbers() -> None:
    frame = pd.DataFrame([(day, hour, day + hour / 24) for day in range(1, 8) for hour in range(24)])
    frame.columns = pd.Index(["weekday", "hour", "calls_per_day"])
    chart = drawn(hours_chart(frame))
    assert [len(row) for row in chart.data[0].z] == [24] * 7
    assert chart.data[0].z[2][12] == 3.5
    assert (chart.data[0].showscale, chart.data[0].colorbar.title.text) == (None, "panggilan per hari")


def test_hours_without_a_call_are_empty_and_say_so() -> None:
    """No colour that would look like calls; days without a call beside others stay the palest."""
    frame = pd.DataFrame([(day, hour, 0.0) for day in range(1, 8) for hour in range(24)])
    frame.columns = pd.Index(["weekday", "hour", "calls_per_day"])
    chart = drawn(hours_chart(frame))
    assert len(chart.data) == 0
    assert texts(chart) == ["Tidak ada panggilan bantuan."]
    one = drawn(hours_chart(frame.assign(calls_per_day=[0.5, *frame["calls_per_day"].iloc[1:]])))
    assert (one.data[0].zmin, max(map(max, one.data[0].z))) == (0, 0.5)


@pytest.mark.parametrize(("low", "apart"), [(0.24, 0), (0.48, 10)])
def test_last_shares_stand_behind_the_lines_and_names_above(low: float, apart: int) -> None:
    """No word lies where a line can run through it, and two shares that end close do not lie on each other."""
    months = pd.to_datetime(["2024-08-01", "2024-09-01"])
    frame = pd.concat(
        pd.DataFrame({"month": months, "is_digital_weekday": flag, "share": shares})
        for flag, shares in ((True, [0.4, 0.5]), (False, [0.6, low]))
    )
    chart = drawn(weekday_month_chart(frame, pd.Timestamp(START), ("Selasa-Kamis", "Senin dan Jumat")))
    ends = [note for note in chart.layout.annotations if note.y in (0.5, low)]
    assert [(note.xref, note.x, note.xanchor, note.yshift) for note in ends] == [
        ("paper", 1, "left", apart),
        ("paper", 1, "left", -apart),
    ]
    names = next(note for note in chart.layout.annotations if "Senin dan Jumat" in note.text)
    assert (names.yref, names.y, names.yanchor) == ("paper", 1, "bottom")
    assert names.yshift > 0


def test_senders_are_stacked_to_the_whole_and_named_where_they_came() -> None:
    facts = FACTS.assign(petugas=np.where(FACTS["month"].eq("2024-03-01"), np.nan, 5.0), rt=1.0)
    facts.loc[facts["petugas"].isna(), ["warga", "rt", "tidak_diketahui"]] = np.nan
    chart = drawn(senders_chart(assisted_requests(facts, ["month"])))
    whole = [sum(parts) for parts in zip(*(trace.y for trace in chart.data), strict=True)]
    assert whole == pytest.approx([1.0] * 10)
    assert [word in texts(chart)[-1] for word in ("warga sendiri", "lewat RT", "diketik petugas", "tanpa asal")] == [
        True, True, True, False,
    ]  # fmt: skip
    assert "–" in texts(chart)
    none = drawn(senders_chart(assisted_requests(facts.assign(is_live=False), ["month"])))
    assert texts(none) == ["Belum ada permohonan di kantor aktif"]
