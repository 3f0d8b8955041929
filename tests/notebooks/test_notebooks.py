"""The first notebook runs from top to bottom, as an analyst would run it; each notebook is looked at for codes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.codes import codes_in
from support.notebook_runs import FOLDER, run

from core.sources import SOURCE_WORDS

pytestmark = pytest.mark.drill

FIRST = FOLDER / "01_etl.py"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the notebook's temporary files go."""
    return tmp_path_factory.mktemp("buku")


@pytest.fixture(scope="module")
def shown(scratch: Path) -> Iterator[str]:
    """What the first notebook shows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(scratch))
        yield run(FIRST)


def test_the_share_by_hand_is_the_published_one(shown: str) -> None:
    """Two lines show the same share: once by hand, once with its interval as published."""
    by_hand = re.search(r"\((\d+) \+ [\d.]+\) = (.+)", shown)
    published = re.search(r"(.+) \(rentang 95%", shown)
    assert by_hand
    assert published
    assert int(by_hand[1]) > 0
    assert by_hand[2] == published[1]


def test_every_source_has_its_row_account(shown: str) -> None:
    """The account by source is shown, and no sixteen digits of a person stand anywhere."""
    for source in ("permohonan", "kunjungan", "panggilan_112", "peluncuran", "gangguan"):
        assert re.search(rf"^\d +{SOURCE_WORDS[source]} +\d+ +\d+ +\d+ +\d+ +\d+$", shown, re.MULTILINE), source
    assert "****" in shown
    assert not re.search(r"(?<![.\d])\d{16}(?!\d)", shown)


def test_it_prints_words(shown: str) -> None:
    assert codes_in(shown) == set()


def test_every_notebook_is_looked_at_for_codes() -> None:
    """A new notebook gets its test: codes_in knows a code, a column and a snake-case word from words and files."""
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [path.name for path in FOLDER.glob("*.py") if f'"{path.name}"' not in tests] == []
    assert tests.count("assert codes_in(shown) == set()") == len(list(FOLDER.glob("*.py"))) + 1
    assert codes_in("live_in_window   18  Rawa Makmur\nworked (gap_and_visits)") == {
        "live_in_window", "worked", "gap_and_visits"
    }  # fmt: skip
    assert codes_in("contoh/raw/kunjungan/rekap_kunjungan.xlsx name Status aktif") == {"name"}


def test_nothing_is_left_behind(shown: str, scratch: Path) -> None:
    """The notebook removes its data, and its folder holds nothing but notebooks."""
    assert shown
    assert not list(scratch.glob("adopsi-*"))
    rest = {path.name for path in FOLDER.iterdir() if path.suffix != ".py"}
    assert rest <= {"__pycache__", ".ipynb_checkpoints"}


def test_a_mended_file_gives_back_its_rows(shown: str) -> None:
    mended = re.search(r"ditahan (\d+) menjadi (\d+)", shown)
    assert mended
    assert int(mended[2]) < int(mended[1])
