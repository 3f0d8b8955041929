"""Text from data is text in a chart; the product's own bold, breaks and colours stay what they are."""

import plotly.graph_objects as go
import pytest

from pages.components.charts import MARKUP, _plain

OWN = ["<b>Sengkotek</b>", "Agu<br>2024", "<span style='color:#b05000'>■ loket</span>"]
FOREIGN = ['<a href="http://x">x</a>', "<img src=x>", "<span onclick='x'>", "<span style='background:url(x)'>", "<5"]


def annotated(text: str) -> go.Figure:
    return go.Figure().add_annotation(text=text)


@pytest.mark.parametrize("text", OWN)
def test_own_markup_stays(text):
    assert not MARKUP.search(annotated(text).to_json())
    assert _plain(annotated(text)).layout.annotations[0].text == text


@pytest.mark.parametrize("text", FOREIGN)
def test_foreign_markup_becomes_text(text):
    assert _plain(annotated(text)).layout.annotations[0].text.startswith("&lt;")
