"""The name under which a sent file lies below its source's folder in data/raw, and is judged before it lies there."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Final

from etl import date_in

WHOLE_CITY: Final = "kota"
"""The sender's folder of files that no single office owns."""
_ENDING = re.compile(r"(\.(csv|tsv|txt|json|ndjson|jsonl))?\.[a-z0-9]{1,8}")


def sent_name(source: str, sender: str, months: Sequence[str], moment: datetime, original_name: str) -> str:
    """Return folder and name: `<sender>/<source>_<sender>_<period>_dikirim-<YYYYMMDD-HHMMSS><ending>`.

    `months`: those of the rows, as 2024-12; the period is the one month, or the one year, else left out. A day that the
    file's own name held stands before the moment (city time): it is that of the export. Both, and the month of a sheet
    that names none, are read from the name by the load.
    """
    exported = date_in(original_name)
    parts = [source, sender, *_period(months), *([f"ekspor-{exported:%Y%m%d}"] if exported else [])]
    return f"{sender}/{'_'.join([*parts, f'dikirim-{moment:%Y%m%d-%H%M%S}'])}{_ending(original_name)}"


def _period(months: Sequence[str]) -> list[str]:
    years = sorted({month[:4] for month in months})
    return [months[0]] if len(set(months)) == 1 else years if len(years) == 1 else []


def _ending(name: str) -> str:
    """Of the name as it came: .xlsx, .csv.gz; '' where it has none."""
    found = _ENDING.fullmatch("".join(PurePath(name.lower()).suffixes[-2:])) or _ENDING.fullmatch(
        PurePath(name.lower()).suffix
    )
    return found[0] if found else ""
