"""Tables of the user in data/local: they extend or replace rows by key; a wrong edit says where and what."""

import pytest

from core.store import Store
from etl.errors import UserError
from etl.sources.reference import read_reference
from etl.sources.reference_columns import SHAPES, Reference

COSTS = "service,channel,rupiah,minutes,valid_from,source"


def edit(store: Store, name: str, text: str | bytes) -> Reference:
    path = store.root / "local" / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_reference()


def test_shipped_tables_are_whole(store: Store) -> None:
    tables = read_reference()
    assert len(tables["units"]) == 69
    assert sum(row["kind"] == "kelurahan" for row in tables["units"]) == 59
    assert all(row["source"] for rows in tables.values() for row in rows)
    assert {"kelurahan_live", "kecamatan_live", "digital_share"} == {row["measure"] for row in tables["targets"]}


def test_rows_extend_and_replace_by_key(store: Store) -> None:
    before = read_reference()["targets"]
    tables = edit(
        store,
        "targets",
        "target,measure,value,due_date,stated_on,label_id,label_en,source\n"
        'porsi_60,digital_share,0.7,2025-12-31,2025,Porsi 70%,Share 70%,"Rapat, 3 Mei"\n'
        "baru,kelurahan_live,40,,2025,Baru,New,Rapat\n",
    )["targets"]
    assert len(tables) == len(before) + 1
    assert next(row["value"] for row in tables if row["target"] == "porsi_60") == 0.7


def test_semicolons_of_a_spreadsheet_are_understood(store: Store) -> None:
    tables = edit(store, "unit_aliases", "\ufeffalias;unit_code;source\r\nKantor Lama;64.72.03.1005;SK, 2024\r\n")
    assert tables["unit_aliases"][-1]["alias"] == "Kantor Lama"


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("unit_aliases", "alias,code\n", 1, ["alias,unit_code,source"]),
        ("unit_aliases", "alias,unit_code,source\nA,64.72.03.1005,x\nB,64.72.99.1,x\n", 3, ["unit_code '64.72.99.1'"]),
        ("unit_aliases", "alias,unit_code,source\nA,64.72.03.1005,Rapat, Mei\n", 2, ["jumlah kolom", "kutip"]),
        ("unit_aliases", "alias,unit_code,source\nA,64.72.03.1005\n", 2, ["jumlah kolom"]),
        ("unit_aliases", "alias,unit_code,source\nA,64.72.03.1005,\n", 2, ["kolom source", "kosong"]),
        ("unit_aliases", "alias,unit_code,source\nA,64.72.03.1005,x\nA,64.72.03.1004,x\n", 3, ["baris 2", "Hapus"]),
        ("unit_aliases", "alias,unit_code,source\nSidodamai,64.72.03.1005,x\n", 2, ["nama kantor"]),
        ("unit_aliases", b"alias,unit_code,source\nCaf\xe9,64.72.03.1005,x\n", 2, ["UTF-8"]),
        ("service_aliases", "alias,service,source\nX,kuburan,x\n", 2, ["service 'kuburan'", "services.csv"]),
        ("calendar", "date,kind,name_id,source\n17/08/2024,libur_nasional,HUT,x\n", 2, ["kolom date", "2024-08-27"]),
        ("calendar", "date,kind,name_id,source\n2024-08-19,libur,HUT,x\n", 2, ["kolom kind", "cuti_bersama"]),
        ("calendar", "date,kind,name_id,source\n0204-08-19,hari_kerja,HUT,x\n", 2, ["kolom date", "2100"]),
        ("office_targets", "unit_code,value,due_date,source\n64.72.01,0.6,9999-12-31,x\n", 2, ["due_date", "2100"]),
        ("unit_aliases", f'alias,unit_code,source\n"{"a" * 200_000}",64.72.01,x\n', 2, ["panjang", "kutip"]),
        ("sla", "service,days,source\nsktm,1e308,x\n", 2, ["kolom days", "lebih dari"]),
        ("biaya", f"{COSTS}\nsemua,loket,1e30,1,2024-01-01,x\n", 2, ["kolom rupiah", "lebih dari"]),
        ("sla", "service,days,source\nsktm,nan,x\n", 2, ["kolom days", "bilangan"]),
        ("sla", "service,days,source\nsktm,3,x\nusaha,-2,x\n", 3, ["kolom days", "di atas nol"]),
        ("office_targets", "unit_code,value,due_date,source\n64.72.01,60,2024-12-31,x\n", 2, ["kolom value", "0.6"]),
        ("office_targets", "unit_code,value,due_date,source\n1.2,0.6,2024-12-31,x\n", 2, ["'1.2'", "units.csv"]),
        ("biaya", f"{COSTS}\nsemua,warung,1,1,2024-01-01,x\n", 2, ["kolom channel", "loket"]),
        ("biaya", f"{COSTS}\nsemua,loket,1,1,2024-01-01,x\nsemua,digital,-1,1,2024-01-01,x\n", 3, ["rupiah", "nol"]),
        ("biaya", f"{COSTS}\nsemua,loket,25.000,30,2024-01-01,x\n", 2, ["kolom rupiah", "Tulis 25000"]),
        ("biaya", f"{COSTS}\nkuburan,loket,1,1,2024-01-01,x\n", 2, ["service 'kuburan'", "services.csv"]),
        ("plan_slips", "weeks,chance,source\n0,0.5,x\n4,0.4,x\n", 3, ["berjumlah 0.9", "seharusnya 1"]),
        ("plan_slips", "weeks,chance,source\n0,60%,x\n", 2, ["kolom chance", "60%"]),
        ("plan_slips", "weeks,chance,source\n2.5,1,x\n", 2, ["kolom weeks", "bulat"]),
        ("plan_slips", "weeks,chance,source\n-4,1,x\n", 2, ["kolom weeks", "bulat"]),
        (
            "targets",
            "target,measure,value,due_date,stated_on,label_id,label_en,source\nporsi_60,digital_share,60,,2025,a,b,c\n",
            2,
            ["60", "0.6"],
        ),
        (
            "targets",
            "target,measure,value,due_date,stated_on,label_id,label_en,source\nbaru,kelurahan_live,3.5,,2025,a,b,c\n",
            2,
            ["3.5", "bulat"],
        ),
        (
            "digital_days",
            "valid_from,valid_to,weekdays,status,source\n2024-08-27,2024-08-01,selasa,x,x\n",
            2,
            ["valid_to", "mendahului"],
        ),
        (
            "digital_days",
            "valid_from,valid_to,weekdays,status,source\n2025-03-03,,senin|selasa,x,y\n",
            2,
            ["sejak 2024-08-27 berakhir", "valid_to", "tulis lagi"],
        ),
        (
            "events",
            "event,date,kind,unit_code,label_id,label_en,source\nx,2024-09-01,foo,,a,b,c\n",
            2,
            ["kolom kind", "pindah_kantor"],
        ),
        (
            "digital_days",
            "valid_from,valid_to,weekdays,status,source\n2025-01-01,,selasa|rebo,x,y\n",
            2,
            ["kolom weekdays", "rabu"],
        ),
    ],
)
def test_a_wrong_edit_names_file_line_and_remedy(
    store: Store, name: str, text: str | bytes, line: int, words: list[str]
) -> None:
    assert name in SHAPES
    with pytest.raises(UserError) as refused:
        edit(store, name, text)
    message = str(refused.value)
    assert message.startswith(f"{store.root / 'local' / name}.csv baris {line}")
    assert all(word in message for word in words), message


