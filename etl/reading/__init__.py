"""Any file of a source to text records in the temporary table `raw`, each with its place."""

from typing import TYPE_CHECKING, Any

from etl.reading.careful import Reading

if TYPE_CHECKING:
    from etl.reading.reading import read_file

__all__ = ["Reading", "read_file"]


def __getattr__(name: str) -> Any:
    """Import what needs the database only when it is asked for: the child processes that read start without it."""
    if name == "read_file":
        from etl.reading.reading import read_file

        return read_file
    raise AttributeError(name)
