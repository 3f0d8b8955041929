"""What the bytes of a file say is the same however it is cut into parts and blocks."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.reading.formats import file_bytes
from etl.reading.formats.file_bytes import FileBytes, scan

SIGNS = ["\n", "\r\n", "\r", '"', "#", "!", "$", "\t", "\0", "\x1a", "\x7f", "\u00e9", "\u00a0", "\u200b"]
PIECES = ["a", "b1", " ", ",", ";", *SIGNS]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=8, max_size=60).map("".join)


def told(text: str, delimiter: str) -> FileBytes:
    """The same from the text as a whole."""
    is_plain = not re.search("\r(?!\n)|[\0\x1a]", text)
    edge = f"[{delimiter}\r\n]"
    return FileBytes(
        lines=text.count("\n") + (not text.endswith("\n")) if is_plain else None,
        has_odd_signs=bool(re.search("[\t\u00a0\u200b]", text)),
        has_quotes='"' in text,
        marks=text.count(delimiter),
        has_hashes="#" in text,
        has_loose_blanks=bool(re.search(f"(^|{edge}) | ({edge}|$)", text)),
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytes") / "a.csv"


@given(text=TEXTS, block=st.sampled_from([1, 2, 3, 7, 64]), delimiter=st.sampled_from(",;"))
def test_cut_anywhere_it_says_the_same(path: Path, text: str, block: int, delimiter: str) -> None:
    path.write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_bytes, "SCAN_BYTES", block)
        assert scan(path, delimiter) == told(text, delimiter)


def test_the_mark_of_a_texts_order_is_no_sign(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + b"a;b\r\n" * 10)
    assert scan(path, ";") == told("a;b\r\n" * 10, ";")
