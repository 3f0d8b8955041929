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


@pytest.mark.drill
def test_the_printed_command_forgets_the_file(store: Store) -> None:
    """Each of them its own file alone."""
    log(store, "tetap.csv", 2)
    paths = [os.path.join(os.fsencode(store.raw / "permohonan"), name) for name in NAMES]
    for number, path in enumerate(paths):
        with open(path, "wb") as file:
            file.write(delimited([row | {"No Permohonan": f"LUPA-{number}"} for row in requests(1)]).encode())
    load(store)
    for path in paths:
        os.unlink(path)
    load(store)
    commands = re.findall(r"python -m etl (forget .*)", etl("status").stdout)
    assert len(commands) == len(NAMES)
    for left, command in reversed(list(enumerate(commands))):
        done = etl(*shlex.split(command))
        assert done.returncode == 0, (command, done.stderr)
        assert warehouse(store, "SELECT count(*) FROM request") == [(2 + left,)], command
    assert "forget" not in etl("status").stdout


def test_inspect_of_a_folder_says_so(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(1)))
    done = etl("inspect", store.raw / "permohonan")
    assert (done.returncode, "itu folder" in done.stderr) == (1, True)
