"""Settings of this process moved below a folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.settings import settings


@contextmanager
def settings_below(folder: Path, **told: object) -> Iterator[None]:
    """Let the settings of this process point below a folder, and back afterwards; `told`: other variables."""
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADOPSI_DATA_DIR", str(folder / "data"))
        patch.setenv("ADOPSI_KEY_FILE", str(folder / "kunci"))
        patch.setenv("ADOPSI_REPORTS_DIR", str(folder / "laporan"))
        for name, value in told.items():
            patch.setenv(name, str(value))
        settings.cache_clear()
        yield
    settings.cache_clear()
