"""A table kept by hand: whatever saved it, its rows come with their lines, and what cannot be read says where."""

from pathlib import Path

import pytest

from core.local_table import TableError, TableRow, table_rows, words_listed


def rows(folder: Path, content: str | bytes) -> tuple[TableRow, ...]:
    path = folder / "tabel.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return table_rows(path, ("a", "b"))


@pytest.mark.parametrize("text", ["a,b\n\n x , y \n,\n", "\ufeffa;b\r\n\r\nx;y\r\n;\r\n", 'b,c,a\n\n"y",z,x\n,,\n'])
def test_rows_have_their_lines_and_cells_by_column(tmp_path: Path, text: str) -> None:
    assert rows(tmp_path, text) == (TableRow(3, {"a": "x", "b": "y"}),)


@pytest.mark.parametrize("row", ["x,y,z", "x"])
def test_a_row_of_another_length_is_marked(tmp_path: Path, row: str) -> None:
    assert [each.is_whole for each in rows(tmp_path, f"a,b\n{row}\nx,y\n")] == [False, True]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,c\nx,y\n", "baris 1: kolom b tidak ada"),
        ('a,b\nx,y\n"x,y\n', r"baris \d: baris ini bukan CSV"),
        (b"a,b\n\xff,y\n", "berkode UTF-8"),
        (b"a,b\n" + b"x,y\n" * 300_000, "paling besar 1 MB"),
        ("", "kolom a, b tidak ada"),
    ],
    ids=["title", "quote", "bytes", "size", "empty"],
)
def test_what_cannot_be_read_says_where(tmp_path: Path, content: str | bytes, words: str) -> None:
    with pytest.raises(TableError, match=words):
        rows(tmp_path, content)


@pytest.mark.parametrize("text", ["pdf png", "PDF, png", "pdf|png|pdf", " pdf ;png "])
def test_a_cell_lists_as_people_write_lists(text: str) -> None:
    assert words_listed(text) == ("pdf", "png")
