"""The chart of who sends the requests: stacked shares by month."""

import pandas as pd

from analytics.assistance import SENDERS
from core.formats import month as month_text
from core.formats import number, percent
from core.texts import translator
from core.theme import DIGITAL, GOOD, MUTED, TARGET, VISIT
from pages.charts.chart import Chart
from pages.charts.style import figure, label, month_axis, say_no_data, share_axis
from wording import SENDER_WORDS

COLOURS = dict(zip(SENDERS, (DIGITAL, TARGET, GOOD, VISIT, MUTED), strict=True))
NAMES_A_LINE = 2
LINE_PX = 22


def senders_chart(frame: pd.DataFrame, lang: str = "id") -> Chart:
    """Return the parts of the requests by who sent them, a bar a month (frame: assistance.assisted_requests by month).

    A month without requests has no bar but a dash; a part that never came has no name.
    """
    _ = translator(lang)
    chart, shown = figure(360), frame[frame["state"] == "ok"]
    if shown.empty:
        say_no_data(chart, _("Belum ada permohonan di kantor aktif"))
        return chart
    present = [name for name in COLOURS if shown[name].sum() > 0]
    for name in present:
        parts = shown[name] / shown["requests"]
        counts = zip(shown["month"], parts, shown[name], strict=True)
        hover = [
            f"{month_text(at, lang)}: {percent(part, 0, lang)} {_(SENDER_WORDS[name])} ({number(count, 0, lang)})"
            for at, part, count in counts
        ]
        colour = {"color": COLOURS[name]}
        chart.add("bar", x=shown["month"], y=parts, marker=colour, hovertext=hover, hoverinfo="text")
    for month in frame.loc[frame["state"] != "ok", "month"]:
        label(chart, month, 0.02, "–", MUTED, side="middle")
    # Names above the bars instead of a legend: two a line hold on a phone.
    names = [f"<span style='color:{COLOURS[name]}'>■ {_(SENDER_WORDS[name])}</span>" for name in present]
    lines = ["   ".join(names[at : at + NAMES_A_LINE]) for at in range(0, len(names), NAMES_A_LINE)]
    chart.annotate(x=0, y=1, xref="paper", yref="paper", yanchor="bottom", align="left", text="<br>".join(lines))
    chart.update_layout(barmode="stack", bargap=0.25, margin={"t": 8 + LINE_PX * len(lines)})
    share_axis(chart, 1.0, lang)
    month_axis(chart, frame["month"].min(), frame["month"].max(), lang)
    return chart
