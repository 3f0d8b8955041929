"""The chart of one office's digital share among the offices of its kind."""

from analytics.chart import Chart
from analytics.chart_frame import figure, label, note, spread
from analytics.peers import Peers
from core.formats import percent
from core.texts import translator
from core.theme import DIGITAL, MUTED, rgba


def peers_chart(peers: Peers, lang: str = "id") -> Chart:
    """Return one bar an office, highest first; the office looked at in colour with its interval, and the median."""
    _, frame = translator(lang), peers.frame
    chart = figure(300)
    if frame.empty:
        note(chart, _("Belum ada kantor sejenis yang punya porsi digital"))
        return chart
    hover = [
        f"{place}. {name}: {percent(share, 1, lang)}"
        for place, (name, share) in enumerate(zip(frame["name"], frame["share"], strict=True), 1)
    ]
    places = list(range(1, len(frame) + 1))
    colours = [DIGITAL if own else rgba(MUTED, 0.4) for own in frame["is_own"]]
    chart.add("bar", x=places, y=frame["share"], marker={"color": colours}, hovertext=hover, hoverinfo="text")
    own = frame[frame["is_own"]]
    if len(own):
        at = int(own.index[0]) + 1
        chart.add(
            "scatter",
            x=[at], y=own["share"], mode="markers", marker={"size": 1, "color": DIGITAL}, hoverinfo="skip",
            error_y=spread(own, DIGITAL),
        )  # fmt: skip
        row = own.iloc[0]
        label(chart, at, row["upper"], f"<b>{row['name']}</b>", DIGITAL, side=_side(at, len(frame)), shift=12)
    chart.add_line(y=peers.median, line={"color": MUTED, "dash": "dot", "width": 2})
    text = f"{_('tengah')} {percent(peers.median, 0, lang)}"
    label(chart, len(frame) + 0.5, peers.median, text, MUTED, side="left", shift=11)
    chart.update_axes("x", visible=False)
    ticks = [step / 5 for step in range(6)]
    chart.update_axes("y", tickvals=ticks, ticktext=[percent(tick, 0, lang) for tick in ticks], rangemode="tozero")
    return chart


def _side(at: int, offices: int) -> str:
    """Keep the name inside the chart."""
    return "right" if at <= offices / 4 else "left" if at > offices * 3 / 4 else "middle"
