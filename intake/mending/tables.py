"""The tables of reference that people may add to or correct, and what judges each as the load does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from pydantic import JsonValue

from core.city import reference_dir
from core.store import user_store
from core.texts import N_, Translate, full_name, translator
from etl import LINKS, SHAPES, UserError, cell_types, choices_of, read_reference, required_columns
from intake.ledger import Entry
from intake.mending.changes import ChangedMeanwhileError, FileChange, put
from intake.mending.table_text import table_text
from wording import STATUS_WORDS

CheckText = Callable[[str], None]
"""Raises what is wrong with a text that is to become a table's, in sentences."""
TABLE_TITLES = {
    "rollout": N_("Peluncuran: status dan rencana kantor"),
    "targets": N_("Sasaran"),
    "office_targets": N_("Sasaran kantor"),
    "plan_slips": N_("Keterlambatan rencana"),
    "digital_days": N_("Hari digital"),
    "calendar": N_("Hari libur dan hari kerja"),
    "events": N_("Peristiwa"),
    "sla": N_("Waktu layanan"),
    "biaya": N_("Biaya satu layanan"),
    "services": N_("Layanan"),
    "unit_aliases": N_("Nama lain kantor"),
    "service_aliases": N_("Nama lain layanan"),
    "units": N_("Kantor"),
}
"""In the order in which they are offered."""
CHOICE_WORDS = STATUS_WORDS | {
    "ya": N_("Ya"),
    "tidak": N_("Tidak"),
    "libur_nasional": N_("Libur nasional"),
    "cuti_bersama": N_("Cuti bersama"),
    "hari_kerja": N_("Hari kerja"),
    "mulai_hari_digital": N_("Mulai hari digital"),
    "pindah_kantor": N_("Pindah kantor"),
    "peristiwa": N_("Peristiwa lain"),
    "kelurahan_live": N_("Kelurahan aktif"),
    "kecamatan_live": N_("Kantor kecamatan aktif"),
    "digital_share": N_("Porsi digital"),
    "loket": N_("Loket"),
    "digital": N_("Digital"),
    "kelurahan": N_("Kelurahan"),
    "kecamatan": N_("Kantor kecamatan"),
}
"""What the few words of a column are called."""
ALL_SERVICES: Final = "semua"
ROWS_TOLD: Final = 20
"""Rows of a change that its note holds."""


class RefusedTableError(Exception):
    """A text that can be no table; the arguments are what is wrong, a sentence each."""


@dataclass(frozen=True)
class KeptTable:
    """A table in data/local: its columns, what judges it, whether rows come with the product, whether it names people.

    `choices`: what the cells of a column hold, each with its words; `types`: what cells are, as `cell_types` (etl)
    says; `required`: columns whose cells are never empty.
    """

    name: str
    columns: tuple[str, ...]
    check: CheckText
    shipped: tuple[Mapping[str, str], ...] = ()
    is_private: bool = False
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    types: Mapping[str, type] = field(default_factory=dict)
    required: frozenset[str] = frozenset()

    @property
    def path(self) -> Path:
        """Where it lies."""
        return user_store().root / "local" / f"{self.name}.csv"

    @property
    def is_reference(self) -> bool:
        """True where figures may depend on it."""
        return self.name in SHAPES


def table_title(name: str, t: Translate) -> str:
    """Return what a table of reference is called."""
    return t(TABLE_TITLES[name])


def save_table(table: KeptTable, was: str | None, text: str, account: str, why: str) -> Entry:
    """Put a table's new text in place of `was` and note it; rows that name people are not in the note.

    Raises ChangedMeanwhileError where the file is another by now, what the table's `check` raises, and OSError; nothing
    is changed then.
    """

    def make(now: str | None) -> str:
        if now != was:
            raise ChangedMeanwhileError(now)
        return text

    gone, new = row_changes(was, text)
    told: dict[str, JsonValue] = {"what": table.name, "why": why, "removed": len(gone), "added": len(new)}
    if not table.is_private:
        told |= {"was": list(gone[:ROWS_TOLD]), "now": list(new[:ROWS_TOLD])}
    return put(FileChange(table.path, make, table.check, account, told, table.is_private))


def row_changes(was: str | None, text: str) -> tuple[list[str], list[str]]:
    """Return the lines that go and the lines that come; one that changes is both. Of a new table the head is none."""
    after = text.splitlines()
    before = after[:1] if was is None else was.splitlines()
    edits = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = [edit for edit in edits if edit[0] != "equal"]
    gone = [line for _, first, last, _, _ in changed for line in before[first:last]]
    return gone, [line for _, _, _, first, last in changed for line in after[first:last]]


def reference_table(name: str, lang: str) -> KeptTable:
    """Return a table of reference by its name, its choices in words of a language."""

    def check(text: str) -> None:
        read_reference({name: text})

    return KeptTable(
        name,
        tuple(SHAPES[name].columns),
        check,
        tuple(_as_written(name)),
        choices=_choices(name, lang),
        types=cell_types(name),
        required=required_columns(name),
    )


def _choices(name: str, lang: str) -> dict[str, dict[str, str]]:
    """The words that a cell may hold, and the offices and services that it may name, as they are known now."""
    t = translator(lang)
    found = {column: {word: t(CHOICE_WORDS[word]) for word in words} for column, words in choices_of(name).items()}
    try:
        reference = read_reference()
    except UserError:
        return found  # the table that is wrong may be this one
    label = "label_en" if lang == "en" else "label_id"
    names = {
        "units": {row["unit_code"]: full_name(row["kind"], row["name"], lang) for row in reference["units"]},
        "services": {row["service"]: str(row[label]) for row in reference["services"]},
    }
    linked = {column: names[target] for table, column, target in LINKS if table == name}
    if name == "biaya":
        linked["service"] = {ALL_SERVICES: t(N_("Semua layanan"))} | linked["service"]
    return found | linked


def _as_written(name: str) -> list[dict[str, str]]:
    """The rows that come with the product, as their file has them."""
    path = reference_dir() / f"{name}.csv"
    return table_text(path.read_text("utf-8") if path.exists() else None, tuple(SHAPES[name].columns)).cells()
