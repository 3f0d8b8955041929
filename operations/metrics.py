"""Numbers for a Prometheus server: sessions, seconds of pages and loads, held rows, age of sources."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from prometheus_client import CollectorRegistry, Summary, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from akses import open_sessions
from core.city import city
from core.snapshot import Snapshot, as_declared, open_current
from core.store import Store, active_store
from core.store.published_builds import NoBuildError
from operations.service_state import service_state

REGISTRY: Final = CollectorRegistry()
PAGES: Final = Summary("adopsi_page_seconds", "Seconds that the scripts of a page took", ["page"], registry=REGISTRY)


@contextmanager
def page_seconds(page: str) -> Iterator[None]:
    """Count the block as one view of a page."""
    with PAGES.labels(page).time():
        yield


class _StoreNow(Collector):
    """What the store says when it is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give each number with its unit; what is not known is left out, it is not 0."""
        store = active_store()
        now = service_state(store)
        yield _gauge("adopsi_ready", "1 where there is a whole build to show", float(now.is_ready))
        if now.load_began:
            began = now.load_began.replace(tzinfo=city().clock).timestamp()
            yield _gauge("adopsi_last_load_timestamp_seconds", "When the last load began", began)
        if now.exit_code is not None:
            yield _gauge("adopsi_last_load_exit_code", "How the last load ended, 0 is well", now.exit_code)
        if now.load_seconds is not None:
            yield _gauge("adopsi_last_load_seconds", "How long the last load took", now.load_seconds)
        yield _gauge("adopsi_sessions", "Sessions that are open", open_sessions())
        yield from _of_build(store)


def _of_build(store: Store) -> Iterator[GaugeMetricFamily]:
    try:
        snapshot = open_current(store)
        with as_declared(snapshot.path):
            held, ages = _held_rows(snapshot), _ages(snapshot)
        snapshot.connection.close()
    except NoBuildError:
        return
    yield _gauge("adopsi_rows_held", "Rows that were held back", held)
    family = GaugeMetricFamily("adopsi_source_age_days", "Days from its newest row to the as-of", labels=["source"])
    for source, days in ages.items():
        family.add_metric([source], days)
    yield family


def _held_rows(snapshot: Snapshot) -> float:
    return float(snapshot.query("SELECT coalesce(sum(quarantined), 0) AS held FROM file_account")["held"].iloc[0])


def _ages(snapshot: Snapshot) -> dict[str, float]:
    rows = snapshot.query(
        "SELECT source, greatest(date_diff('day', newest, as_of), 0) AS days FROM source_state, meta"
        " WHERE newest IS NOT NULL AND as_of IS NOT NULL ORDER BY source"
    )
    return dict(zip(rows["source"], rows["days"].astype(float), strict=True))


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, what, value=value)


REGISTRY.register(_StoreNow())


def metrics_text() -> bytes:
    """Return all of them in Prometheus' text format."""
    return generate_latest(REGISTRY)
