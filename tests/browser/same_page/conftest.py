"""Tests that look at the same pages: they run one after the other in one process, page by page."""

import json
from typing import Any

import pytest

from core.store import Store


@pytest.fixture(scope="session")
def truth(sample_store: Store) -> dict[str, Any]:
    """What the generator knows of the sample, computed without the ETL and without analytics."""
    content: dict[str, Any] = json.loads((sample_store.root / "truth.json").read_text())
    return content
