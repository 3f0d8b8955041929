"""Official boundaries: from a file of anybody's to 59 shapes that the map can draw, checked on the way."""

from datetime import datetime
from pathlib import Path

from core.clock import now_in_city
from core.settings import official_boundaries
from core.store import Store
from etl.boundaries.coverage import covered, overlap_km2, slimmed
from etl.boundaries.matching import matched
from etl.boundaries.quality import Quality, refuse_unfit, refuse_worse, shape_quality
from etl.boundaries.reading import read_polygons
from etl.boundaries.report import Report
from etl.boundaries.storing import kept, store_shapes
from etl.loading.load import publish_now
from etl.loading.outcome import Outcome
from etl.loading.raw_folder import look
from etl.loading.take_in import opened
from etl.sources.reference import read_reference
from etl.warehouse.database import clear_half_made, maker
from etl.warehouse.key import choose_key
from etl.warehouse.lock import single_writer

__all__ = ["Quality", "Report", "import_boundaries"]


def import_boundaries(store: Store, file: Path, crs: str | None = None) -> Report:
    """Check, mend and slim the boundaries in a file, keep them, and publish a build that shows them.

    `crs`: what the coordinates are in, where the file does not say it or says it wrongly. Raises UserError for a file
    that cannot be read or placed, RefusedError for one that is not of these 59 or worse than what is kept,
    LockedError while a load runs; in each case nothing has changed.
    """
    now, reference = now_in_city(), read_reference()
    polygons = read_polygons(file, crs, reference)
    found = matched(polygons, reference)
    overlap = overlap_km2(found.shapes)
    shapes = slimmed(covered(found.shapes))
    quality = shape_quality(shapes.frame, overlap, reference)
    refuse_unfit(shapes.frame, quality, file)
    with single_writer(store, now):
        path = official_boundaries()
        refuse_worse(quality, kept(path), file)
        store_shapes(path, shapes.frame, quality, file, now)
        outcome = _published(store, now)
    return Report(file, polygons.ignored, found, quality, shapes.tolerance_m, len(path.read_bytes()), outcome)


def _published(store: Store, now: datetime) -> Outcome | None:
    """A build with the new shapes; None before the first load, and while the warehouse has to be made anew."""
    clear_half_made(store)
    made = maker(store)
    if made.schema is None or not made.is_current:
        return None
    outcome, given = Outcome(), look(store, now)
    with opened(store.warehouse, choose_key(made.key, is_changed=False), given, outcome) as connection:
        publish_now(connection, given, outcome)
    return outcome
