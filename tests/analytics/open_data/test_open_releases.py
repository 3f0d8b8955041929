"""Open data over time: a month stays as it was released, and no correction tells what an earlier version hid."""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.frames.disclosed_tables import AREAS, MONTH, SERVICES, drawn, published, services, units
from support.frames.table_solver import of_one_value

from analytics import City, last_settled, settled_on
from analytics.assistance import topic_cells
from analytics.open_data import DamagedReleaseError, export
from analytics.open_data.joint_hiding import corrected_rows, hidden_in, more_hidden
from analytics.open_data.record import Version
from analytics.open_data.tables import NOTHING, Hidden
from analytics.services import areas_of, service_cells
from analytics.services.groups import SERVICE_GROUPS
from core.disclosure import SMALL, WITHHELD, Line, NoTableError, Published, first_told
from core.disk import discard
from core.scope import whole_city
from core.snapshot import open_build
from core.store import Store

Counts = dict[tuple[str, str], int]
OCTOBER = date(2024, 10, 1)
ROW = [("a", name) for name in "1234"]


def is_told(versions: list[Published]) -> bool:
    return first_told(versions) is not None


def line(total: int) -> list[Line]:
    return [Line(tuple(ROW), shown_total=total)]


def version(total: int, *cells: int | str) -> Published:
    """One place of four cells, each a count or a mark."""
    told = dict(zip(ROW, cells, strict=True))
    shown = {cell: value for cell, value in told.items() if isinstance(value, int)}
    return Published(shown, {cell: value for cell, value in told.items() if isinstance(value, str)}, line(total))


def test_one_more_request_that_lifts_a_small_cell_tells_what_it_was():
    """`<5` before, 5 after and one request more in all: it was 4."""
    assert is_told([version(54, SMALL, WITHHELD, 20, 21), version(55, 5, 9, 20, 21)])
    assert is_told([version(54, SMALL, WITHHELD, 20, 21), version(55, 5, WITHHELD, 20, WITHHELD)])


def test_a_cell_that_is_shown_no_more_tells_by_how_much_it_rose():
    """0 before, `<5` after and one request more: it is 1."""
    assert is_told([version(50, 0, 9, 20, 21), version(51, SMALL, WITHHELD, 20, 21)])


def test_what_stays_hidden_is_not_told():
    first = version(54, SMALL, WITHHELD, 20, 21)
    assert not is_told([first, version(55, WITHHELD, WITHHELD, 20, 21)])
    assert not is_told([first, version(54, WITHHELD, WITHHELD, 20, 21)])
    assert not is_told([first, version(53, WITHHELD, WITHHELD, 20, 21)])
    assert not is_told([first, version(60, WITHHELD, WITHHELD, 23, 24), version(61, WITHHELD, WITHHELD, 23, 25)])


def test_versions_that_cannot_both_be_are_held():
    """Nothing fits them: a reader supposes something else than is supposed here."""
    assert not is_told([version(54, SMALL, WITHHELD, 20, 21), version(44, SMALL, WITHHELD, 20, 21)])
    with pytest.raises(NoTableError):
        is_told([version(10, SMALL, SMALL, SMALL, 1), version(54, SMALL, SMALL, SMALL, 21)])


def released(counts: Counts, hidden: Hidden = NOTHING) -> Version:
    """A first version, with the services table alone; with what must stay hidden, a correction."""
    rows = service_cells(services(counts), units(), [MONTH], {MONTH: hidden.services}).drop(columns="month")
    plain = rows.astype(object).where(rows.notna(), None)
    tables = {"layanan_bulan": plain.to_dict("records"), "topik_112_bulan": []}
    return Version("b", OCTOBER, corrected_rows(tables) if hidden.services else tables)


def correction(counts: Counts, first: Version) -> Version | None:
    """What is published after a first version, as `release` does it."""
    hidden = hidden_in([first])
    while True:
        made = released(counts, hidden)
        wanted = more_hidden([first, made], hidden, areas_of(units()))
        if wanted is None or wanted == hidden:
            return made if wanted else None
        hidden = wanted


def truth(counts: Counts) -> dict[object, int]:
    """What the cells of all levels really are."""
    cells: Counter[object] = Counter()
    for (code, group), count in counts.items():
        for place in (("kantor", code), ("wilayah", code.split(".")[0]), ("kota", "")):
            cells[*place, group] += count
    return dict(cells)


