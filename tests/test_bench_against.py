"""Pages beside those of another commit: its files are there while they are timed, and gone afterwards."""

from pathlib import Path

import pytest

from bench.process import CannotMeasureError
from bench.views.against import checkout
from core.settings import ROOT

pytestmark = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="files without their history")


def test_the_files_of_a_commit_are_there_for_a_while(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    with checkout("HEAD", folder) as other:
        assert (other / "web.py").exists()
    assert not folder.exists()


def test_a_commit_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotMeasureError, match="nosuch"), checkout("nosuch", tmp_path / "other"):
        pass
