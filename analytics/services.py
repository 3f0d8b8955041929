"""Which services are asked for digitally: the share inside the application by service, small counts hidden."""

import pandas as pd

from analytics.service_cells import GROUPS, OTHER_GROUP
from core.disclosure import hide_small, is_share_hidden

COUNTS = ["digital", "officer"]


def by_service(requests: pd.DataFrame, *, in_groups: bool = False) -> pd.DataFrame:
    """Return requests by service of one period and place with the share inside the application.

    `requests`: facts.service_origins of that period and place; `in_groups`: by service group. Result, most requests
    first: service, digital, officer (whole numbers, or `<5` and `x` where hidden), share (missing where hidden or
    without requests).
    """
    names = requests["service"].map(GROUPS).fillna(OTHER_GROUP) if in_groups else requests["service"]
    sums = requests.assign(service=names).groupby("service")[COUNTS].sum()
    sums = sums.assign(total=sums.sum(axis=1)).sort_values(["total", "digital"], ascending=False).reset_index()
    sums = sums[sums["total"] > 0]
    hidden = [is_share_hidden(row["digital"], row["total"]) for row in sums.to_dict("records")]
    shown = hide_small(sums, COUNTS)
    is_text = shown[COUNTS].map(lambda value: isinstance(value, str)).any(axis=1)
    share = (sums["digital"] / sums["total"]).mask(is_text | pd.Series(hidden, sums.index, dtype=bool))
    return shown.assign(share=share)[["service", *COUNTS, "share"]].reset_index(drop=True)
