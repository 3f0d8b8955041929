"""An item of work names files as they were sent, and columns by the titles that they have in them."""

import pytest
from support.files.raw_files import delimited, log, put, requests

from akses import UNNAMED
from core.store import Store
from core.texts import translator
from etl import held_groups
from etl.loading.load import load
from intake import WorkItem, add_entry, work_list
from pages.sections.perbaikan.as_sent import named_as_sent


def as_sent(items: list[WorkItem]) -> list[WorkItem]:
    return named_as_sent(items, UNNAMED, translator("id"), "id")


def test_a_file_bears_the_name_under_which_it_was_sent(store: Store) -> None:
    path = "permohonan/kota/permohonan_kota_2024-08_dikirim-20240901-080000.csv"
    put(store, path, delimited(requests(2, Status="Beres")), zone=None)
    put(store, "permohonan/a.csv", delimited(requests(3)[2:]))
    load(store)
    told = {
        "at": "2024-09-01T08:00:00",
        "sha256": "",
        "size": 1,
        "source": "permohonan",
        "office": "",
        "period": "2024-08",
        "waiting": "x",
    }
    add_entry("sent", "ani", file=path, original_name="Export Agustus.csv", **told)
    [item] = as_sent(work_list(held_groups(store)))
    assert [*item.files.values()] == ["Export Agustus.csv"]
    assert [*item.files] == [path.partition("/")[2]]


@pytest.mark.parametrize("before", ["", "Laporan Agustus 2024;;;\n\n"])
def test_a_column_bears_the_title_that_it_has_in_the_file(store: Store, before: str) -> None:
    text = delimited(requests(2, Status="Beres")).replace("Status", "Status Permohonan", 1)
    put(store, "permohonan/a.csv", before + text)
    load(store)
    items = work_list(held_groups(store))
    assert {item.title for item in items} == {"Status"}
    assert {item.title for item in as_sent(items)} == {"Status Permohonan"}


def test_a_file_that_is_gone_or_no_text_leaves_the_usual_title(store: Store) -> None:
    log(store, "a.csv", 2, Status="Beres")
    load(store)
    (store.raw / "permohonan" / "a.csv").unlink()
    [item] = as_sent(work_list(held_groups(store)))
    assert item.title == "Status"
