"""A table with the titles of a source and no row: a row for example might be sent back and counted."""

from dataclasses import dataclass
from typing import Final

from core.spreadsheets import DELIMITER
from core.texts import N_, Translate
from etl import Column, contract, template_titles
from intake.mapping.meanings import column_examples

MARK: Final = "\ufeff"
"""By which spreadsheets know that a text is UTF-8."""
LISTED: Final = 8
"""Words of a list that are named."""
EXAMPLES: Final = {"day": "2024-08-27", "moment": "2024-08-27 07:30"}
"""A spreadsheet in English takes 02/12/2024 for 12 February; this way it takes no day for a month when it opens a file.

Tried with LibreOffice. One of other settings (Excel was not tried) may show and save the day in its own order.
"""
FORMS: Final = {
    "day": N_("tahun-bulan-hari, misalnya {example}"),
    "moment": N_("tahun-bulan-hari jam:menit, misalnya {example}"),
    "nik": N_("angkanya lengkap, sebagai teks"),
    "phone": N_("angkanya lengkap, sebagai teks"),
}


@dataclass(frozen=True)
class TemplateColumn:
    """A column of a table to fill in: its title, whether it must be filled in, and how to write what stands in it."""

    title: str
    is_required: bool
    how: str


def csv_template(source: str) -> bytes:
    """Return the titles of a source as a CSV that a spreadsheet with Indonesian settings opens in columns."""
    return f"{MARK}{DELIMITER.join(template_titles(contract(source)))}\r\n".encode()


def template_columns(source: str, t: Translate) -> list[TemplateColumn]:
    """Return how each column of a table to fill in is written."""
    titles, examples = set(template_titles(contract(source))), column_examples(source)
    return [
        TemplateColumn(column.headers[0], column.required, _how(column, examples[column.name], t))
        for column in contract(source).read_columns
        if column.headers and column.headers[0] in titles and column.type != "clock"
    ]


def _how(column: Column, example: str, t: Translate) -> str:
    words = [spelled[0] for spelled in column.values.values() if spelled]
    if words:
        text = t("salah satu: {words}") if len(words) <= LISTED else t("misalnya {words}")
        return text.format(words=", ".join(words[:LISTED]))
    if column.type in FORMS:
        return t(FORMS[column.type]).format(example=EXAMPLES.get(column.type, example))
    return t("misalnya {words}").format(words=example) if example else t("teks")
