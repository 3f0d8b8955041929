"""A bar from 0 to 100 per cent: the digital share, its interval, and its target."""

from html import escape

import pandas as pd

from analytics.headline import Share
from core.formats import percent
from pages.components.view import View


def share_meter(share: Share, view: View) -> str:
    """Return the bar as HTML with its words for who cannot see it; '' where there is no share."""
    row = share.this
    if row["state"] != "ok" or pd.isna(row["lower"]):
        return ""
    words = view.t("Porsi {share}, selang {low} sampai {high}").format(
        share=percent(row["share"], 1, view.lang),
        low=percent(row["lower"], 1, view.lang),
        high=percent(row["upper"], 1, view.lang),
    )
    goal = ""
    if share.target is not None:
        words += view.t(", sasaran {goal}").format(goal=percent(share.target, 0, view.lang))
        goal = f'<span class="goal" style="left:{share.target:.1%}"></span>'
    return (
        f'<div class="meter" role="img" aria-label="{escape(words)}">'
        f'<span class="spread" style="left:{row["lower"]:.1%};width:{row["upper"] - row["lower"]:.1%}"></span>'
        f'<span class="point" style="left:{row["share"]:.1%}"></span>{goal}</div>'
    )
