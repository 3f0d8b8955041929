"""Which row is newer never depends on the order of loading."""

from itertools import permutations
from typing import Any

import pytest
from support.files.raw_files import delimited, put, requests, take_in, warehouse
from support.files.taken_once import take_in_once
from support.own_settings import settings_below

from core.store import Store, user_store

VERSIONS = {
    "permohonan_2024-08-28.csv": ("Sedang Diperiksa", "27/08/2024 09.00", "Warga"),
    "permohonan_2024-09-10.csv": ("Siap Diambil", "05/09/2024 10.00", "Warga"),
    # Exported later, but without what changed in between: the row's own time decides.
    "permohonan_2024-09-12.csv": ("Siap Diambil", "01/09/2024 08.00", "RT"),
}
Rows = list[tuple[Any, ...]]
STATE = (
    "SELECT request_no, status, updated_at, origin, first_export, last_export"
    " FROM request JOIN request_export USING (request_no)"
)
HISTORY = "SELECT request_no, status, reached_at, is_at_latest FROM request_status ORDER BY ALL"


def version(name: str) -> str:
    status, updated, origin = VERSIONS[name]
    return delimited(requests(1, Status=status, Tanggal_Update=updated, Asal_Permohonan=origin))


def load_in_order(store: Store, names: tuple[str, ...]) -> tuple[Rows, Rows]:
    for name in names:
        put(store, f"permohonan/{name}", version(name))
        take_in(store)
    return warehouse(store, STATE), warehouse(store, HISTORY)


@pytest.fixture(scope="module")
def all_at_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, Rows]:
    with settings_below(tmp_path_factory.mktemp("sekaligus")):
        store = user_store()
        for name in VERSIONS:
            put(store, f"permohonan/{name}", version(name))
        take_in(store)
        return warehouse(store, STATE), warehouse(store, HISTORY)


@pytest.mark.parametrize("order", list(permutations(VERSIONS)), ids=lambda order: "-".join(n[-6:-4] for n in order))
def test_three_versions_in_any_order(store: Store, all_at_once: tuple[Rows, Rows], order: tuple[str, ...]) -> None:
    state, history = load_in_order(store, order)
    assert (state, history) == all_at_once
    assert [row[1:4] for row in state] == [("siap_diambil", *row[2:4]) for row in state]
    assert [(row[1], f"{row[2]:%d/%m %H}") for row in history] == [
        ("sedang_diperiksa", "27/08 09"),
        ("siap_diambil", "01/09 08"),
    ]


def test_without_a_row_time_the_later_export_wins(store: Store) -> None:
    for name, origin in (("ekspor_2024-09-12.csv", "RT"), ("ekspor_2024-09-10.csv", "Warga")):
        rows = requests(1, Asal_Permohonan=origin, Tanggal_Update="")
        put(store, f"permohonan/{name}", delimited(rows))
        take_in(store)
    assert warehouse(store, "SELECT origin FROM request") == [("rt",)]


def test_a_date_that_is_none_in_a_file_name_is_no_export_time(store: Store) -> None:
    put(store, "permohonan/ekspor_2024-02-31.csv", delimited(requests(1)))
    take_in_once(store)
    (dated,) = warehouse(store, "SELECT last_export::VARCHAR FROM request_export")
    assert dated == ("2024-08-27 09:00:00",)


def test_repeats_inside_one_file_count_as_duplicates(store: Store) -> None:
    newer = requests(1, Status="Siap Diambil", Tanggal_Update="28/08/2024 10.00")
    put(store, "permohonan/a.csv", delimited([*newer, *requests(2), *requests(1)]))
    (account,) = take_in_once(store).files
    assert (account.read, account.accepted, account.duplicate, account.not_data) == (5, 2, 2, 1)
    assert warehouse(store, "SELECT status FROM request ORDER BY request_no") == [
        ("siap_diambil",),
        ("sedang_diperiksa",),
    ]


def test_versions_and_pseudonyms_are_numbered_one_after_the_other(store: Store) -> None:
    """A number that jumped with every file would run out after some hundred of them."""
    for number in range(1, 5):
        put(store, f"permohonan/{number}.csv", delimited(requests(number, NIK=f"99{number:014d}")))
        take_in(store)
    assert warehouse(store, "SELECT max(version_no) < 20 FROM hold") == [(True,)]
    assert warehouse(store, "SELECT max(pseudonym_no) < 20 FROM pseudonym") == [(True,)]
