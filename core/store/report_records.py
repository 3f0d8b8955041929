"""Records of reports in their archive: where they lie, what they say, and which builds they name."""

import json
from pathlib import Path
from typing import Any

from core.disk import is_plain_file
from core.settings import settings

RECORD_SUFFIX = ".content.json"


def record_files(folder: Path) -> list[Path]:
    """Return the records of a folder, by name; none where there is no such folder."""
    return sorted(folder.glob(f"laporan_adopsi_*{RECORD_SUFFIX}"))


def archived_builds() -> set[str]:
    """Return the builds that archived reports were made from. Raises ValueError for a record that cannot be read."""
    return {str(parsed(path)["build"]) for path in record_files(settings().reports_dir)}


def parsed(path: Path) -> Any:
    """Return what a record says. Raises ValueError for whatever cannot be read as JSON."""
    if not is_plain_file(path):
        raise ValueError(f"{path.name}: no file")
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, RecursionError) as error:
        raise ValueError(f"{path.name}: unreadable") from error
