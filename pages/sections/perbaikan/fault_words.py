"""What is wrong with a table that is being edited, in the words of the screen: its rows, its titles, what to write."""

import re
from collections.abc import Mapping

from core.formats import percent, short_day
from core.texts import N_
from intake import (
    TABLE_TITLES,
    KeptTable,
    RefusedTableError,
    TableFault,
    TableText,
    UserError,
    WrongTableError,
    shown_cell,
    table_title,
)
from pages.sections.perbaikan.columns import cell_words, column_title, how_written
from pages.view.work import WorkView

RULES = {
    "digital_days": N_("Berlaku sampai mendahului Berlaku sejak. Perbaiki salah satunya."),
    "targets": N_(
        "Nilai tidak cocok dengan Ukuran. Tulis porsi seperti 50%, atau jumlah kantor seperti {all_kelurahan}."
    ),
}
"""What the columns of a row obey together, by table."""
_LINE = re.compile(r"baris (\d+)")
_CODE = re.compile(r"^(?:kolom )?(\w+)(?=[ :])")


class TableFaults:
    """Says faults of one table; `rows`: the row on the screen by the line of the text, from 1."""

    def __init__(self, work: WorkView, table: KeptTable, shown: TableText, rows: Mapping[int, int]) -> None:
        self.work, self.table, self.rows = work, table, rows
        self.cells = {row.line: cells for row, cells in zip(shown.rows, shown.cells(), strict=True)}

    def sentences(self, error: UserError | RefusedTableError) -> list[str]:
        """Return a sentence a fault, all at once."""
        if isinstance(error, WrongTableError):
            return [self._of_reference(fault) for fault in error.faults]
        if isinstance(error, RefusedTableError):
            return [self._of_people(sentence) for sentence in error.args]
        return [self.work.t("Folder tabel di server memuat berkas yang tidak dikenal. Beri tahu pengelola dasbor.")]

    def _of_reference(self, fault: TableFault) -> str:
        t = self.work.t
        if fault.path != self.table.path:
            name = table_title(fault.table, t) if fault.table in TABLE_TITLES else fault.table
            return t("Tabel lain, {table}, baris berkas {line}, salah. Perbaiki tabel itu dahulu.").format(
                table=name, line=fault.line
            )
        if fault.line not in self.rows or fault.kind == "width":
            return t("Berkas tabel ini di server rusak di baris berkas {line}. Beri tahu pengelola dasbor.").format(
                line=fault.line
            )
        place = self._place(fault.line, fault.column)
        return f"{place}: {self._what(fault)}"

    def _place(self, line: int, column: str) -> str:
        """The row on the screen, what it is about where another cell says it, and the column."""
        t, cells = self.work.t, self.cells.get(line, {})
        first = next(iter(self.table.columns))
        about = cell_words(self.table, first, cells.get(first, ""), self.work.lang) if first != column else ""
        row = t("Baris {n} ({about})") if about else t("Baris {n}")
        told = row.format(n=self.rows.get(line, line), about=about)
        return t("{row}, kolom {title}").format(row=told, title=column_title(column, t)) if column else told

    def _what(self, fault: TableFault) -> str:
        t, lang, shown = self.work.t, self.work.lang, fault.value
        match fault.kind:
            case "rule":
                return t(RULES[fault.table])
            case "twice":
                other = self.rows.get(fault.other, fault.other)
                return t("sama dengan baris {n}. Hapus salah satunya.").format(n=other)
            case "name":
                return t("‘{value}’ sudah nama sebuah kantor. Hapus baris ini.").format(value=shown)
            case "overlap":
                day = short_day(fault.day, lang)
                return t(
                    "masa ini dimulai sebelum masa sejak {day} berakhir. Isi Berlaku sampai pada masa itu; masa bawaan "
                    "ditulis lagi di sini."
                ).format(day=day)
            case "chances":
                return t("peluang semua baris berjumlah {sum}, seharusnya {whole}.").format(
                    sum=percent(float(shown), 0, lang), whole=percent(1, 0, lang)
                )
        how = how_written(fault.column, self.table, t)
        if not shown:
            return t("kosong. {how}").format(how=how)
        value = shown_cell(self.table.types.get(fault.column), shown, lang)
        return t("‘{value}’ tidak dapat dipakai. {how}").format(value=value, how=how)

    def _of_people(self, sentence: str) -> str:
        """A table of people says its faults in sentences of its own: with the row and the title of the screen."""
        before, found, rest = sentence.partition(": ")
        line = _LINE.search(before)
        if not found or line is None:
            return sentence
        code = _CODE.match(rest)
        is_column = code is not None and code[1] in self.table.columns
        place = self._place(int(line[1]), code[1] if code and is_column else "")
        said = rest[code.end() :].lstrip(": ") if code and is_column else rest
        said = _LINE.sub(lambda other: f"baris {self.rows.get(int(other[1]), other[1])}", said)
        return f"{place}: {said.removesuffix('.')}."
