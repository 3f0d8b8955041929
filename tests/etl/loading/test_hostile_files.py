"""Files that would stop every load: each is named, the good file beside them loads, nothing goes beyond the limits."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.files.hostile_files import HOSTILE, ODD
from support.files.raw_files import delimited, etl, put, requests
from support.own_settings import settings_below

from core.settings import settings
from core.store import user_store
from etl.loading.load import load
from etl.loading.outcome import why_set_aside
from etl.sandbox import client
from etl.warehouse.ledger import Account

pytestmark = pytest.mark.drill

MEMORY = 300_000_000
LIMITS = {
    "READ_MEMORY_BYTES": MEMORY,
    "READ_CPU_SECONDS": 10,
    "MAX_CELLS": 300_000,
    "MAX_FILE_BYTES": 30_000_000,
    "UNPACK_RATIO_FROM_BYTES": 3_000_000,
}
HELPER_BYTES = 150_000_000
GOOD = "baik.csv"
NO_TITLES = ("judul_tak_dikenal", "kolom_wajib_tidak_ada", "berkas_tak_terbaca")


class Loaded:
    """What one load of all of them did: accounts by name, and what each child took."""

    def __init__(self, accounts: dict[str, Account], taken: list[dict[str, Any]]) -> None:
        self.accounts, self.taken = accounts, taken


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """All hostile files in one folder, with a good one, under small limits."""
    taken: list[dict[str, Any]] = []
    ask = client._Helper.ask

    def watched(self, request: dict[str, Any], seconds: int) -> dict[str, Any]:
        taken.append(ask(self, request, seconds))
        return taken[-1]

    with settings_below(tmp_path_factory.mktemp("ganas")), pytest.MonkeyPatch.context() as patch:
        for name, value in LIMITS.items():
            patch.setenv(f"ADOPSI_{name}", str(value))
        settings.cache_clear()
        patch.setattr(client._Helper, "ask", watched)
        store = user_store()
        for name, make in {**{name: made[0] for name, made in HOSTILE.items()}, **ODD}.items():
            put(store, f"permohonan/{name}", make())
        put(store, f"permohonan/{GOOD}", delimited(requests(3, No_Antrian="7")))
        accounts = {Path(account.path).name: account for account in load(store).files}
        yield Loaded(accounts, taken)
    settings.cache_clear()


def test_the_good_file_beside_them_loads(loaded: Loaded) -> None:
    account = loaded.accounts[GOOD]
    assert (account.state, account.accepted + account.duplicate) == ("loaded", 3)


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_set_aside_by_name_and_with_its_reason(loaded: Loaded, name: str) -> None:
    account = loaded.accounts[name]
    assert account.state == "set_aside"
    assert account.reason in HOSTILE[name][1]
    assert account.detail
    assert why_set_aside(account).startswith(f"permohonan/{name}: ")
    assert len(why_set_aside(account)) < 1000


@pytest.mark.parametrize("name", ODD)
def test_what_is_only_odd_is_read(loaded: Loaded, name: str) -> None:
    account = loaded.accounts[name]
    kinds = account.accepted + account.quarantined + account.duplicate + account.not_data
    assert account.read == kinds
    assert account.state == "loaded" or account.reason in NO_TITLES


def test_no_child_took_more_than_it_may(loaded: Loaded) -> None:
    assert len(loaded.taken) > len(HOSTILE)
    assert max(taken["peak_kb"] for taken in loaded.taken) * 1024 < MEMORY + HELPER_BYTES
    assert max(taken["cpu_seconds"] for taken in loaded.taken) < LIMITS["READ_CPU_SECONDS"] + 1
    assert not any(taken["late"] for taken in loaded.taken)


@pytest.mark.parametrize("name", HOSTILE)
def test_inspect_ends_in_the_same_sentence(loaded: Loaded, name: str) -> None:
    done = etl("inspect", user_store().raw / "permohonan" / name, "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert (told["reason"], told["detail"]) == (loaded.accounts[name].reason, loaded.accounts[name].detail)
    assert f"permohonan/{name}: " in done.stderr


@pytest.mark.parametrize("name", ODD)
def test_inspect_of_what_is_only_odd_ends_too(loaded: Loaded, name: str) -> None:
    done = etl("inspect", user_store().raw / "permohonan" / name, "--json")
    assert done.returncode == int(loaded.accounts[name].state == "set_aside")
    assert json.loads(done.stdout)["reason"] == loaded.accounts[name].reason


def test_status_names_each_of_them(loaded: Loaded) -> None:
    told = json.loads(etl("status", "--json").stdout)
    aside = {f"permohonan/{name}" for name, account in loaded.accounts.items() if account.state == "set_aside"}
    assert set(told["set_aside"]) == aside
    assert {f"permohonan/{name}" for name in HOSTILE} <= aside
    assert told["died_on"] == []
