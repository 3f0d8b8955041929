"""Tables of people's own, changed row by row: what is on disk stays the truth, nothing wrong is written."""

from pathlib import Path

import pytest
from support.files.raw_files import SIDODADI

from akses import faults_written
from core.store import Store
from etl import UserError, read_reference
from intake import (
    TABLE_TITLES,
    ChangedMeanwhileError,
    KeptTable,
    RowEdits,
    entries,
    history,
    kept_copies,
    reference_table,
    save_table,
    table_text,
    undo,
)
from operations import rule_faults
from report import recipient_faults

ROWS = {
    "rollout": {"unit_code": SIDODADI, "date": "2024-09-02", "status": "aktif", "is_start_known": "ya", "note": ""},
    "targets": {
        "target": "porsi_60", "measure": "digital_share", "value": "0.5", "due_date": "", "stated_on": "2025",
        "label_id": "Porsi 50%", "label_en": "Share 50%",
    },
    "office_targets": {"unit_code": SIDODADI, "value": "0.4", "due_date": "2025-12-31"},
    "plan_slips": {"weeks": "2", "chance": "1"},
    "digital_days": {"valid_from": "2024-08-27", "valid_to": "", "weekdays": "senin|selasa", "status": "diumumkan"},
    "calendar": {"date": "2024-10-15", "kind": "libur_nasional", "name_id": "Uji"},
    "events": {
        "event": "pindah", "date": "2024-10-01", "kind": "pindah_kantor", "unit_code": SIDODADI, "label_id": "Pindah",
        "label_en": "Moved",
    },
    "sla": {"service": "domisili", "days": "3"},
    "biaya": {
        "service": "semua", "channel": "loket", "rupiah": "25000", "minutes": "30", "valid_from": "2024-01-01",
    },
    "services": {
        "service": "baru", "label_id": "Surat baru", "label_en": "New letter", "can_be_digital": "ya",
        "is_sensitive": "tidak",
    },
    "unit_aliases": {"alias": "Kantor Lama", "unit_code": SIDODADI},
    "service_aliases": {"alias": "Surat Lama", "service": "domisili"},
    "units": {
        "unit_code": SIDODADI, "kind": "kelurahan", "name": "Sidodadi", "kecamatan_code": "64.72.03",
        "kecamatan": "Samarinda Ulu", "bps_code": "6472040003", "postal_code": "75123", "lat": "-0.47", "lon": "117.14",
        "area_km2": "1.5", "population": "12000",
    },
}  # fmt: skip
"""A sound row of each table, without its source."""


def _added(table: KeptTable, text: str | None, *rows: dict[str, str]) -> str:
    return table_text(text, table.columns).with_edits(RowEdits(added=rows))


def _text(table: KeptTable) -> str | None:
    return table.path.read_bytes().decode() if table.path.exists() else None


def _write(table: KeptTable, text: str) -> None:
    table.path.parent.mkdir(exist_ok=True)
    table.path.write_bytes(text.encode())


@pytest.mark.parametrize("name", TABLE_TITLES)
def test_a_row_is_added_read_by_the_load_and_taken_back(store: Store, name: str) -> None:
    table, row = reference_table(name, "id"), ROWS[name] | {"source": "Rapat 3 Mei"}
    before = read_reference()[name]
    entry = save_table(table, None, _added(table, None, row), "ani", "rapat")
    own = [each for each in read_reference()[name] if each["_file"] == table.path]
    assert len(own) == 1
    assert set(table.columns) == {*row}  # the row above has every column
    assert entry.told["now"] == [(_text(table) or "").splitlines()[1]]
    assert (entry.account, entry.told["why"], entry.told["file"]) == ("ani", "rapat", f"local/{name}.csv")
    undo(entry, table.check, "budi")
    assert read_reference()[name] == before
    assert [each.kind for each in history()] == ["undone", "edited"]


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        ("targets", {"value": "60"}, ["baris 2", "60%", "0.6"]),
        ("calendar", {"date": "15/10/2024"}, ["baris 2", "kolom date", "'15/10/2024'"]),
        ("office_targets", {"unit_code": "1.2"}, ["baris 2", "'1.2'"]),
        ("biaya", {"rupiah": "25.000"}, ["baris 2", "kolom rupiah", "25000"]),
        ("digital_days", {"weekdays": "senen"}, ["baris 2", "kolom weekdays", "senin"]),
        ("sla", {"days": ""}, ["baris 2", "kolom days"]),
        ("unit_aliases", {"alias": "Sidodamai"}, ["baris 2", "nama kantor"]),
    ],
)
def test_a_wrong_row_is_told_and_nothing_is_written(
    store: Store, name: str, row: dict[str, str], told: list[str]
) -> None:
    table = reference_table(name, "id")
    text = _added(table, None, ROWS[name] | {"source": "x"} | row)
    with pytest.raises(UserError) as error:
        save_table(table, None, text, "ani", "")
    assert all(words in str(error.value) for words in told), str(error.value)
    assert not table.path.exists()
    assert entries() == []
    assert not (store.intake_dir / "perbaikan").exists()