def together(
    first: Version, then: Version, sums: list[tuple[list[object], object]], same: Collection[object] = ()
) -> list[object]:
    """The hidden cells of both versions that a reader knows who reads them as one table; nothing fell.

    A cell that is still what the first version showed is no secret.
    """
    rows: dict[object, tuple[float, str]] = {}
    joint: list[tuple[list[object], object]] = []
    for name, one in (("1", first), ("2", then)):
        for row in one.tables["layanan_bulan"]:
            cell = (name, row["level"], row["unit_code"], row["service_group"])
            rows[cell] = (np.nan if row["mark"] else float(row["requests"]), row["mark"])
        joint += [([(name, *part) for part in parts], (name, *total)) for parts, total in sums]  # type: ignore[misc]
    known = {("2", *cell) for cell in same}  # type: ignore[misc]
    asked = [cell for cell, (_, mark) in rows.items() if mark and cell not in known]
    for cell in [cell for cell in rows if cell[0] == "1"]:  # type: ignore[index]
        rows["rise", *cell[1:]] = (np.nan, WITHHELD)  # type: ignore[index]
        joint.append(([cell, ("rise", *cell[1:])], ("2", *cell[1:])))  # type: ignore[index]
    return of_one_value(pd.DataFrame.from_dict(rows, orient="index", columns=["number", "mark"]), joint, asked)


@settings(max_examples=8)
@given(st.integers(0, 100_000), st.integers(1, 6))
def test_no_correction_tells_a_hidden_cell_of_either_version(seed: int, late: int) -> None:
    """An independent solver over both versions at once finds two values or more, wherever a correction is published."""
    counts = drawn(seed)
    rng = np.random.default_rng(seed)
    keys = sorted(counts)
    later = dict(counts)
    for at in rng.choice(len(keys), late):
        later[keys[at]] += 1
    first = released(counts)
    then = correction(later, first)
    assert then is not None
    table, sums = published(counts)
    before, after = truth(counts), truth(later)
    unchanged = {cell for cell, mark in table["mark"].items() if not mark and before.get(cell) == after.get(cell)}
    assert together(first, then, sums, unchanged) == []
    assert hidden_in([first]).services <= hidden_in([then]).services


def test_the_independent_solver_sees_the_leak_of_two_plain_exports() -> None:
    """Without what is done here a late request tells what was hidden: both solvers say so."""
    counts = {(code, group): 40 for code in units()["unit_code"] for group in SERVICE_GROUPS}
    small = ("K1.1", SERVICE_GROUPS[0])
    counts[small] = 4
    later = counts | {small: 5}
    first, then = released(counts), released(later)
    assert more_hidden([first, then], hidden_in([then]), areas_of(units())) != hidden_in([then])
    assert together(first, then, published(counts)[1]) != []
    kept = correction(later, first)
    assert kept is not None
    assert together(first, kept, published(counts)[1]) == []


def test_topics_stay_hidden_too() -> None:
    def helped(calls: int) -> pd.DataFrame:
        rows = [("", MONTH, topic, count) for topic, count in {"akun": calls, "unggah": 9, "status": 30}.items()]
        return pd.DataFrame(rows, columns=["unit_code", "month", "topic", "calls"])

    def told(table: pd.DataFrame) -> Version:
        plain = table.drop(columns="month").astype(object).where(table.drop(columns="month").notna(), None)
        return Version("b", OCTOBER, {"layanan_bulan": [], "topik_112_bulan": plain.to_dict("records")})

    first, plain = told(topic_cells(helped(4), [MONTH])), told(topic_cells(helped(5), [MONTH]))
    kept = told(topic_cells(helped(5), [MONTH], {MONTH: hidden_in([first]).topics}))
    assert more_hidden([first, plain], NOTHING, {}) != NOTHING
    assert more_hidden([first, kept], NOTHING, {}) == NOTHING


