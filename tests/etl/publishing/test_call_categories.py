"""Calls whose category says nothing that is known: where they are many, how many asked for help is not told."""

from support.files.raw_files import published, put

from core.store import Store
from etl.loading.load import load

HEAD = "No Tiket;Waktu Terima;Kategori;Kelurahan"


def calls(store: Store, month: str, words: list[str]) -> None:
    lines = [f"P-{month}-{n};{1 + n % 28:02d}/{month} 08.10;{word};Sidodadi" for n, word in enumerate(words)]
    put(store, f"panggilan_112/{month.replace('/', '-')}.csv", "\n".join([HEAD, *lines]) + "\n")


def visits(store: Store) -> None:
    """A build speaks of the days of visits and requests."""
    days = [f"Sidodadi;{day}/{month}/2024;5" for month in ("10", "11") for day in range(1, 29)]
    put(store, "kunjungan/a.csv", "\n".join(["Unit Layanan;Tanggal;Jumlah Kunjungan", *days]) + "\n")


def help_of(store: Store) -> list[tuple[object, ...]]:
    months = "SELECT month(date), sum(help_calls), count(help_calls) > 0 FROM unit_day_total GROUP BY ALL ORDER BY ALL"
    return published(store, months)


def test_many_calls_without_a_known_category_leave_the_month_unknown(store: Store) -> None:
    known = ["Bantuan Layanan Digital", "Prank"] * 20
    calls(store, "10/2024", [*known[:39], "Jenis baru"])
    calls(store, "11/2024", [*known[:20], *["Jenis baru"] * 19, ""])
    visits(store)
    load(store)
    assert help_of(store) == [(10, 20, True), (11, None, False)]
    names = "SELECT category, sum(calls) FROM calls_hour WHERE month(date) = 11 GROUP BY ALL ORDER BY ALL"
    assert published(store, names) == [("bantuan_digital", 10), ("prank", 10), ("tidak_dikenal", 20)]


def test_what_is_declared_of_a_category_makes_the_month_known(store: Store) -> None:
    calls(store, "10/2024", ["Jenis baru", "Prank"] * 5)
    declared = store.raw / "panggilan_112" / "sumber.toml"
    declared.write_text(declared.read_text() + '[values.category]\nbantuan_digital = ["Jenis baru"]\n')
    visits(store)
    load(store)
    assert help_of(store) == [(10, 5, True), (11, None, False)]
