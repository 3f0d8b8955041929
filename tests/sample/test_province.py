"""A province of made-up cities: a pack and a sample each, which load into a build each."""

import json
import re
from pathlib import Path

import pytest
from support.files.raw_files import etl

from core.store import Store
from core.store.release_note import read_release_note, write_release_note
from etl.publishing import builds
from sample.city_pack import CityPack
from sample.province import MOST, cities, write_packs

pytestmark = pytest.mark.drill


def test_ten_cities_have_a_thousand_offices_and_no_name_or_code_twice() -> None:
    packs = cities(10)
    codes = {pack.code for pack in cities(MOST)}
    assert len({pack.slug for pack in cities(MOST)}) == len(codes) == MOST
    assert sum(len(pack.areas) + sum(map(len, pack.areas.values())) for pack in packs) == 1000
    assert {pack.zone for pack in packs} == {"WIB", "WITA", "WIT"}
    for pack in packs:
        names = [name for own in pack.areas.values() for name in own]
        assert len(set(names)) == len(names)


def test_what_no_sample_has_put_there_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / cities(1)[0].slug / "raw" / "permohonan"
    own.mkdir(parents=True)
    (own / "a.csv").write_text("x")
    refused = etl("sample", tmp_path, "--cities", "1")
    assert refused.returncode == 5
    assert "bukan data contoh" in refused.stderr
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.csv"]
    with pytest.raises(ValueError, match="1 to"):
        write_packs(tmp_path, MOST + 1)


def test_what_broke_off_can_be_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = CityPack.write

    def breaks_off(pack: CityPack, folder: Path) -> Path:
        write(pack, folder)
        raise KeyboardInterrupt

    monkeypatch.setattr(CityPack, "write", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        write_packs(tmp_path, 1)
    monkeypatch.undo()
    done = etl("sample", tmp_path, "--cities", "1", "--until", "2023-11-30")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / cities(1)[0].slug / "truth.json").exists()


def test_each_city_gets_a_build_and_one_that_fails_stops_no_other(
    store: Store, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "provinsi"
    assert etl("sample", made, "--cities", "1", "--until", "2023-11-30").returncode == 0
    (second,) = made.iterdir()
    first = cities(2)[1].write(made / "bumimulya")
    done = etl("load", "--cities", made, "--at-a-time", "2", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told[first.name] is None
    assert told[second.name]["build"] == builds.shown_build(Store(second))
    held = sum(sum(account["reasons"].values()) for account in told[second.name]["files"])
    read = sum(account["read"] for account in told[second.name]["files"])
    assert 0 < held < read / 50, "its offices are known"
    assert not store.has_build
    _assert_released_a_day_later(Store(second), made)
    capfd.readouterr()


def _assert_released_a_day_later(own: Store, made: Path) -> None:
    """Each city's settled months, by its own load and beside its own builds."""
    note = read_release_note(own)
    assert note is not None
    assert note.build == builds.shown_build(own)
    if note.since:
        assert set(note.waiting) == {part.partition(" ")[0] for part in note.since}
        write_release_note(own, note._replace(since={part: first - 90_000 for part, first in note.since.items()}))
    done = etl("load", "--cities", made, "--at-a-time", "2")
    assert done.returncode == 1
    # Whichever was done first: what is said of each stands together below its name.
    _, *parts = re.split(rf"^(bumimulya|{own.root.name})$", done.stdout + done.stderr, flags=re.MULTILINE)
    said = dict(zip(parts[::2], parts[1::2], strict=True))
    assert "Gagal: " in said["bumimulya"]
    assert f"versi data: {note.build}" in said[own.root.name]
    assert sorted(path.stem for path in own.released_dir.glob("2*.json")) == ["2023-09", "2023-10"]
    assert not list(made.glob("bumimulya/**/terbuka"))


def test_a_load_that_is_killed_fails_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the memory of the machine does not do for so many at a time."""
    cities(1)[0].write(tmp_path / "provinsi" / "kota")
    deadly = tmp_path / "python"
    deadly.write_text("#!/bin/sh\nkill -9 $$\n")
    deadly.chmod(0o700)
    monkeypatch.setattr("sys.executable", str(deadly))
    done = etl("load", "--cities", tmp_path / "provinsi", "--at-a-time", "2")
    assert done.returncode == 1
    assert "kota: pemuatan kota ini dihentikan dari luar" in done.stderr


def test_a_folder_without_cities_is_no_province(store: Store, tmp_path: Path) -> None:
    assert "tidak ada folder kota" in etl("load", "--cities", tmp_path).stderr
    assert etl("load", "--cities", tmp_path, "--raw", store.raw).returncode == 2
    assert etl("load", "--at-a-time", "2").returncode == 2
