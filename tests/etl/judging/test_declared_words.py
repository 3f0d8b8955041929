"""A word of sumber.toml that meets nothing is told, stops nothing, and is told no more once a file has it."""

import json

import pytest
from support.files.raw_files import delimited, put, requests, take_in, workbook
from support.files.taken_once import take_in_once

from core.store import Store
from etl.loading.outcome import Outcome


def idle(outcome: Outcome) -> list[str]:
    """What is told, without where it stands."""
    return [told.partition(": ")[2] for told in outcome.idle]


def declare(store: Store, source: str, said: str) -> None:
    (store.raw / source / "sumber.toml").write_text(f'zone = "WITA"\n{said}')


NOWHERE = "tidak ada di berkas mana pun yang terbaca"


@pytest.mark.parametrize("kind", ["csv", "json", "large csv"])
def test_an_alias_that_no_file_has_is_told(store: Store, kind: str) -> None:
    rows = requests(1200 if kind == "large csv" else 2, Status="lagi dikerjakan", Tanggal_Update="belum lapor")
    content = json.dumps(rows) if kind == "json" else delimited(rows)
    put(store, f"permohonan/a.{kind.split()[-1]}", content)
    aliases = 'sedang_diperiksa = ["Lagi Dikerjakan", "Beres 99123456789"]'
    declare(store, "permohonan", f'empty_words = ["Belum Lapor", "xx"]\n[values.status]\n{aliases}\n')
    outcome = take_in(store)
    assert [(account.accepted, account.quarantined) for account in outcome.files] == [(len(rows), 0)]
    told = idle(outcome)
    assert len(told) == 2
    assert told[0].startswith("alias 'Beres ")
    assert told[0].endswith(f" di [values.status] {NOWHERE}")
    assert "99123456789" not in told[0]
    assert told[1] == f"kata 'xx' di empty_words {NOWHERE}"
    assert take_in(store).idle == [], "nothing was read"


def test_what_an_earlier_file_met_is_not_told_again(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(2, Status="beres")))
    declare(store, "permohonan", '[values.status]\nsiap_diambil = ["Beres"]\n')
    assert take_in(store).idle == []
    put(store, "permohonan/b.csv", delimited(requests(2)).replace("SMD", "B"), None)
    outcome = take_in(store)
    assert len(outcome.files) == 1
    assert outcome.idle == []


@pytest.mark.parametrize("kind", ["csv", "xlsx", "long csv", "long json"])
def test_words_in_the_place_of_a_count(store: Store, kind: str) -> None:
    days = [["BULAN JUNI 2024"], ["Kelurahan", *range(1, 31)], ["Jawa", "PIKET BERSAMA", "Belum Lapor", *[3] * 28]]
    counts = ["PIKET BERSAMA", "Belum Lapor", *["3"] * 28]
    rows = [{"Kelurahan": "Jawa", "Tanggal": f"{day:02d}/06/2024", "Jumlah": n} for day, n in enumerate(counts, 1)]
    put(store, "kunjungan/.lain", "")
    if kind == "xlsx":
        workbook(store.raw / "kunjungan/a.xlsx", days)
    elif kind == "csv":
        put(store, "kunjungan/a.csv", "\n".join(";".join(map(str, row)) for row in days) + "\n")
    else:
        put(store, f"kunjungan/a.{kind.split()[1]}", json.dumps(rows) if "json" in kind else delimited(rows))
    declare(store, "kunjungan", 'closed = ["Piket", "Rapat"]\nempty_words = ["Belum lapor", "xx"]\n')
    outcome = take_in_once(store)
    (account,) = outcome.files
    assert (account.accepted, account.quarantined, account.not_reported) == (28, 0, 1)
    assert idle(outcome) == [f"kata 'Rapat' di closed {NOWHERE}", f"kata 'xx' di empty_words {NOWHERE}"]


@pytest.mark.parametrize("kind", ["csv", "json"])
@pytest.mark.parametrize("is_said", [True, False])
def test_an_office_that_every_file_says_itself(store: Store, kind: str, is_said: bool) -> None:
    rows = [{"Kelurahan": "Jawa", "Tanggal": f"{day:02d}/06/2024", "Jumlah": "4"} for day in range(1, 9)]
    own = rows if is_said else [{title: row[title] for title in ("Tanggal", "Jumlah")} for row in rows]
    put(store, f"kunjungan/a.{kind}", json.dumps(own) if kind == "json" else delimited(own))
    declare(store, "kunjungan", 'unit = "Kelurahan Jawa"\n')
    outcome = take_in_once(store)
    assert [account.accepted for account in outcome.files] == [8]
    told = "unit tidak terpakai: setiap berkas yang terbaca menyebut kantornya sendiri"
    assert idle(outcome) == ([told] if is_said else [])


def test_an_office_that_holds_the_rows_of_others_is_of_use(store: Store) -> None:
    rows = [{"Kelurahan": name, "Tanggal": "03/06/2024", "Jumlah": "4"} for name in ("Jawa", "Bukuan")]
    put(store, "kunjungan/a.csv", delimited(rows))
    declare(store, "kunjungan", 'unit = "Kelurahan Jawa"\n')
    assert take_in_once(store).idle == []
