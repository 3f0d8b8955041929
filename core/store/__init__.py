"""One data directory: where its files lie, which of them are data, and which one readers see."""

from core.store.data_directory import Store, active_store, may_have_changed, sample_store, user_store
from core.store.raw_files import data_files, is_by_the_way, look_into

__all__ = [
    "Store",
    "active_store",
    "data_files",
    "is_by_the_way",
    "look_into",
    "may_have_changed",
    "sample_store",
    "user_store",
]
