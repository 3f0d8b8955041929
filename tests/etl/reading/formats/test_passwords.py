"""Files behind a password: each is set aside with its own reason and what to do, the good file beside it loads."""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow.parquet import encryption
from support.files.raw_files import delimited, etl, put, requests, take_in
from support.files.xls_bytes import xls

from core.settings import ROOT
from core.store import Store

FILES = ROOT / "tests" / "support" / "files"
"""kata_sandi.xlsx, kata_sandi.zip: three invented requests behind the password 'rahasia', as Excel and zip write it."""


class Keys(encryption.KmsClient):  # type: ignore[misc]
    """Keeps a key beside what it opens: enough for a file that nobody is to open."""

    def __init__(self, config: object) -> None:
        super().__init__()

    def wrap_key(self, key: bytes, master: str) -> str:
        return key.hex()

    def unwrap_key(self, wrapped: str, master: str) -> bytes:
        return bytes.fromhex(wrapped)


def kept(name: str) -> Callable[[Path], bytes]:
    return lambda _: (FILES / name).read_bytes()


def parquet(footer_is_plain: bool) -> Callable[[Path], bytes]:
    def made(folder: Path) -> bytes:
        asked = encryption.EncryptionConfiguration(
            footer_key="kaki", column_keys={"kolom": ["NIK"]}, plaintext_footer=footer_is_plain
        )
        keys = encryption.CryptoFactory(Keys).file_encryption_properties(encryption.KmsConnectionConfig(), asked)
        rows = pa.Table.from_pylist(requests(2))
        with pq.ParquetWriter(folder / "log.parquet", rows.schema, encryption_properties=keys) as file:
            file.write_table(rows)
        return (folder / "log.parquet").read_bytes()

    return made


def old_workbook(_: Path) -> bytes:
    """The record FILEPASS follows the first BOF, as MS-XLS 2.4.117 has it (RC4, version 1.1)."""
    rows = requests(2)
    plain = xls("Log", [list(rows[0]), *(list(row.values()) for row in rows)])
    begin = plain.index(struct.pack("<HH", 0x809, 16)) + 20
    password = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + bytes(48)
    return plain[:begin] + password + plain[begin + len(password) :]


def open_document(is_one_package: bool) -> Callable[[Path], bytes]:
    """Parts encrypted one by one (ODF 1.2), or all of them in one package (ODF 1.4)."""
    part = "encrypted-package" if is_one_package else "content.xml"

    def made(folder: Path) -> bytes:
        with zipfile.ZipFile(folder / "log.ods", "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr(part, bytes(range(256)) * 8)
            archive.writestr(
                "META-INF/manifest.xml",
                f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                f'<manifest:file-entry manifest:full-path="{part}"><manifest:encryption-data/></manifest:file-entry>'
                "</manifest:manifest>",
            )
        return (folder / "log.ods").read_bytes()

    return made


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("log.xlsx", kept("kata_sandi.xlsx")),
        ("log.zip", kept("kata_sandi.zip")),
        ("log.xls", old_workbook),
        ("log.ods", open_document(False)),
        ("log_1.4.ods", open_document(True)),
        ("log.parquet", parquet(False)),
        ("log_kolom.parquet", parquet(True)),
    ],
)
def test_a_file_behind_a_password_says_so_and_what_to_do(
    store: Store, tmp_path: Path, name: str, made: Callable[[Path], bytes]
) -> None:
    put(store, "permohonan/baik.csv", delimited(requests(2)))
    path = put(store, f"permohonan/{name}", made(tmp_path))
    states = {account.path: (account.state, account.reason, account.read) for account in take_in(store).files}
    assert states[name] == ("set_aside", "berkas_berkata_sandi", 0)
    assert states["baik.csv"][0] == "loaded"
    said = etl("inspect", path, "--source", "permohonan")
    assert said.returncode == 1
    assert "berkas dilindungi kata sandi" in said.stderr
    assert "simpan tanpa kata sandi" in said.stderr
