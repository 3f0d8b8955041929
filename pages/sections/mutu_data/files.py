"""What became of the rows of every file."""

import pandas as pd

from core import formats
from core.sources import SOURCE_WORDS
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.sections.setor_data.sent_names import names_as_sent
from pages.tables.long_table import rows_to_show, whole_numbers
from pages.view.reader import current_reader
from pages.view.view import View
from wording import (
    FILE_STATE_WORDS,
    ROW_COUNT_WORDS,
)


def show_files(view: View) -> None:
    """Show what became of the rows of every file."""
    t, lang = view.t, view.lang
    files = view.build.file_account.sort_values("loaded_at", ascending=False, kind="stable")
    columns = {column: t(ROW_COUNT_WORDS[column]) for column in ROW_COUNT_WORDS}
    states = [t(FILE_STATE_WORDS[state]) for state in files["state"]]
    sums = files[list(columns)].sum()
    note(
        t(
            "{read} baris dibaca = {accepted} diterima + {quarantined} ditahan + {duplicate} ganda + {not_data} bukan "
            "data."
        ).format(**{name: formats.number(count, 0, lang) for name, count in zip(columns, sums, strict=True)})
    )
    title = t("Pertanggungjawaban baris")
    names = names_as_sent(current_reader(), t, lang)
    table = pd.DataFrame(
        {
            t("Berkas"): [names.get(f"{row.source}/{row.path}", row.path) for row in files.itertuples()],
            t("Sumber"): [t(SOURCE_WORDS[source]) for source in files["source"]],
            t("Keadaan"): states,
        }
        | {name: whole_numbers(files[column], lang) for column, name in columns.items()}
    )
    words = [" ".join(texts) for texts in zip(table[t("Sumber")], table[t("Berkas")], states, strict=True)]
    show_table(
        table.iloc[rows_to_show(view, words, "berkas", t("Cari berkas"))],
        caption=title,
        height=420,
        numeric=tuple(columns.values()),
    )
    account = files[["source", "path", *columns]].assign(state=states, cause=files["reason"])
    show_tools(
        view,
        Sheet(title, account, ("row_account",)),
        "berkas",
        counts=[formats.number(sums[part], 0, lang) for part in ("quarantined", "read")],
    )
