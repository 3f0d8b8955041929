"""What would be released of a build alone: for reports of changed frames, which nobody keeps."""

from datetime import date

import pandas as pd

from analytics import City
from analytics.open_data import ReleasedTable
from analytics.open_data.outcome_releases import outcomes_now
from analytics.open_data.record import PLACE_TOPICS, Version
from analytics.open_data.released import outcomes_of, place_rows, topics_of


class UnkeptReleases:
    """Releases without a record: two builds tell two tables."""

    def topics(self, city: City, month: date) -> ReleasedTable | None:
        """Return the help calls of all places by topic (rows of place_topic_cells)."""
        assert city.as_of is not None
        rows = place_rows(city, pd.Timestamp(month))
        return topics_of(Version(city.snapshot.build, city.as_of, {PLACE_TOPICS: rows}))

    def outcomes(self, city: City, month: date) -> ReleasedTable | None:
        """Return what became of the requests (rows of place_outcomes)."""
        return outcomes_of(outcomes_now(city, pd.Timestamp(month)))

    def are_topics_withheld(self, month: date) -> bool:
        """Return whether no topics come."""
        del month
        return False
