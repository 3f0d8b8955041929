"""Files of distinct paths, loaded in any order and in any portions, publish the same figures."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from support.deliveries import every_table, some_of_each_source
from support.files.raw_files import delimited, requests, warehouse

from core.store import Store
from etl.loading.load import load

pytestmark = pytest.mark.drill

STATUSES = ("Belum Lengkap", "Sedang Diperiksa", "Siap Diambil", "Dibatalkan")
Row = tuple[int, str, str, str, str]
Files = dict[str, list[Row]]
NOT_FIGURES = {"build", "created_at", "loaded_at", "fingerprint"}
# What a load did with a record (new, or older than what was there) is told of that load.
OF_THE_LOAD = {"accepted", "duplicate", "state", "read", "not_data"}

rows = st.tuples(
    st.integers(1, 4),
    st.sampled_from(STATUSES),
    st.sampled_from(("", "05/09/2024 10.00", "06/09/2024 10.00")),
    st.sampled_from(("Warga", "RT")),
    st.sampled_from(("Kelurahan Sidodadi", "Kel. Jawa", "Loa Bakong")),
)
names = st.sampled_from([f"ekspor_2024-09-{day:02d}.csv" for day in range(7, 13)] + ["a.csv", "b.csv"])


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[Files, list[list[str]]]:
    """Files, and a way to load them: a shuffled list of portions."""
    files = draw(st.dictionaries(names, st.lists(rows, min_size=1, max_size=5), min_size=2, max_size=4))
    order = draw(st.permutations(sorted(files)))
    cuts = sorted(draw(st.sets(st.integers(1, len(order) - 1), max_size=2)))
    return files, [list(order[a:b]) for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]


def text(rows: list[Row]) -> str:
    lines = []
    for number, status, updated, origin, unit in rows:
        (line,) = requests(1, Status=status, Tanggal_Update=updated, Asal_Permohonan=origin, Unit_Layanan=unit)
        place = {"Kecamatan": ""} if "Jawa" in unit else {}
        lines.append(line | {"No Permohonan": f"SMD-2024-{number:07d}"} | place)
    return delimited(lines)


DECLARED = ["", "period = [2024-08-01, 2024-08-31]\nfull = true\n"]


def figures(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    return every_table(store, NOT_FIGURES | OF_THE_LOAD)


def load_in(store: Store, files: Files, portions: list[list[str]], declared: str) -> dict[str, list[tuple[Any, ...]]]:
    for folder in (store.raw, store.warehouse_dir, store.published_dir):
        shutil.rmtree(folder, ignore_errors=True)
    target = store.raw / "permohonan"
    target.mkdir(parents=True)
    (target / "sumber.toml").write_text(f'zone = "WITA"\n{declared}')
    for portion in portions:
        for name in portion:
            (target / name).write_text(text(files[name]))
        load(store)
    return figures(store)


@pytest.mark.parametrize("declared", DECLARED, ids=["parts", "full"])
@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(delivery=deliveries())
def test_the_order_and_the_portions_do_not_matter(
    store: Store, declared: str, delivery: tuple[Files, list[list[str]]]
) -> None:
    gives_the_same(store, declared, delivery)


@pytest.mark.slow
@pytest.mark.parametrize("declared", DECLARED, ids=["parts", "full"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(delivery=deliveries())
def test_nor_do_many_orders(store: Store, declared: str, delivery: tuple[Files, list[list[str]]]) -> None:
    gives_the_same(store, declared, delivery)


def gives_the_same(store: Store, declared: str, delivery: tuple[Files, list[list[str]]]) -> None:
    """Bit by bit, made anew and all at once."""
    files, portions = delivery
    bit_by_bit = load_in(store, files, portions, declared)
    # Where nothing counts in the end, the last build with something in it stays, and that depends on the portions.
    assume(warehouse(store, "SELECT count(*) FROM request") != [(0,)])
    load(store, rebuild=True)
    assert figures(store) == bit_by_bit, "made anew"
    assert load_in(store, files, [sorted(files)], declared) == bit_by_bit, "all at once"


@pytest.mark.slow
def test_the_sample_month_by_month_is_the_sample_at_once(sample_store: Store, store: Store) -> None:
    """Newest files first, in two portions, with re-exports, copies and late reports among them."""
    shutil.copy(sample_store.sample_marker, store.root)
    load_in_portions(sample_store.raw, store)
    assert figures(store) == figures(sample_store)


def test_some_files_of_each_source_in_two_portions_are_the_same_at_once(
    sample_store: Store, store: Store, tmp_path: Path
) -> None:
    """The smallest of the sample; all of them are a matter of `make slow`."""
    at_once = Store(tmp_path / "sekaligus")
    at_once.raw.mkdir(parents=True)
    some_of_each_source(sample_store, at_once, 2)
    load(at_once)
    load_in_portions(at_once.raw, store)
    assert figures(store) == figures(at_once)


def load_in_portions(raw: Path, store: Store) -> None:
    """Load copies of these files, every second one first."""
    files = sorted(path for path in raw.rglob("*") if path.is_file())
    declarations = [path for path in files if path.suffix == ".toml"]
    data = [path for path in files if path.suffix != ".toml"]
    for portion in (data[1::2], data[::2]):
        for path in [*declarations, *portion]:
            target = store.raw / path.relative_to(raw)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, Path(target))
        load(store)
