"""At a phone's width the words of a chart stand beside each other, none is cut off at its edge, its title is short."""

import pytest
from support.browser_tab import LINES_OF_TITLES, PHONE, At, english

pytestmark = pytest.mark.browser
WORDS = ".annotation-text, .xtick text, .ytick text, .y2tick text, .y9tick text, .legendtext, .g-xtitle text"
# Boxes hold the empty room above and below letters, so a few pixels are no collision.
COLLIDING = """words => [...document.querySelectorAll(".js-plotly-plot")].flatMap(plot => {
    const frame = plot.getBoundingClientRect();
    const texts = [...plot.querySelectorAll(words)].filter(text => text.textContent.trim())
        .map(text => [text.textContent, text.getBoundingClientRect()]).filter(([, box]) => box.width > 0);
    const cut = texts.filter(([, box]) => box.left < frame.left || box.right > frame.right);
    const pairs = texts.flatMap(([one, a], at) => texts.slice(at + 1).filter(([, b]) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 8).map(([other]) => one + " | " + other));
    return [...cut.map(([text]) => "cut: " + text), ...pairs];
})"""


PLACES = (
    *("kanal?buka=semua", "kanal?buka=semua&kecamatan=64.72.10"),
    "kemajuan?buka=semua&gelombang=2024-12-02&geser=12",
    "kelurahan?buka=semua&unit=64.72.10.1003",
)


@pytest.mark.parametrize(
    "visit",
    [At(path, PHONE) for path in PLACES] + [english(path)._replace(width=PHONE) for path in PLACES],
    indirect=True,
    ids=str,
)
def test_no_word_of_a_chart_is_cut_or_written_over_another(visit):
    page = visit.page
    page.wait_for_selector(".js-plotly-plot .annotation-text")
    page.wait_for_timeout(300)
    assert page.evaluate(COLLIDING, WORDS) == []
    assert max(page.evaluate(LINES_OF_TITLES)) <= 2
