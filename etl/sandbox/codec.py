"""How a function's argument and result go from process to process: as JSON, by its annotations."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter

Adapters = tuple[TypeAdapter[Any], TypeAdapter[Any]]


@lru_cache
def adapters(function: Callable[[Any], Any]) -> Adapters:
    """Return what turns the one argument and the result of a function into plain values, and back.

    Neither is code, so a child that a file has taken over can hand over nothing that runs.
    """
    hints = get_type_hints(function)
    given = hints.pop("return")
    (asked,) = hints.values()
    return TypeAdapter(asked), TypeAdapter(given)
