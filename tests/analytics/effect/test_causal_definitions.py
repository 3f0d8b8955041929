"""Every number of the causal answers and the forecast has its definition."""

from dataclasses import fields
from typing import Any

import pytest
from support.frames.staggered_panels import panel

from analytics.assistance import HelpChange
from analytics.effect import GoingLive, aggregate, att_gt
from analytics.effect.by_going_live.aggregation import Aggregate
from analytics.effect.by_going_live.pretrend import PreTrend
from analytics.rollout import Forecast
from analytics.uptake import ShareChange
from core.definitions import definitions

DEFINED = {field for entry in definitions().values() for field in entry.fields}
# What only says where, in which state, or repeats the input of a figure defined elsewhere.
PLAIN = {"state", "reason", "frame", "units", "left_out", "influence", "by", "overall", "key", "cohort", "period"}
PLAIN |= {"alone", "cells", "pre_trend", "wald_reason", "as_of", "live", "total"}
PLAIN |= {"arrivals", "sizes", "offices", "clusters"}


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("aggregate", Aggregate),
        ("help_change", HelpChange),
        ("share_change", ShareChange),
        ("forecast", Forecast),
        ("going_live", GoingLive),
        ("pre_trend", PreTrend),
    ],
)
def test_every_field_of_a_result_is_defined(name: str, result: Any) -> None:
    told = {item.name for item in fields(result)} - PLAIN
    assert {f"{name}.{field}" for field in told} <= DEFINED


@pytest.mark.parametrize("name", ["att_gt", "aggregate"])
def test_every_column_of_a_frame_is_defined(name: str) -> None:
    result = att_gt(panel())
    frame = result.frame if name == "att_gt" else aggregate(result).frame
    assert {f"{name}.{column}" for column in frame if column not in PLAIN} <= DEFINED
