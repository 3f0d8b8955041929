"""Any file of a source to text records in the temporary table `raw`, each with its place."""

from typing import TYPE_CHECKING, Any

from etl.reading.result import Reading

if TYPE_CHECKING:
    from etl.reading.reading import look_ahead, read_file, read_file_part, stumbles

__all__ = ["Reading", "look_ahead", "read_file", "read_file_part", "stumbles"]


def __getattr__(name: str) -> Any:
    """Import what needs the database only when it is asked for: the child processes that read start without it."""
    if name in ("look_ahead", "read_file", "read_file_part", "stumbles"):
        from etl.reading import reading

        return getattr(reading, name)
    raise AttributeError(name)
