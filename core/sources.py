"""The one list of sources (sources.toml): their names, what readers call them, which are regular, which optional."""

import tomllib
from pathlib import Path

_DECLARED: dict[str, dict[str, str | bool]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))

SOURCES = tuple(_DECLARED)
SOURCE_WORDS = {name: str(source["title"]) for name, source in _DECLARED.items()}
REGULAR = tuple(name for name, source in _DECLARED.items() if source["is_regular"])
OPTIONAL = tuple(name for name, source in _DECLARED.items() if source.get("is_optional"))