def test_a_table_nobody_reads_is_named(store: Store) -> None:
    with pytest.raises(UserError, match=r"alias\.csv.*unit_aliases"):
        edit(store, "alias", "alias,unit_code,source\n")


@pytest.mark.parametrize("name", ["sla.CSV", "Targets.csv", "units.xlsx", "biaya.tsv", "alias.CSV"])
def test_a_table_in_a_form_that_nobody_reads_is_named(store: Store, name: str) -> None:
    path = store.root / "local" / name
    path.parent.mkdir()
    path.write_text("x")
    with pytest.raises(UserError, match=f"{name}.*csv"):
        read_reference()


def test_what_is_no_table_is_left_alone(store: Store) -> None:
    local = store.root / "local"
    (local / "cadangan").mkdir(parents=True)
    edit(store, "sla", "service,days,source\n")
    for name in (
        "catatan.md",
        "rapat.xlsx",
        "sla.xlsx",
        "~$sla.xlsx",
        ".sla.csv.swp",
        "sla.csv.bak",
        "cadangan/sla.csv",
    ):
        (local / name).write_text("x")
    assert read_reference()["sla"] == []


@pytest.mark.parametrize("kind", ["folder", "link to nothing"])
def test_a_table_that_is_no_file_is_named(store: Store, kind: str) -> None:
    path = store.root / "local" / "sla.csv"
    path.parent.mkdir()
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(store.root / "hilang.csv")
    with pytest.raises(UserError, match=r"sla\.csv"):
        read_reference()


@pytest.mark.parametrize("kind", ["file", "link to nothing"])
def test_the_folder_of_tables_is_a_folder(store: Store, kind: str) -> None:
    local = store.root / "local"
    if kind == "file":
        local.write_text("x")
    else:
        local.symlink_to(store.root / "hilang")
    with pytest.raises(UserError, match="bukan folder"):
        read_reference()


def test_an_end_beyond_all_calendars_is_none(store: Store) -> None:
    rows = edit(store, "digital_days", "valid_from,valid_to,weekdays,status,source\n2024-08-27,9999-12-31,rabu,x,y\n")
    assert [row["valid_to"] for row in rows["digital_days"]] == [None]


@pytest.mark.parametrize("name", ["akses", "kontak", "penerima", "peringatan"])
def test_a_table_that_another_command_reads_is_no_stranger(store: Store, name: str) -> None:
    assert edit(store, name, "kind\n") == read_reference()
