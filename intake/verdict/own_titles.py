"""The titles of the walk-in workbook beside its purposes."""

from typing import Final

DATE, WEEKDAY, CHECK, NOTE, OFFICE_TITLE = "Tanggal", "Hari", "Periksa", "Keterangan", "Kantor"
ASIDE: Final = frozenset({WEEKDAY, CHECK, NOTE})
"""Titles that it bears for who fills it in: nobody reads them, and nobody is asked what they mean."""
