"""Signs that nobody sees, and signs that look like others, tell no two values apart."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.files.raw_files import counts, delimited, log, put, requests, take_in, warehouse, workbook
from support.files.taken_once import take_in_once

from core.store import Store
from etl.judging.dates.moments import in_english, read_stamp
from etl.reading.formats.fast import FAST_FROM_BYTES
from etl.spelling import LONGEST_COMPOSED, fold, plain

MANY = FAST_FROM_BYTES // 150
Rows = list[dict[str, str]]


def test_what_is_not_seen_is_taken_away_and_what_looks_alike_is_the_same() -> None:
    assert plain("\ufeffSta\u200btus\u200e \u2060P\u00ad-1") == "Status P-1"
    assert plain("ＳＭＤ－１２\u00a0３") == "SMD-12 3"
    assert plain("e\u0301\u2011") == "é-"
    # A footnote is no digit, and a dash between words is none of a number's.
    assert plain("12² – ½") == "12² – ½"
    assert fold("No\u00a0Permo\u00adhonan") == "no permohonan"


@pytest.mark.parametrize("marks", ["\u0301", "\u0301\u0323"])
def test_marks_without_end_are_left_as_they_are(marks: str) -> None:
    """Bringing them into order takes a time that grows with their square."""
    endless = "a" + marks * LONGEST_COMPOSED
    assert plain("\u200b" + endless) == endless


def odd(rows: Rows) -> Rows:
    """The same rows as a messenger or a web page hands them on."""
    first, second, *rest = rows
    first = {title.replace("Status", "Sta\u200btus"): value for title, value in first.items()}
    first |= {"No Permohonan": first["No Permohonan"] + "\u200b", "Tanggal Permohonan": "\u200e27/08\u200e/2024 07.30"}
    second = dict(zip(first, second.values(), strict=True))
    second |= {"No Permohonan": second["No Permohonan"].replace("-", "－"), "Unit Layanan": "Kelurahan Sido\u00addadi"}
    return [first, second, *(dict(zip(first, row.values(), strict=True)) for row in rest)]


def as_csv(path: Path, rows: Rows) -> None:
    path.write_text(delimited(rows), "utf-8")


def as_json(path: Path, rows: Rows) -> None:
    path.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")


def as_xlsx(path: Path, rows: Rows) -> None:
    workbook(path, [list(rows[0]), *(list(row.values()) for row in rows)])


@pytest.mark.parametrize(
    ("ending", "write", "size"),
    [("csv", as_csv, 3), ("csv", as_csv, MANY), ("json", as_json, 3), ("xlsx", as_xlsx, 3)],
)
def test_a_re_export_with_odd_signs_is_the_same_requests(
    store: Store, ending: str, write: Callable[[Path, Rows], None], size: int
) -> None:
    log(store, "a_2024-08-30.csv", size)
    write(store.raw / f"permohonan/b_2024-08-31.{ending}", odd(requests(size)))
    (first, second) = counts(take_in_once(store))
    assert (first[1], second[1], second[2], second[3]) == (size, 0, 0, size)
    assert warehouse(store, "SELECT count(*) FROM request") == [(size,)]


def test_a_sign_that_lies_across_two_blocks_is_seen(store: Store) -> None:
    """The bytes of a large file are looked at in blocks of a mebibyte."""
    rows = requests(7000)
    before = delimited(rows).encode()
    border = 1 << 20
    at = before.rindex(b"SMD-", 0, border)
    pad = border - 1 - len(before[:at])
    rows[0]["Nama Pemohon"] += "x" * pad
    text = delimited(rows).encode()
    assert text[border - 1 : border + 3] == b"SMD-"
    put(store, "permohonan/a.csv", text[: border - 1] + "\u200b".encode() + text[border - 1 :])
    take_in_once(store)
    assert warehouse(store, "SELECT count(*) FROM request WHERE strlen(request_no) <> 16") == [(0,)]


def test_the_column_says_kelurahan_in_every_format(store: Store) -> None:
    rows = [
        {("Kelurahan" if title == "Unit Layanan" else title): value for title, value in row.items()}
        for row in requests(2, Kecamatan="Sambutan", Unit_Layanan="Sambutan")
    ]
    put(store, "permohonan/a.csv", delimited(rows[:1]))
    as_json(store.raw / "permohonan/b.json", rows[1:])
    as_xlsx(store.raw / "permohonan/c.xlsx", [rows[0] | {"No Permohonan": "X-3"}])
    many = [rows[0] | {"No Permohonan": f"Y-{number}"} for number in range(MANY)]
    as_csv(store.raw / "permohonan/d.csv", many)
    assert sum(account[1] for account in counts(take_in(store))) == MANY + 3
    assert warehouse(store, "SELECT DISTINCT unit_code FROM request") == [("64.72.07.1002",)]


def test_a_code_that_may_be_two_offices_is_held_and_shown(store: Store) -> None:
    rows = [*requests(1, Kecamatan="", Unit_Layanan="6472031005"), *requests(1, Unit_Layanan="0812345678")]
    put(store, "permohonan/a.csv", delimited(rows))
    outcome = take_in_once(store)
    assert sorted((mark.reason, mark.value) for mark in outcome.marked) == [
        ("unit_rancu", "6472031005"),
        ("unit_tak_dikenal", "*****"),
    ]


def test_a_day_with_marks_without_end_is_no_day() -> None:
    endless = "27 Agustus 2024" + "\u0301\u0323" * LONGEST_COMPOSED
    assert read_stamp(endless[:15]) is not None
    assert read_stamp(endless) is None
    assert in_english(endless) == []
