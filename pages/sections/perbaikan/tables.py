"""The tables that people keep in data/local, and what judges each as its own reader does."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import PurePosixPath

from akses import ACCESS_COLUMNS, DENY, ROLES, Reader, faults_written, login_settings, places, rights_of, who_asks
from core.texts import N_, full_name
from intake import (
    CONTACT_COLUMNS,
    TABLE_TITLES,
    KeptTable,
    RefusedTableError,
    check_of_declaration,
    contact_faults,
    read_reference,
    reference_table,
    table_title,
)
from operations import ALERT_COLUMNS, rule_faults
from pages.view.reader import sent_headers
from pages.view.work import WorkView
from report import RECEIVING_ROLES, RECIPIENT_COLUMNS, recipient_faults

PEOPLE_TITLES = {
    "penerima": N_("Penerima laporan lewat surat"),
    "peringatan": N_("Peringatan: siapa diberi tahu apa"),
    "akses": N_("Akses: siapa boleh melihat apa"),
    "kontak": N_("Kontak kantor"),
}
"""Tables that name people; no figure depends on them."""
COLUMNS = {
    "penerima": RECIPIENT_COLUMNS,
    "peringatan": ALERT_COLUMNS,
    "akses": ACCESS_COLUMNS,
    "kontak": CONTACT_COLUMNS,
}

REQUIRED = {
    "penerima": frozenset({"address", "role", "forms", "active_from"}),
    "peringatan": frozenset({"kind", "to"}),
    "akses": frozenset({"kind", "value", "role"}),
    "kontak": frozenset({"office", "address"}),
}
ROLE_TITLES = {
    "pimpinan": N_("Pimpinan"),
    "analis": N_("Analis"),
    "camat": N_("Camat"),
    "operator": N_("Operator kantor"),
    "tolak": N_("Ditolak"),
}
ALERTS = {
    "sumber_diam": N_("Sumber lama tanpa data baru"),
    "pemuatan_ditolak": N_("Pemuatan ditolak"),
    "putusan_berubah": N_("Jawaban Ringkasan berubah"),
    "kantor_perlu_dilihat": N_("Kantor perlu dilihat"),
    "sasaran_terlewat": N_("Sasaran terlewat"),
}
KINDS = {"email": N_("Surel"), "group": N_("Grup")}


def titles(work: WorkView) -> dict[str, str]:
    """Return what each table is called, in the order in which they are offered."""
    people = {name: work.t(PEOPLE_TITLES[name]) for name in PEOPLE_TITLES}
    return {name: table_title(name, work.t) for name in TABLE_TITLES} | people


def kept_table(name: str, work: WorkView) -> KeptTable:
    """Return a table by its name."""
    if name not in PEOPLE_TITLES:
        return reference_table(name, work.lang)
    types = {"active_from": date} if name == "penerima" else {}
    check = _check_of_people(name, work)
    required = REQUIRED[name]
    return KeptTable(name, COLUMNS[name], check, (), True, _choices_of_people(name, work), types, required)


def _choices_of_people(name: str, work: WorkView) -> dict[str, dict[str, str]]:
    """The offices, kecamatan, roles and kinds that a cell may name, each in words."""
    if name == "kontak":
        return {"office": _offices(work)}
    roles = {role: work.t(ROLE_TITLES[role]) for role in (*ROLES, DENY)}
    kecamatan = _kecamatan()
    if name == "penerima":
        return {"role": {role: roles[role] for role in RECEIVING_ROLES}, "kecamatan": kecamatan}
    if name == "peringatan":
        return {"kind": {kind: work.t(ALERTS[kind]) for kind in ALERTS}, "kecamatan": kecamatan}
    kinds = {kind: work.t(KINDS[kind]) for kind in KINDS}
    # A kecamatan's code is that of its office, too.
    return {"kind": kinds, "role": roles, "place": _offices(work)}


def _kecamatan() -> dict[str, str]:
    return {row["kecamatan_code"]: row["kecamatan"] for row in read_reference()["units"]}


def _offices(work: WorkView) -> dict[str, str]:
    return {row["unit_code"]: full_name(row["kind"], row["name"], work.lang) for row in read_reference()["units"]}


def check_of(file: str, work: WorkView) -> Callable[[str], None]:
    """Return what judges a text that is to become a file's, by its name below the data directory."""
    path = PurePosixPath(file)
    if path.suffix == ".toml":
        return partial(check_of_declaration, file)
    return kept_table(path.stem, work).check


def _check_of_people(name: str, work: WorkView) -> Callable[[str], None]:
    def check(text: str) -> None:
        if faults := _faults(name, text, work) or _shut_out(name, text, work):
            raise RefusedTableError(*faults)

    return check


def _faults(name: str, text: str, work: WorkView) -> list[str]:
    if name == "akses":
        return faults_written(text)
    if name == "penerima":
        return recipient_faults(text)
    if name == "kontak":
        return contact_faults(text, _offices(work))
    known = places()
    return rule_faults(text, None if known is None else set(known.values()))


def _shut_out(name: str, text: str, work: WorkView) -> list[str]:
    """Nobody takes the own way back away, by mistake or on purpose."""
    if name != "akses" or login_settings() is None:
        return []
    who = who_asks(sent_headers(), text)
    if isinstance(who, Reader) and rights_of(who.role).may_mend:
        return []
    return [
        work.t("Dengan tabel ini akun Anda sendiri tidak dapat lagi memperbaiki data. Minta analis lain mengubahnya.")
    ]
