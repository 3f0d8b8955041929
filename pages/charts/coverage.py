"""The chart of coverage over time: live and used offices of both kinds against their targets."""

import pandas as pd

from analytics.rollout import TARGET_KINDS, Forecast
from core.formats import month as month_text
from core.formats import number, short_day
from core.texts import translator
from core.theme import DIGITAL, MUTED, TARGET, rgba
from pages.charts.chart import Chart, axis_ref
from pages.charts.style import figure, label, last_known, month_axis, styled

DOMAINS = ([0.472, 1], [0, 0.272])
"""Parts of the height for the kelurahan, and below them for the kecamatan offices."""
HEADROOM = (1.12, 1.35)
"""How far each part reaches above its offices, so that the words of a target stand below the part's name."""
USED_FILL = rgba(DIGITAL, 0.35)


def coverage_chart(kelurahan: pd.DataFrame, kecamatan: pd.DataFrame, targets: pd.DataFrame, lang: str = "id") -> Chart:
    """Return live offices over time as steps, kelurahan above, kecamatan offices below.

    Frames: rollout.coverage of both kinds; targets: the table of that name. The used part is filled
    inside; a dashed line is not confirmed by the roster; a date with unknown status is a gap; a
    diamond is a target on its date.
    """
    _ = translator(lang)
    titles = (_("Kelurahan"), _("Kantor kecamatan"))
    chart = styled(Chart(rows=2), 600)
    for row, domain in enumerate(DOMAINS, 1):
        chart.update_axes("y", row, domain=domain)
    last = max(kelurahan["date"].max(), kecamatan["date"].max())
    for row, (frame, kind) in enumerate(((kelurahan, "kelurahan"), (kecamatan, "kecamatan")), start=1):
        total = int(frame["total"].iloc[0])
        _coverage_lines(chart, frame, row, lang)
        measures = [measure for measure, of in TARGET_KINDS.items() if of == kind]
        due = targets[targets["measure"].isin(measures) & targets["due_date"].notna()]
        _target_marks(chart, due, row, lang)
        last = max([last, *pd.to_datetime(due["due_date"])])
        ticks = [0, 20, 40, total] if total > 40 else [0, total // 2, total]
        chart.update_axes("y", range=[0, total * HEADROOM[row - 1]], tickvals=ticks, row=row)
        chart.annotate(
            x=0,
            y=1,
            xref=axis_ref("x", row) + " domain",
            yref=axis_ref("y", row) + " domain",
            yanchor="bottom",
            row=row,
            text=f"<b>{titles[row - 1]}</b>",
            xanchor="left",
        )
    first = min(kelurahan["date"].min(), kecamatan["date"].min())
    month_axis(chart, first, last, lang)
    chart.update_axes("x", range=[first, last + 0.06 * (last - first)])
    return chart


def _coverage_lines(chart: Chart, frame: pd.DataFrame, row: int, lang: str) -> None:
    _ = translator(lang)
    step = {"shape": "hv"}
    hover = [
        f"{short_day(at, lang)}: {number(live, 0, lang)} {_('aktif')}, {number(used, 0, lang)} {_('dipakai')}"
        for at, live, used in zip(frame["date"], frame["live"], frame["used"], strict=True)
    ]
    chart.add(
        "scatter",
        x=frame["date"],
        y=frame["used"],
        mode="lines",
        line={**step, "width": 0},
        fill="tozeroy",
        fillcolor=USED_FILL,
        hoverinfo="skip",
        connectgaps=False,
        row=row,
    )
    # The first unconfirmed day stands in both lines, so that they meet.
    solid = frame["live"].where(frame["is_confirmed"])
    dashed = frame["live"].where(~frame["is_confirmed"] | ~frame["is_confirmed"].shift(-1, fill_value=True))
    for values, dash in ((solid, "solid"), (dashed, "dash")):
        if values.notna().any():
            chart.add(
                "scatter",
                x=frame["date"],
                y=values,
                mode="lines",
                hovertext=hover,
                hoverinfo="text",
                row=row,
                line={**step, "dash": dash, "color": DIGITAL, "width": 3},
                connectgaps=False,
            )
    end = last_known(frame, "live")
    if end is not None:
        text = f"{number(end['live'], 0, lang)} {_('aktif')}"
        used = "" if pd.isna(end["used"]) else f", {number(end['used'], 0, lang)} {_('dipakai')}"
        label(chart, end["date"], end["live"], text + used, DIGITAL, shift=14, row=row)


def _target_marks(chart: Chart, due: pd.DataFrame, row: int, lang: str) -> None:
    _ = translator(lang)
    if due.empty:
        return
    hover = [f"{text}: {short_day(at, lang)}" for text, at in zip(due[f"label_{lang}"], due["due_date"], strict=True)]
    chart.add(
        "scatter",
        x=due["due_date"],
        y=due["value"],
        mode="markers",
        hovertext=hover,
        hoverinfo="text",
        marker={"symbol": "diamond", "size": 12, "color": TARGET},
        row=row,
    )
    for at, value in zip(due["due_date"], due["value"], strict=True):
        text = f"{_('sasaran')} {number(value, 0, lang)}, {short_day(at, lang)}"
        label(chart, at, value, text, TARGET, shift=13, away=9, row=row)


def forecast_chart(past: pd.DataFrame, ahead: Forecast, targets: pd.DataFrame, lang: str = "id") -> Chart:
    """Return live kelurahan as steps, then the middle of the forecast in its 50% and 80% bands.

    `past`: rollout.coverage of the kelurahan; `targets`: rows with a number of kelurahan and a due date. Where the
    forecast is a scenario only, its two lines (every plan on time, every plan as late as is thought) stand alone.
    """
    _ = translator(lang)
    chart = figure(420)
    chart.add(
        "scatter",
        x=past["date"], y=past["live"], mode="lines", line={"shape": "hv", "color": DIGITAL, "width": 3},
        connectgaps=False, hoverinfo="skip",
    )  # fmt: skip
    now, bands = pd.Timestamp(ahead.as_of), ahead.bands
    if ahead.state == "ok":
        for low, high, alpha in (("q10", "q90", 0.15), ("q25", "q75", 0.3)):
            _band(chart, bands, now, ahead.live, low, high, alpha)
        _line(chart, bands["month"], bands["q50"], now, ahead.live, "dash", _("perkiraan tengah"), lang)
    else:
        scenario = ahead.scenario
        _line(chart, scenario["month"], scenario["on_time"], now, ahead.live, "dash", _("bila tepat waktu"), lang)
        _line(chart, scenario["month"], scenario["late"], now, ahead.live, "dot", _("bila terlambat"), lang)
    for row in targets.to_dict("records"):
        chart.add(
            "scatter",
            x=[row["due_date"]], y=[row["value"]], mode="markers", hoverinfo="text",
            hovertext=[f"{row[f'label_{lang}']}: {short_day(row['due_date'], lang)}"],
            marker={"symbol": "diamond", "size": 12, "color": TARGET},
        )  # fmt: skip
        text = f"{_('sasaran')} {number(row['value'], 0, lang)}"
        label(chart, row["due_date"], row["value"], text, TARGET, shift=13, away=9)
    chart.add_line(x=now, line={"color": MUTED, "width": 1})
    month_axis(chart, past["date"].min(), bands["month"].iloc[-1], lang)
    ticks = [0, 20, 40, ahead.total]
    chart.update_axes(
        "y", range=[0, ahead.total * 1.12], tickvals=ticks, ticktext=[number(tick, 0, lang) for tick in ticks]
    )
    return chart


def _band(chart: Chart, bands: pd.DataFrame, now: pd.Timestamp, live: float, low: str, high: str, alpha: float) -> None:
    days = [now, *bands["month"]]
    for name, fill in ((low, None), (high, "tonexty")):
        chart.add(
            "scatter",
            x=days, y=[live, *bands[name]], mode="lines", line={"width": 0}, fill=fill,
            fillcolor=rgba(DIGITAL, alpha), hoverinfo="skip",
        )  # fmt: skip


def _line(
    chart: Chart, months: pd.Series, values: pd.Series, now: pd.Timestamp, live: float, dash: str, name: str,
    lang: str,
) -> None:  # fmt: skip
    hover = [
        "",
        *(
            f"{month_text(at, lang)}, {name}: {number(value, 0, lang)}"
            for at, value in zip(months, values, strict=True)
        ),
    ]
    chart.add(
        "scatter",
        x=[now, *months], y=[live, *values], mode="lines", hovertext=hover, hoverinfo="text",
        line={"color": DIGITAL, "dash": dash, "width": 2},
    )  # fmt: skip
