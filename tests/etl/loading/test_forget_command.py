"""The command that status prints for a file that is gone does what it says, however the file was called."""

import os
import re
import shlex

import pytest
from support.files.raw_files import delimited, etl, log, put, requests, warehouse

from core.store import Store
from etl.loading.load import load

NAMES = [
    b"rekap (revisi) kelurahan's.csv",
    b"dua  spasi.csv",
    b"$HOME;`ls`&.csv",
    b"bukan-utf8-\xff\xfe.csv",
    b"\x1b[31mmerah.csv",
    b"baris\nbaru.csv",
    b'"kutip" \\ miring.csv',
    "permohonan – Agustus.csv".encode(),
    b"budi 9912340101900001.csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_printed_command_forgets_the_file(store: Store, name: bytes) -> None:
    log(store, "tetap.csv", 2)
    path = os.path.join(os.fsencode(store.raw / "permohonan"), name)
    with open(path, "wb") as file:
        file.write(delimited([row | {"No Permohonan": "LUPA-1"} for row in requests(1)]).encode())
    load(store)
    os.unlink(path)
    load(store)
    told = etl("status").stdout
    (command,) = re.findall(r"python -m etl (forget .*)", told)
    done = etl(*shlex.split(command))
    assert done.returncode == 0, done.stderr
    assert warehouse(store, "SELECT count(*) FROM request") == [(2,)]
    assert "forget" not in etl("status").stdout


def test_inspect_of_a_folder_says_so(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(1)))
    done = etl("inspect", store.raw / "permohonan")
    assert (done.returncode, "itu folder" in done.stderr) == (1, True)
