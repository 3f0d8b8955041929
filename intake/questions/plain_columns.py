"""The columns of an answer as tables, files and charts take them: numbers, days, times, truths and texts."""

from collections import Counter

import pyarrow as pa


def plain_table(table: pa.Table) -> pa.Table:
    """Return the table with plain types and a name of its own for each column.

    Whole numbers are int64 where they fit, else text, as no digit may change; other decimals double; days date32; times
    of a day timestamp; what is neither, as lists and intervals, is text.
    """
    columns = [_plain(column) for column in table.columns]
    return pa.table(columns, names=_names(table.column_names))


def _names(given: list[str]) -> list[str]:
    """Two columns of one name are told apart, as a and a_2."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for name in given:
        seen[name] += 1
        own = name if seen[name] == 1 else f"{name}_{seen[name]}"
        names.append(own if own not in names else f"{own}_")
    return names


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_integer(kind) or (pa.types.is_decimal(kind) and kind.scale == 0):
        return _whole(column)
    if pa.types.is_decimal(kind) or pa.types.is_floating(kind):
        return column.cast(pa.float64(), safe=False)
    if pa.types.is_timestamp(kind):
        return column.cast(pa.timestamp("us"))
    if pa.types.is_boolean(kind) or pa.types.is_date32(kind) or pa.types.is_string(kind):
        return column
    return _as_text(column)


def _whole(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Sums are wider than 64 bits in DuckDB; hardly ever is what they hold."""
    try:
        return column.cast(pa.int64())
    except pa.ArrowInvalid:
        return _as_text(column)


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    texts = [None if value is None else str(value) for value in column.to_pylist()]
    return pa.chunked_array([pa.array(texts, pa.string())])
