"""Text from data is text in a chart; the product's own bold, breaks and colours stay what they are."""

import pytest

from pages.charts.chart import Chart
from pages.parts.show_chart import _spec

OWN = ["<b>Sengkotek</b>", "Agu<br>2024", "<span style='color:#b05000'>■ loket</span>"]
FOREIGN = ['<a href="http://x">x</a>', "<img src=x>", "<span onclick='x'>", "<span style='background:url(x)'>", "<5"]


def shown(text: str) -> str:
    """What becomes of a text in a chart."""
    chart = Chart()
    chart.annotate(text=text)
    return str(_spec(chart)["layout"]["annotations"][0]["text"])


@pytest.mark.parametrize("text", OWN)
def test_own_markup_stays(text):
    assert shown(text) == text


@pytest.mark.parametrize("text", FOREIGN)
def test_foreign_markup_becomes_text(text):
    assert shown(text).startswith("&lt;")
