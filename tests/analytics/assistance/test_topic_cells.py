"""Help calls by topic on all pages together: what is hidden on one does not follow from the others."""

import pandas as pd
import pytest
from support.frames.table_solver import of_one_value

from analytics import build
from analytics.assistance import ALL_TOPICS, help_calls, place_topics, topic_cells
from analytics.assistance.topics_by_place import UNPLACED
from analytics.services import AREA, CITY
from core.snapshot import Snapshot

MONTHS = [pd.Timestamp(month) for month in ("2023-11-01", "2023-12-01", "2024-02-01", "2024-09-01", "2024-11-01")]


@pytest.fixture(scope="module")
def helped(snapshot: Snapshot) -> pd.DataFrame:
    return help_calls(build.calls(snapshot), snapshot.meta()["as_of"])


@pytest.fixture(scope="module")
def parts(snapshot: Snapshot) -> dict[str, list[str]]:
    """Places by the place that they make up."""
    offices = snapshot.table("units").groupby("kecamatan_code")["unit_code"].agg(list)
    below = {AREA + str(code): list(codes) for code, codes in offices.items()}
    return {CITY: [UNPLACED, *below], **below}


def true_counts(helped: pd.DataFrame, parts: dict[str, list[str]], month: pd.Timestamp) -> pd.Series:
    calls = helped[helped["month"] == month]
    counts = calls.groupby([calls["unit_code"].replace("", UNPLACED), "topic"])["calls"].sum().unstack(fill_value=0)
    table = counts.reindex([UNPLACED, *(code for area in parts[CITY][1:] for code in parts[area])], fill_value=0)
    for area in [*parts[CITY][1:], CITY]:
        table.loc[area] = table.loc[parts[area]].sum()
    return table.assign(**{ALL_TOPICS: table.sum(axis=1)}).stack()


@pytest.mark.drill
@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_no_hidden_topic_follows_from_the_other_pages(
    helped: pd.DataFrame, parts: dict[str, list[str]], snapshot: Snapshot, month: pd.Timestamp
) -> None:
    """Another solver reads every page of the month and finds two values or more for each small count."""
    truth = true_counts(helped, parts, month)
    shown = place_topics(helped, snapshot.table("units"), month).set_index(["place", "topic"])["calls"]
    # No row: nobody called. Calls without a place are on no page, and follow where the pages let them.
    table = pd.DataFrame({"number": 0.0, "mark": ""}, index=truth.index)
    number = pd.to_numeric(shown, errors="coerce")
    table.loc[shown.index, "number"] = number
    table.loc[shown.index, "mark"] = shown.where(number.isna(), "")
    topics = [topic for topic in truth.index.unique(1) if topic != ALL_TOPICS]
    # So are those that name only a kecamatan: they stand under its office's code, which has no page of calls.
    offices = [code for below in parts.values() for code in below if AREA + code in parts]
    table.loc[[(place, topic) for place in (UNPLACED, *offices) for topic in topics], "mark"] = "x"
    totals = truth.index.get_level_values(1) == ALL_TOPICS
    table.loc[totals, "number"] = truth[totals]
    known = table["mark"] == ""
    assert (table.loc[known, "number"] == truth[known]).all()
    sums = [([(place, topic) for topic in topics], (place, ALL_TOPICS)) for place in truth.index.unique(0)]
    sums += [([(each, topic) for each in below], (place, topic)) for place, below in parts.items() for topic in topics]
    hidden, to_hide = table.index[~known], truth[~totals & truth.between(1, 4)].index
    assert set(to_hide) <= set(hidden)
    asked = hidden[hidden.isin([*shown[number.isna()].index, *to_hide])]
    assert of_one_value(table, sums, list(asked)) == []


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_the_city_is_hidden_as_where_it_is_published_alone(
    helped: pd.DataFrame, snapshot: Snapshot, month: pd.Timestamp
) -> None:
    page = place_topics(helped, snapshot.table("units"), month)
    page = page[page["place"] == CITY].set_index("topic")["calls"]
    alone = topic_cells(helped, [month]).set_index("topic").drop(ALL_TOPICS)
    published = alone["calls"].astype(object).where(alone["mark"] == "", alone["mark"])
    assert page.sort_index().to_dict() == published[published != 0].to_dict()


def test_rows_with_a_hidden_count_stand_by_name_at_the_end(helped: pd.DataFrame, snapshot: Snapshot) -> None:
    """Between two shown counts a hidden one would have bounds; which of two hidden ones is larger tells too."""
    for _, rows in place_topics(helped, snapshot.table("units"), MONTHS[-1]).groupby("place"):
        counts = pd.to_numeric(rows["calls"], errors="coerce")
        assert counts.dropna().is_monotonic_decreasing
        assert not counts.isna().any() or counts[counts.isna()].index.max() == rows.index.max()
        assert rows.loc[counts.isna(), "topic"].is_monotonic_increasing


def test_a_single_topic_is_the_total_everywhere(snapshot: Snapshot) -> None:
    units = pd.DataFrame({"unit_code": ["a", "b"], "kecamatan_code": "a"})
    one = pd.DataFrame([("b", MONTHS[0], "lainnya", 3)], columns=["unit_code", "month", "topic", "calls"])
    assert place_topics(one, units, MONTHS[0])["calls"].to_list() == [3, 3, 3]
