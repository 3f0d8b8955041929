"""A place in a store under a URL: what may stand in its address, what is said of its errors, what comes too late."""

from pathlib import Path

import fsspec
import pytest
from support.file_server import PASSWORD, FileServer, open_with

from core.settings import settings
from core.store import Store
from etl.errors import UserError
from etl.shared_places.object_store import ObjectStore
from etl.shared_places.shared_place import TOLD, is_url, why_not
from etl.shared_places.shared_root import new_root


def test_what_a_worker_brings_too_late_does_not_stay(
    uploads: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_with(monkeypatch)
    place = ObjectStore.made(f"{uploads.address}/telat", tmp_path)

    def bring() -> None:
        with place.drafted("hasil") as draft:
            (draft / "rows.parquet").write_bytes(b"PAR1")
            (draft / TOLD).write_text("{}")
            place.drop()

    with pytest.raises(OSError, match="dilepas"):
        bring()
    assert uploads.left == []


@pytest.mark.parametrize(
    "address",
    [
        f"ftp://klaster:{PASSWORD}@127.0.0.1/bersama",
        f"ftp://klaster:{PASSWORD}/a@127.0.0.1/bersama",
        f"ftp://{PASSWORD}@127.0.0.1/bersama",
        f"simplecache::ftp://klaster:{PASSWORD}@127.0.0.1/bersama",
        f"https://127.0.0.1/bersama?sig={PASSWORD}",
        "s3://[ember/bersama",
        "s3://",
        "s3:///",
        "file:///srv/bersama",
        "local:///srv/bersama",
    ],
)
def test_an_address_that_may_hold_a_secret_or_is_none_is_refused_unsaid(
    store: Store, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("ADOPSI_KLASTER_FOLDER", address)
    settings.cache_clear()
    with pytest.raises(UserError, match="alamat itu berisi nama, sandi, token") as error:
        new_root(store)
    assert PASSWORD not in str(error.value)


@pytest.mark.parametrize(
    "address", ["s3://ember", "s3://ember/", "s3://ember/a/b", "ftp://10.0.0.1:21/a", "sftp://[fd00::1]/a", "hdfs:///a"]
)
def test_each_driver_has_a_name_of_its_own_below_the_address(
    store: Store, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("ADOPSI_KLASTER_FOLDER", address)
    settings.cache_clear()
    own, other = new_root(store), new_root(store)
    assert own.address != other.address
    assert is_url(own.address)
    assert own.address.startswith(f"{address.rstrip('/')}/klaster-")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(f"AKIA {PASSWORD}"), "tidak diizinkan"),
        (FileNotFoundError(PASSWORD), "tidak ada"),
        (TimeoutError(PASSWORD), "folder jaringan tidak menjawab"),
        (OSError(28, PASSWORD), "ruang disk habis"),
        (RuntimeError(PASSWORD), "penyimpanan menolak atau tidak menjawab"),
        (OSError(PASSWORD), "penyimpanan menolak atau tidak menjawab"),
    ],
)
def test_what_a_store_says_of_an_error_is_told_in_our_words(
    uploads: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    open_with(monkeypatch)
    opened = ObjectStore.opened(f"{uploads.address}/galat", tmp_path)

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(type(opened.files), "exists", refuse)
    with pytest.raises(OSError) as told:  # noqa: PT011  its words are looked at below
        opened.clear()
    assert why_not(told.value) == words
    assert PASSWORD not in str(told.value)


def test_a_protocol_that_nobody_knows_or_whose_package_is_missing_is_named(tmp_path: Path) -> None:
    for address, words in (("tiada://a/b", "protokol tiada tidak dikenal"), ("s3://a/b", "paket s3fs belum terpasang")):
        with pytest.raises(OSError, match=words):
            ObjectStore.opened(address, tmp_path)
    assert "s3" in fsspec.available_protocols()