def test_what_nobody_changed_stays_byte_for_byte(store: Store) -> None:
    """A remark, a blank line, an odd quote, the order of the columns, the file's own end: all survive."""
    table = reference_table("unit_aliases", "id")
    old = (
        "\ufeffsource;alias;unit_code\r\n# dari rapat; jangan dihapus\r\n"
        f'"SK ""12""";Kantor Lama;{SIDODADI}\r\n\r\nSK 13;"Loket; Dua";{SIDODADI}'
    )
    _write(table, old)
    assert [row["alias"] for row in read_reference()["unit_aliases"]][-2:] == ["Kantor Lama", "Loket; Dua"]
    shown = table_text(_text(table), table.columns)
    assert shown.cells()[1] == {"source": "SK 13", "alias": "Loket; Dua", "unit_code": SIDODADI}
    edits = RowEdits({0: {"alias": "Kantor Tua"}}, [{"alias": "Baru", "unit_code": SIDODADI, "source": "x"}])
    entry = save_table(table, old, shown.with_edits(edits), "ani", "")
    assert _text(table) == (
        "\ufeffsource;alias;unit_code\r\n# dari rapat; jangan dihapus\r\n"
        f'"SK ""12""";Kantor Tua;{SIDODADI}\r\n\r\nSK 13;"Loket; Dua";{SIDODADI}\r\nx;Baru;{SIDODADI}\r\n'
    )
    undo(entry, table.check, "ani")
    assert _text(table) == old


def test_rows_go_and_columns_that_only_the_file_has_stay(store: Store) -> None:
    text = "kind,value,role,place,catatan\nemail,a@x.id,analis,,kepala\nemail,b@x.id,analis,,\n"
    shown = table_text(text, ("kind", "value", "role", "place"))
    assert shown.columns == ("kind", "value", "role", "place", "catatan")
    edited = shown.with_edits(RowEdits({0: {"role": "pimpinan"}}, deleted=frozenset({1})))
    assert edited == "kind,value,role,place,catatan\nemail,a@x.id,pimpinan,,kepala\n"


def test_an_edit_on_disk_meanwhile_is_not_written_over(store: Store) -> None:
    table = reference_table("sla", "id")
    text = _added(table, None, {"service": "domisili", "days": "3", "source": "ani"})
    _write(table, "service,days,source\nsktm,2,budi\n")
    with pytest.raises(ChangedMeanwhileError) as error:
        save_table(table, None, text, "ani", "")
    assert error.value.now == "service,days,source\nsktm,2,budi\n" == _text(table)
    assert entries() == []


def test_an_undo_leaves_what_came_later(store: Store) -> None:
    table = reference_table("sla", "id")
    first = save_table(table, None, _added(table, None, {"service": "sktm", "days": "2", "source": "x"}), "ani", "")
    now = _text(table)
    save_table(table, now, _added(table, now, {"service": "domisili", "days": "3", "source": "x"}), "budi", "")
    undo(first, table.check, "ani")
    assert [row["service"] for row in read_reference()["sla"]] == ["domisili"]
    assert kept_copies(first) == ("", now) or (kept_copies(first) or ("",))[0] is None


@pytest.mark.parametrize("cell", ['=HYPERLINK("http://x")', "<script>x</script>", 'a"b', "a,b;c", "baris\ndua"])
def test_hostile_cells_are_cells(store: Store, cell: str) -> None:
    table = reference_table("sla", "id")
    save_table(table, None, _added(table, None, {"service": "sktm", "days": "2", "source": cell}), "ani", "")
    assert [row["source"] for row in read_reference()["sla"]] == [cell]
    shown = table_text(_text(table), table.columns)
    assert shown.with_edits(RowEdits()) == _text(table)
    assert len(shown.rows) == 1


def test_rows_that_name_people_are_not_in_the_note(store: Store) -> None:
    table = KeptTable("penerima", ("address", "role", "kecamatan", "forms", "active_from"), lambda text: None)
    private = KeptTable(table.name, table.columns, table.check, is_private=True)
    row = {"address": "awin@samarinda.go.id", "role": "pimpinan", "forms": "pdf", "active_from": "2024-11-01"}
    save_table(private, None, _added(private, None, row), "ani", "")
    assert "awin" not in (store.intake_dir / "catatan.jsonl").read_text()
    assert private.path.stat().st_mode & 0o777 == 0o600
    copies: list[Path] = [*(store.intake_dir / "perbaikan").iterdir()]
    assert {path.stat().st_mode & 0o777 for path in copies} == {0o600}


def test_tables_of_people_are_judged_by_their_own_readers(store: Store) -> None:
    remark = "# catatan\n"
    assert recipient_faults(f"address,role,kecamatan,forms,active_from\n{remark}a@x.id,analis,,pdf,2024-11-01\n") == []
    assert "baris 2" in recipient_faults("address,role,kecamatan,forms,active_from\na@x.id,camat,,pdf,2024-11-01\n")[0]
    assert rule_faults(f"kind,threshold,to,kecamatan\n{remark}sumber_diam,,a@x.id,\n", None) == []
    assert "baris 2" in rule_faults("kind,threshold,to,kecamatan\nsumber,,a@x.id,\n", None)[0]
    assert faults_written(f"kind,value,role,place\n{remark}email,a@x.id,analis,\n") == []
    assert "baris 2" in faults_written("kind,value,role,place\nemail,a@x.id,raja,\n")[0]
    assert "kolom" in faults_written("kind,value\n")[0]
