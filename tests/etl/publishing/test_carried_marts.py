"""Marts carried on from the build before hold the same as marts counted from all requests."""

import random

import pytest
from support.files.raw_files import delimited, published, put, requests

from core.method import SHARED_PERSONS
from core.store import Store
from core.tables import BY_NAME
from etl.loading.load import load
from etl.publishing import carried_marts, publish
from etl.publishing.carried_durations import DURATIONS
from etl.publishing.carried_marts import ADDED_UP, Carried

UNITS = ("Kelurahan Sidodadi", "Kelurahan Jawa", "Kelurahan Bugis", "Kelurahan Baqa", "Kantor Kecamatan Sambutan")
STATUSES = ("Sedang Diperiksa", "Siap Diambil", "Dibatalkan")
ANEW, WHOLE = (False, False), (True, True)
Figures = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def carried(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bool, bool]]:
    """Of each build made in the test, whether it was carried on and whether its service times were (WHOLE: both);
    any share of changes may be.
    """
    ways: list[tuple[bool, bool]] = []

    def noted(*given: object) -> Carried:
        made = carried_marts.carry_on(*given)  # type: ignore[arg-type]
        ways.append((made.is_carried, made.are_durations_carried))
        return made

    monkeypatch.setattr(carried_marts, "CHANGED_AT_MOST", 1)
    monkeypatch.setattr(publish, "carry_on", noted)
    return ways


def export(draw: random.Random, first: int, last: int, day: int) -> str:
    """An export of some of 40 requests of 12 citizens, as they were on a day of September."""
    lines = []
    for number in range(first, last):
        own = random.Random(number)
        changes = {
            "No Permohonan": f"SMD-2024-{number:07d}",
            "NIK": f"99123401019{own.randrange(12):05d}",
            "Kecamatan": "",
            "Unit Layanan": draw.choice(UNITS[:2]) if own.random() < 0.3 else own.choice(UNITS),
            "Status": draw.choice(STATUSES),
            "Tanggal Permohonan": f"{own.randrange(1, 28):02d}/{own.randrange(5, 9):02d}/2024 08.00",
            # Without a time of its own a version may be shown by one export after the other.
            "Tanggal Update": f"{day:02d}/09/2024 09.{draw.randrange(60):02d}" if own.random() < 0.6 else "",
        }
        lines.append(requests(1)[0] | changes)
    return delimited(lines)


def figures(store: Store) -> Figures:
    marts = (*ADDED_UP, DURATIONS)
    columns = {name: ", ".join(f'"{column}"' for column in BY_NAME[name].column_names) for name in marts}
    return {name: published(store, f'SELECT {columns[name]} FROM "{name}" ORDER BY ALL') for name in marts}


def rebuild_and_compare(store: Store) -> None:
    """Build the store anew: what it tells stays the same."""
    kept = figures(store)
    assert all(kept.values())
    load(store, rebuild=True)
    assert kept == figures(store)


@pytest.mark.drill
@pytest.mark.parametrize("seed", range(3))
def test_what_is_carried_on_equals_what_is_counted_anew(
    store: Store, carried: list[tuple[bool, bool]], seed: int
) -> None:
    draw = random.Random(seed)
    parts = [(1, 25), (20, 32), (1, 8), (30, 41), (5, 36)]
    for day, (first, last) in enumerate(parts, 1):
        put(store, f"permohonan/ekspor_2024-09-{day:02d}.csv", export(draw, first, last, day))
        load(store)
    assert carried == [ANEW, WHOLE, WHOLE, WHOLE, WHOLE]
    rebuild_and_compare(store)


def test_a_replaced_file_counts_all_requests_anew(store: Store, carried: list[tuple[bool, bool]]) -> None:
    draw = random.Random(7)
    put(store, "permohonan/a.csv", export(draw, 1, 20, 1))
    put(store, "permohonan/b.csv", export(draw, 15, 30, 2))
    load(store)
    put(store, "permohonan/b.csv", export(draw, 18, 28, 2))
    load(store)
    assert carried == [ANEW, ANEW]
    rebuild_and_compare(store)


def test_a_build_that_is_gone_is_no_basis(store: Store, carried: list[tuple[bool, bool]]) -> None:
    draw = random.Random(8)
    put(store, "permohonan/a.csv", export(draw, 1, 20, 1))
    load(store)
    for path in store.published_dir.glob("*.duckdb"):
        path.unlink()
    put(store, "permohonan/b.csv", export(draw, 15, 30, 2))
    load(store)
    assert carried == [ANEW, ANEW]
    rebuild_and_compare(store)


def sent(first: int, last: int, status: str = "Sedang Diperiksa", day: int = 1) -> str:
    """Requests of as many citizens, all from one phone, at one office in August."""
    rows = [
        requests(1)[0]
        | {
            "No Permohonan": f"SMD-2024-{number:07d}",
            "NIK": f"99123401019{number:05d}",
            "Status": status,
            "Tanggal Permohonan": "06/08/2024 08.00",
            "Tanggal Update": f"{day:02d}/09/2024 09.00",
        }
        for number in range(first, last)
    ]
    return delimited(rows)


@pytest.mark.drill
def test_one_phone_of_many_citizens_is_seen_across_builds_that_are_carried_on(
    store: Store, carried: list[tuple[bool, bool]]
) -> None:
    """Eight are many: the eighth comes with another file, then one of others, and its request is cancelled later."""
    seen = "SELECT unit_code, value FROM integrity_month WHERE reason = 'nomor_banyak_orang'"
    files = [sent(1, SHARED_PERSONS), sent(SHARED_PERSONS, SHARED_PERSONS + 1)]
    files += [delimited([row | {"No Permohonan": "SMD-2024-0000099"} for row in requests(1, No_HP="081299900000")])]
    files += [sent(SHARED_PERSONS, SHARED_PERSONS + 1, "Dibatalkan", 3), sent(90, 92, day=4)]
    found = []
    for number, content in enumerate(files):
        put(store, f"permohonan/ekspor_2024-09-{number + 1:02d}.csv", content)
        load(store)
        kept = published(store, seen)
        found.append([value for _, value in kept])
    assert found == [[], [SHARED_PERSONS], [SHARED_PERSONS], [], [SHARED_PERSONS + 1]]
    assert carried == [ANEW, WHOLE, WHOLE, WHOLE, WHOLE]
    load(store, rebuild=True)
    assert published(store, seen) == kept


def test_a_file_of_another_source_touches_no_service_time(store: Store, carried: list[tuple[bool, bool]]) -> None:
    """The recap of a month is replaced in place: service times go on with the rest."""
    recap = "Unit Layanan;Tanggal;Keperluan;Jumlah\r\nKelurahan Sidodadi;05/08/2024;Permohonan;{}\r\n"
    put(store, "permohonan/a.csv", export(random.Random(9), 1, 20, 1))
    for visits in (4, 5):
        put(store, "kunjungan/rekap.csv", recap.format(visits))
        load(store)
    assert carried == [ANEW, WHOLE]
    rebuild_and_compare(store)
