"""Settings as a child process may have them that stands in another folder than this one."""

import os
from collections.abc import Mapping

PREFIX, NAMES_OF_PATHS = "ADOPSI_", ("_DIR", "_FILE")


def with_whole_paths(environment: Mapping[str, str]) -> dict[str, str]:
    """Return these variables, the settings that name a folder or file with its whole path."""
    return {name: os.path.abspath(value) if _is_path(name.upper()) else value for name, value in environment.items()}


def _is_path(name: str) -> bool:
    return name.startswith(PREFIX) and name.endswith(NAMES_OF_PATHS)
