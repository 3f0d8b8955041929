"""What a digital share leaves out, counted: so that nobody has to guess how much it is."""

import pandas as pd


def left_out(facts: pd.DataFrame) -> dict[str, int]:
    """Return how much of the facts of a period the headline share leaves out, by reason; zeros are told too.

    officer_entered, unknown_origin: requests on complete unit-days; off_days: citizens' and RT requests at live offices
    on days that are none of work; no_visits: due unit-days of live offices without a reported walk-in count; outage:
    unit-days of live offices with a declared outage; not_live: due unit-days of offices that were not live.
    """
    live = facts["is_live"].fillna(False).astype(bool)
    complete, due = facts["is_complete"], facts["is_expected"]
    digital = facts["warga"].fillna(0) + facts["rt"].fillna(0)
    counts = {
        "officer_entered": facts.loc[complete, "petugas"].sum(),
        "unknown_origin": facts.loc[complete, "tidak_diketahui"].sum(),
        "off_days": digital[live & ~facts["is_working_day"]].sum(),
        "no_visits": (live & due & ~facts["is_walkin_complete"]).sum(),
        "outage": (live & facts["is_outage"] & facts["is_working_day"]).sum(),
        "not_live": (~live & due).sum(),
    }
    return {name: int(count) for name, count in counts.items()}
