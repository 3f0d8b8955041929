"""What happened along a time axis: known events, holidays, outages and go-lives, as dates and counts."""

import pandas as pd

KINDS = ("event", "go_live", "outage", "holiday")
COLUMNS = ["date", "kind", "offices", "label_id", "label_en"]


def time_marks(calendar: pd.DataFrame, events: pd.DataFrame, facts: pd.DataFrame, roster: pd.DataFrame) -> pd.DataFrame:
    """Return what is to be marked on a time chart, by date: date, kind, offices, label_id, label_en.

    Kinds: event (table events, in its own words), go_live (offices that went live), outage (offices touched), holiday
    (a weekday off by the calendar, with its name). `offices` is NaN where it is no count of offices. `facts` and
    `roster` are those of the place looked at; a city-wide event is everyone's.
    """
    days = facts.loc[facts["is_outage"], ["date", "unit_code"]]
    live = roster[roster["status"].eq("aktif") & ~roster["is_planned"]]
    own = events[events["unit_code"].isna() | events["unit_code"].isin(facts["unit_code"].unique())]
    off = calendar[calendar["holiday"].notna() & calendar["weekday"].le(5)]
    parts = [
        own[["date", "label_id", "label_en"]].assign(kind="event"),
        live.groupby("date")["unit_code"].nunique().rename("offices").reset_index().assign(kind="go_live"),
        days.groupby("date")["unit_code"].nunique().rename("offices").reset_index().assign(kind="outage"),
        off[["date", "holiday"]].rename(columns={"holiday": "label_id"}).assign(kind="holiday"),
    ]
    dated = [part.assign(date=pd.to_datetime(part["date"]).astype("datetime64[us]")) for part in parts if len(part)]
    if not dated:
        return pd.DataFrame(columns=COLUMNS)
    result = pd.concat(dated, ignore_index=True).reindex(columns=COLUMNS)
    result["label_en"] = result["label_en"].fillna(result["label_id"])
    return result.sort_values(["date", "kind"], ignore_index=True)
