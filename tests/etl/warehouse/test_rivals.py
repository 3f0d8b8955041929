"""Two files of the same counts: the later saved one counts, or both are held back; never a checksum decides."""

from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
from openpyxl import Workbook
from support.files.raw_files import counts, etl, put, take_in, warehouse
from support.files.taken_once import take_in_once
from support.files.xls_bytes import STREAM_AT_LEAST, xls

from core.store import Store
from etl.loading.load import load
from etl.reading.stored.saved_at import saved_at

TITLES = ["Kelurahan", "Tanggal", "Jumlah"]
LATER, EARLIER = datetime(2024, 9, 3, 8), datetime(2024, 9, 2, 8)


def book(store: Store, name: str, visits: int, saved: datetime | None, day: str = "01/08/2024") -> Path:
    path = store.raw / "kunjungan" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Workbook()
    made.worksheets[0].append(TITLES)
    made.worksheets[0].append(["Bantuas", day, visits])
    made.properties.modified = saved or datetime(2001, 1, 1)
    made.save(path)
    if saved:
        # The library writes the moment at which it saves.
        _set_saved(path, saved)
    return path


def _set_saved(path: Path, saved: datetime) -> None:
    import re
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    stamp = f"{saved:%Y-%m-%dT%H:%M:%S}Z"
    parts["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{stamp}", core).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def text(visits: int) -> str:
    return f"Kelurahan;Tanggal;Jumlah\nBantuas;01/08/2024;{visits}\n"


def visits(store: Store) -> list[int]:
    return [number for (number,) in warehouse(store, "SELECT visits FROM visit")]


@pytest.mark.parametrize("later", [10, 12])
def test_the_workbook_saved_later_counts(store: Store, later: int) -> None:
    """Whichever checksum is the greater."""
    book(store, "a.xlsx", later, LATER)
    book(store, "a (revisi).xlsx", 22 - later, EARLIER)
    take_in_once(store)
    assert visits(store) == [later]


def test_without_any_date_both_are_held_and_named(store: Store) -> None:
    put(store, "kunjungan/a.csv", text(10))
    put(store, "kunjungan/a revisi final (2).csv", text(12))
    outcome = load(store)
    assert sorted(counts(outcome)) == [("loaded", 0, 1, 0, 1)] * 2
    assert visits(store) == []
    said = etl("quarantine", "--reason", "ekspor_bertentangan").stdout
    assert "2 catatan" in said
    assert "tanggal ekspor" in said


def test_what_an_earlier_dated_file_says_stays_and_a_date_decides(store: Store) -> None:
    put(store, "kunjungan/a_2024-08-01.csv", text(7))
    put(store, "kunjungan/b_2024-08-20.csv", text(10))
    put(store, "kunjungan/c_2024-08-20.csv", text(12))
    load(store)
    assert visits(store) == [7]
    (store.raw / "kunjungan/c_2024-08-20.csv").rename(store.raw / "kunjungan/c_2024-08-21.csv")
    load(store)
    assert visits(store) == [12]
    assert "0 catatan" in etl("quarantine", "--reason", "ekspor_bertentangan").stdout


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_any_order_of_arrival_gives_the_same(store: Store, order: tuple[int, ...]) -> None:
    def first() -> None:
        put(store, "kunjungan/a.csv", text(10))

    def second() -> None:
        put(store, "kunjungan/b.csv", text(12))

    def third() -> None:
        book(store, "c.xlsx", 14, LATER)

    for number in order:
        (first, second, third)[number]()
        take_in(store)
    assert visits(store) == []
    load(store)
    assert "3 catatan" in etl("quarantine", "--reason", "ekspor_bertentangan").stdout


def test_the_same_counts_contradict_nothing(store: Store) -> None:
    put(store, "kunjungan/a.csv", text(10))
    put(store, "kunjungan/b.csv", text(10) + "\n")
    assert sorted(counts(take_in_once(store))) == [("loaded", 0, 0, 1, 2), ("loaded", 1, 0, 0, 1)]
    assert visits(store) == [10]


def test_the_moment_of_saving_is_read_from_either_kind_of_workbook(tmp_path: Path) -> None:
    import zipfile

    for name, part, content in (
        ("a.xlsx", "docProps/core.xml", b'<dcterms:modified xsi:type="x">2024-09-01T23:30:00Z</dcterms:modified>'),
        ("a.ods", "meta.xml", b"<dc:date>2024-09-02T07:30:00</dc:date>"),
    ):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(part, content)
        assert saved_at(tmp_path / name) == datetime(2024, 9, 2, 7, 30)
    old = xls("Buku", [TITLES], datetime(2024, 9, 1, 23, 30, tzinfo=UTC))
    cut_off = old[: -STREAM_AT_LEAST + 60]
    for content, moment in ((old, datetime(2024, 9, 2, 7, 30)), (old[:4], None), (cut_off, None), (xls("B", []), None)):
        (tmp_path / "a.xls").write_bytes(content)
        assert saved_at(tmp_path / "a.xls") == moment


XML = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><DocumentProperties'
    ' xmlns="urn:schemas-microsoft-com:office:office"><LastSaved>{saved}</LastSaved></DocumentProperties>'
    '<Worksheet ss:Name="Buku"><Table>{rows}</Table></Worksheet></Workbook>'
)
PAGE = (
    "{start}<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><xml><o:DocumentProperties>"
    "<o:LastSaved>{saved}</o:LastSaved></o:DocumentProperties></xml></head><table>{rows}</table></html>"
)


@pytest.mark.parametrize("kind", ["xml", "page", "archive"])
@pytest.mark.parametrize("later", [10, 12])
def test_texts_that_a_spreadsheet_saved_say_when(store: Store, kind: str, later: int) -> None:
    def saved(count: int, moment: str) -> str:
        cells = [TITLES, ["Bantuas", "01/08/2024", str(count)]]
        if kind == "xml":
            cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
            rows = "".join(f"<Row>{''.join(map(cell.format, row))}</Row>" for row in cells)
            return XML.format(saved=moment, rows=rows)
        rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
        start = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" if kind == "archive" else ""
        return PAGE.format(start=start, saved=moment, rows=rows)

    put(store, "kunjungan/a.xls", saved(later, "2024-09-03T08:00:00Z"))
    put(store, "kunjungan/a (revisi).xls", saved(22 - later, "2024-09-02T08:00:00Z"))
    take_in_once(store)
    assert visits(store) == [later]


@pytest.mark.parametrize("later", [10, 12])
def test_the_old_workbook_saved_later_counts(store: Store, later: int) -> None:
    rows: list[list[object]] = [[*TITLES], ["Bantuas", "01/08/2024", later]]
    put(store, "kunjungan/a.xls", xls("Buku", rows, datetime(2024, 9, 3, 8, tzinfo=UTC)))
    rows[1][2] = 22 - later
    put(store, "kunjungan/a (revisi).xls", xls("Buku", rows, datetime(2024, 9, 2, 8, tzinfo=UTC)))
    take_in_once(store)
    assert visits(store) == [later]
