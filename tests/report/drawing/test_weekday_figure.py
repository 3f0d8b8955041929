"""The weekday chart on paper: whatever the shares, no grid line runs through the words of the key."""

import re
from dataclasses import replace

import pytest

from report.content.model import Content, Weekdays
from report.drawing.weekdays import ChartWords, weekday_chart
from report.layout.weekdays import HEIGHT, WIDTH

WORDS = ChartWords("sebelum", "sejak", "hari digital")


def with_share(shares: Weekdays, share: float) -> Weekdays:
    """All days of both periods at one share."""
    days = (replace(day, share=replace(day.share, share=share, lower=share, upper=share)) for day in shares.days)
    return replace(shares, days=tuple(days))


@pytest.mark.parametrize("share", [0.05, 0.25, 0.45, 0.55, 0.65, 0.95])
def test_the_key_stands_above_the_highest_grid_line(share: float, october: Content) -> None:
    svg = weekday_chart(with_share(october.weekdays, share), WORDS, WIDTH, HEIGHT)
    highest = min(float(y) for y in re.findall(r'<polyline points="[\d.]+,([\d.]+) ', svg))
    base_lines = [float(y) for y in re.findall(r'y="([\d.]+)"[^>]*>(?:sebelum|sejak|hari digital)<', svg)]
    assert len(base_lines) == 3
    assert max(base_lines) + 2 < highest
