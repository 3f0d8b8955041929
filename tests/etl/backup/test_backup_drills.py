"""Whatever ends a backup or a restore: nothing passes for whole that is not, and the next one just works."""

import shutil
import time
from pathlib import Path

import pytest
from support.files.installations import KEPT, REMOVED
from support.files.raw_files import counts, etl, warehouse
from support.own_settings import settings_below
from support.processes.children import kill_after, kill_when, names, run, start
from support.report_command import run as report

from core.settings import settings
from core.store import Store, user_store
from etl.backup.checking import whole_backup
from etl.backup.making import make_backup
from etl.loading.load import load

pytestmark = pytest.mark.drill

STEPS = [5, pytest.param(20, marks=pytest.mark.slow)]
WAREHOUSE, POINTER = "data/warehouse/warehouse.duckdb", "data/published/CURRENT"


@pytest.fixture
def goal(furnished: Store, tmp_path: Path) -> Path:
    """A folder for the backups of a furnished installation."""
    folder = tmp_path / "cadangan"
    folder.mkdir()
    return folder


def drafts(goal: Path) -> list[Path]:
    return list(goal.glob(".ADOPSI-*"))


@pytest.mark.parametrize("steps", STEPS)
def test_a_backup_killed_at_any_moment(goal: Path, tmp_path: Path, steps: int) -> None:
    """What has a backup's name is whole; the next backup removes what dead ones left."""
    said = tmp_path / "kata"
    began = time.monotonic()
    assert run(["backup", str(goal)], said) == 0
    took = time.monotonic() - began
    for number in range(1, steps + 1):
        kill_after(start(["backup", str(goal)], said), took * number / steps)
        for made in goal.glob("ADOPSI-*"):
            assert whole_backup(made)
    time.sleep(1)
    assert run(["backup", str(goal)], said) == 0
    assert drafts(goal) == []


@pytest.mark.parametrize("sign", [WAREHOUSE, POINTER, "manifest.json.sha256", "manifest.json"])
def test_a_backup_killed_while_a_file_is_written(goal: Path, tmp_path: Path, sign: str) -> None:
    def is_there() -> bool:
        return any((draft / sign).exists() for draft in drafts(goal))

    killed = kill_when(start(["backup", str(goal)], tmp_path / "kata"), is_there)
    assert [whole_backup(made) for made in goal.glob("ADOPSI-*")] or killed
    for draft in drafts(goal) if sign == WAREHOUSE else []:
        assert etl("restore", "--check", draft).returncode == 1, "half a backup is none under its own name either"
    time.sleep(1)
    assert make_backup(user_store(), goal).manifest.files
    assert drafts(goal) == []


@pytest.mark.parametrize("limit", [1_000, 200_000, 3_000_000])
def test_a_disk_that_fills_ends_in_a_sentence_and_leaves_nothing(goal: Path, tmp_path: Path, limit: int) -> None:
    """No file may grow beyond the limit: of the reports, of the warehouse or of a build."""
    before = make_backup(user_store(), goal).folder
    said = tmp_path / "kata"
    assert run(["backup", str(goal), "--keep", "1"], said, file_limit=limit) == 1
    assert "Cadangan tidak jadi" in said.read_text()
    assert [goal / name for name in names(goal)] == [before]
    assert whole_backup(before)


@pytest.mark.parametrize("sign", [WAREHOUSE, POINTER])
def test_a_restore_killed_while_it_copies_has_touched_nothing(goal: Path, tmp_path: Path, sign: str) -> None:
    made = make_backup(user_store(), goal).folder
    with settings_below(tmp_path / "baru"):
        shutil.copy(tmp_path / "kunci", settings().key_file)
        new = user_store()
        process = start(["restore", str(made)], tmp_path / "kata")
        killed = kill_when(process, (new.root / sign.replace("data", ".pulih", 1)).exists)
        assert killed is not new.has_build
        assert etl("restore", made, *([] if killed else ["--replace"])).returncode == 0
        assert load(new).files == []
        assert warehouse(new, "SELECT count(*) FROM request") == [(REMOVED + KEPT,)]


def test_an_archived_report_is_verified_after_a_restore(
    sample_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole sample with the report of a month, on an empty place: nothing new to load, and the report is proved."""
    with settings_below(tmp_path / "lama"):
        shutil.copytree(sample_store.root, settings().data_dir)
        shutil.copy(sample_store.root.parent.parent / "kunci", settings().key_file)
        assert report(monkeypatch, "2024-10") == 0
        (tmp_path / "cadangan").mkdir()
        made = make_backup(user_store(), tmp_path / "cadangan").folder
        key = settings().key_file
    shutil.rmtree(tmp_path / "lama" / "data")
    shutil.rmtree(tmp_path / "lama" / "laporan")
    with settings_below(tmp_path / "baru"):
        shutil.copy(key, settings().key_file)
        assert etl("restore", made).returncode == 0
        outcome = load(user_store())
        assert (counts(outcome), outcome.published) == ([], False)
        (pdf,) = settings().reports_dir.glob("*.pdf")
        assert report(monkeypatch, "verify", str(pdf)) == 0
