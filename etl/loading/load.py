"""The load: from files as received to a published build."""

from typing import Unpack

import duckdb

from core.store import Store
from etl.loading import fingerprints
from etl.loading.outcome import Outcome
from etl.loading.raw_folder import LoadInput
from etl.loading.take_in import HowToLoad, taken_in
from etl.publishing.publish import publish


def load(store: Store, **how: Unpack[HowToLoad]) -> Outcome:
    """Load what is new or changed below `store.raw` and publish a build when anything differs.

    Raises what `taken_in` raises.
    """
    with taken_in(store, **how) as taken:
        publish_now(taken.connection, taken.given, taken.outcome)
    return taken.outcome


def publish_now(
    connection: duckdb.DuckDBPyConnection, given: LoadInput, outcome: Outcome, *, may_be_empty: bool = False
) -> None:
    """Publish what the warehouse holds, and say so in the outcome."""
    made_by = fingerprints.of_build(given.declarations)
    shown = publish(
        connection, given.store, given.reference, made_by, given.now, outcome.stage, may_be_empty=may_be_empty
    )
    outcome.build, outcome.published, outcome.waiting = shown.build, shown.is_moved, shown.waiting
