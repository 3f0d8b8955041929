"""What a table would change is what the load would do with it, and trying it changes nothing."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.files.raw_files import SIDODADI, delimited, log, put, requests

from analytics import open_city
from core.scope import whole_city
from core.store import Store
from core.store.published_builds import current_build
from core.texts import translator
from etl import LockedError
from etl.loading.load import load
from etl.warehouse.lock import single_writer
from intake.mending.preview import NoPreviewError, build_with
from pages.sections.perbaikan.consequences import Consequences, consequences

pytestmark = pytest.mark.process

ALIAS = f"alias,unit_code,source\nSidodadai,{SIDODADI},x\n"


def _effect(store: Store, table: str, text: str) -> Consequences:
    with build_with(table, text) as path:
        before, after = open_city(whole_city(current_build(store))), open_city(whole_city(path))
        try:
            return consequences(before, after, translator("id"), "id")
        finally:
            before.close()
            after.close()


def _everything(store: Store) -> dict[str, bytes]:
    """All files but those that every load notes anew."""
    kept = (path for path in sorted(store.root.rglob("*")) if path.is_file())
    return {str(path.relative_to(store.root)): path.read_bytes() for path in kept if path.name not in ("muat.lock",)}


@pytest.fixture
def loaded(store: Store) -> Store:
    log(store, "a.csv", 3)
    later = requests(5, Unit_Layanan="Sidodadai", Tanggal_Update="28/08/2024 09.00")[3:]
    put(store, "permohonan/b.csv", delimited(later))
    put(
        store,
        "kunjungan/rekap.csv",
        "Unit Layanan;Keperluan;Tanggal;Jumlah\n"
        "Kelurahan Sidodadi;Permohonan;27/08/2024;4\nKelurahan Sidodadi;Permohonan;28/08/2024;6\n",
    )
    load(store)
    return store


def test_a_name_given_is_told_by_the_rows_that_come_in_and_changes_nothing(loaded: Store) -> None:
    before = _everything(loaded)
    effect = _effect(loaded, "unit_aliases", ALIAS)
    moved = {each.what: (each.was, each.becomes) for each in effect.moved}
    assert moved["Baris ditahan"] == ("2", "0")
    assert moved["Baris diterima"][0] != moved["Baris diterima"][1]
    assert _everything(loaded) == before
    assert [*(loaded.intake_dir / "pratinjau").iterdir()] == []
    # The load itself then does what was told.
    (loaded.root / "local").mkdir()
    (loaded.root / "local" / "unit_aliases.csv").write_text(ALIAS)
    outcome = load(loaded)
    assert sum(account.quarantined for account in outcome.files) == 0


@pytest.mark.drill
def test_a_table_that_moves_no_figure_says_so_and_how_many_rows_it_touches(loaded: Store) -> None:
    effect = _effect(loaded, "sla", "service,days,source\ndomisili,3,x\n")
    assert effect.moved == []
    assert effect.compared > 69
    assert effect.rows > 0
    assert _effect(loaded, "sla", "service,days,source\n").rows == 0


@pytest.mark.drill
def test_an_office_that_goes_live_is_told_by_the_number_of_all(loaded: Store) -> None:
    rows = "64.72.05.1003,2024-08-27,aktif,ya,,x\n"
    effect = _effect(loaded, "rollout", f"unit_code,date,status,is_start_known,note,source\n{rows}")
    moved = effect.moved[0]
    assert (moved.what, moved.becomes.split(" dari ")[1]) == ("Kelurahan aktif", "59 kelurahan")
    assert int(moved.becomes.split()[0]) == int(moved.was.split()[0]) + 1


def test_a_load_that_would_be_refused_is_its_own_sentence(loaded: Store) -> None:
    """The page asks the table's reader first; what only the load knows comes from the load."""
    (loaded.raw / "permohonan" / "sumber.toml").write_text('zone = "Mars"\n')
    with pytest.raises(NoPreviewError) as error, build_with("sla", "service,days,source\n"):
        pass
    assert "baris 1" in str(error.value)
    assert "pratinjau" not in str(error.value)


def test_nothing_is_tried_while_a_load_runs(loaded: Store) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    with single_writer(loaded, now), pytest.raises(LockedError), build_with("unit_aliases", ALIAS):
        pass
    assert not any(Path(loaded.intake_dir / "pratinjau").iterdir())


@pytest.mark.drill
def test_what_a_killed_preview_left_is_gone_with_the_next_one(loaded: Store) -> None:
    old, new = (loaded.intake_dir / "pratinjau" / name for name in ("tmpmati", "tmphidup"))
    for left in (old, new):
        left.mkdir(parents=True)
        (left / "warehouse.duckdb").touch()
    os.utime(old, (0, 0))
    with build_with("sla", "service,days,source\n"):
        assert not old.exists()
    assert new.exists()