@pytest.fixture(scope="module")
def build_of(sample_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Gives a build of one store like the sample's, with so many late requests in October, as of another day."""
    store = Store(tmp_path_factory.mktemp("terbuka") / "contoh")
    store.published_dir.mkdir(parents=True)
    source = sample_store.published_dir / f"{sample_store.pointer.read_text().strip()}.duckdb"

    def build(late: int = 0, as_of: str = "2024-11-29") -> Path:
        path = store.published_dir / f"b{late}-{as_of}.duckdb"
        if not path.exists():
            shutil.copy(source, path)
            with duckdb.connect(str(path)) as connection:
                connection.execute("UPDATE meta SET as_of = $1::DATE", [as_of])
                of_day = "SELECT unit_code, date, service, origin FROM unit_day WHERE date = '2024-10-15'"
                unit, day, service, origin = connection.execute(f"{of_day} ORDER BY ALL LIMIT 1").fetchall()[0]
                connection.execute(
                    "UPDATE unit_day SET requests = requests + $1 "
                    "WHERE (unit_code, date, service, origin) = ($2, $3, $4, $5)",
                    [late, unit, day, service, origin],
                )
                connection.execute(
                    "UPDATE duration_month SET requests = requests + $1 WHERE rowid = (SELECT min(rowid) FROM "
                    "duration_month WHERE unit_code = $2 AND month = '2024-10-01' AND service = $3)",
                    [late, unit, service],
                )
        return path

    return build


def exported(build: Path, folder: Path) -> dict[str, bytes]:
    """The tables of October as a reader gets them."""
    opened = open_build(whole_city(build))
    export(City(opened), folder, OCTOBER)
    opened.connection.close()
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


def test_a_month_stays_until_a_whole_correction_comes(build_of, tmp_path: Path) -> None:
    """A late request changes nothing the same month; in the next one the correction comes, and hides no less."""
    record = build_of().parent.parent / "terbuka" / "2024-10.json"
    first = exported(build_of(), tmp_path)
    assert exported(build_of(late=1), tmp_path) == first
    assert exported(build_of(late=7), tmp_path) == first
    corrected = exported(build_of(late=7, as_of="2024-12-20"), tmp_path)
    assert corrected != first
    assert exported(build_of(late=7, as_of="2024-12-20"), tmp_path) == corrected
    assert exported(build_of(), tmp_path) == corrected  # an older build brings no older version back
    versions = json.loads(record.read_text("utf-8"))["versions"]
    assert [one["as_of"] for one in versions] == ["2024-11-29", "2024-12-20"]
    kept = [Version(one["build"], date.fromisoformat(one["as_of"]), one["tables"]) for one in versions]
    before, after = (hidden_in([one]) for one in kept)
    assert before.services
    assert before.services <= after.services
    assert before.topics <= after.topics
    package = json.loads((tmp_path / "DATA_CONTOH_datapackage.json").read_text("utf-8"))
    assert package["months"] == [{"month": "2024-10", "version": 2, "build": "b7-2024-12-20"}]


def lacking(whole: str) -> Iterator[str]:
    """The record without all tables, without one, without rows, without a column, with a level that is none."""
    for change in (
        lambda tables: tables.clear(),
        lambda tables: tables.pop("topik_112_bulan"),
        lambda tables: [rows.clear() for rows in tables.values()],
        lambda tables: tables["layanan_bulan"][0].pop("mark"),
        lambda tables: tables["layanan_bulan"][0].update(level="desa"),
    ):
        record = json.loads(whole)
        change(record["versions"][0]["tables"])
        yield json.dumps(record)


def test_a_record_that_is_damaged_stops_the_export(build_of, tmp_path: Path) -> None:
    """Without it nobody knows what was hidden: nothing is published, nothing is overwritten."""
    exported(build_of(), tmp_path / "a")
    record = build_of().parent.parent / "terbuka" / "2024-10.json"
    whole = record.read_text("utf-8")
    try:
        shapeless = ("", "{}", '{"versions": []}', '{"versions": [1]}', whole.replace("{", "[", 3), "[" * 100_000)
        for text in (*shapeless, *lacking(whole), whole[: len(whole) // 2]):
            record.write_text(text, "utf-8")
            with pytest.raises(DamagedReleaseError, match="2024-10"):
                exported(build_of(), tmp_path / "b")
            assert record.read_text("utf-8") == text
        for stand_in in (Path.mkdir, os.mkfifo, lambda path: path.symlink_to(path), lambda path: path.symlink_to("x")):
            discard(record)
            stand_in(record)
            with pytest.raises(DamagedReleaseError, match="2024-10"):
                exported(build_of(), tmp_path / "b")
    finally:
        discard(record)
        record.write_text(whole, "utf-8")


def test_a_month_is_settled_two_weeks_after_its_end() -> None:
    assert settled_on(date(2024, 2, 1)) == date(2024, 3, 14)
    assert settled_on(date(2024, 12, 5)) == date(2025, 1, 14)
    autumn = date(2024, 10, 1), date(2024, 12, 31)
    october, november = (date(2024, 10, 1), date(2024, 10, 31)), (date(2024, 11, 1), date(2024, 11, 30))
    known = [date(2024, 11, 13), date(2024, 11, 14), date(2024, 12, 13), date(2024, 12, 14), None]
    assert [last_settled(autumn, as_of) for as_of in known] == [None, october, october, november, None]


def test_the_open_data_hold_every_service() -> None:
    assert set(SERVICES) == set(SERVICE_GROUPS)
    assert AREAS
