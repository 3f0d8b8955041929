"""The commands backup and restore: what they take and what they say."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from core.city import city
from core.settings import settings
from core.store import user_store
from etl.answers.terminal import console, say
from etl.backup.checking import name_shown, whole_backup
from etl.backup.contents import DATA
from etl.backup.key_copy import key_words
from etl.backup.making import BackupMade, make_backup
from etl.backup.manifest import Manifest
from etl.backup.restoring import restore_backup
from etl.errors import in_megabytes

SOMETHING_LEFT_OUT = 3
"""Exit code of a backup that lacks a file which could not be read."""


def backup_command(
    directory: Annotated[Path, typer.Argument(help="folder cadangan, di disk lain; setiap cadangan satu folder baru")],
    keep: Annotated[
        int | None, typer.Option(min=1, help="sekian cadangan utuh yang disimpan; yang lama dihapus")
    ] = None,
    with_key: Annotated[
        Path | None, typer.Option("--with-key", help="salin kunci ke folder ini, terpisah dari data")
    ] = None,
    without_raw: Annotated[
        bool, typer.Option("--without-raw", help="tanpa berkas mentah: Anda menyimpannya sendiri")
    ] = False,
    wait: Annotated[int, typer.Option(min=0, help="tunggu pemuatan yang berjalan sekian detik")] = 0,
) -> None:
    """Cadangkan data, arsip laporan dan catatan ke folder baru yang utuh; pembaca tidak terganggu."""
    made = make_backup(user_store(), directory, keep=keep, with_key=with_key, without_raw=without_raw, wait=wait)
    _tell_made(made)
    raise typer.Exit(SOMETHING_LEFT_OUT if made.manifest.left_out else 0)


def restore_command(
    backup: Annotated[Path, typer.Argument(help="folder satu cadangan: DIR/ADOPSI-...")],
    check: Annotated[bool, typer.Option("--check", help="hanya periksa keutuhannya")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="pindahkan data yang ada ke samping")] = False,
) -> None:
    """Periksa cadangan seluruhnya, lalu pulihkan di tempat yang kosong."""
    if check:
        manifest = whole_backup(backup)
        say(console, f"Utuh: {_told(manifest)}.")
        say(console, key_words(manifest.key_digest))
        return
    restored = restore_backup(user_store(), backup, replace=replace)
    say(console, f"Dipulihkan: {_told(restored.manifest)}.")
    for folder in restored.aside:
        say(console, f"Yang ada sebelumnya dipindahkan ke {folder}; hapus bila tidak perlu lagi.")
    _tell_left_out(restored.manifest)
    if not restored.manifest.has_raw:
        say(
            console,
            f"Berkas mentah tidak ikut: kembalikan ke {user_store().raw}. "
            "Yang tidak kembali terhitung dihapus; barisnya tetap.",
        )
    if any(file.name.startswith(f"{DATA}/{user_store().outbox_dir.name}/") for file in restored.manifest.files):
        say(console, "Surat yang terkirim sesudah cadangan dibuat dapat terkirim sekali lagi.")
    say(console, key_words(restored.manifest.key_digest))
    say(console, "Berikutnya: python -m etl load, lalu python -m etl status. Semua pengguna masuk lagi.")


def _tell_made(made: BackupMade) -> None:
    say(console, f"Dicadangkan ke {made.folder}: {_told(made.manifest)}.")
    for folder in made.deleted:
        say(console, f"Dihapus, karena jumlahnya sudah cukup: {folder}")
    _tell_left_out(made.manifest)
    if made.is_on_same_disk:
        say(console, "Cadangan ini di disk yang sama dengan datanya: salin juga ke tempat lain.")
    if made.key:
        say(console, f"Kunci disalin ke {made.key}.")
    elif made.manifest.key_digest:
        say(console, f"Kunci ({settings().key_file}) tidak ikut: simpan salinannya di tempat lain.")


def _tell_left_out(manifest: Manifest) -> None:
    for name, why in manifest.left_out.items():
        say(console, f"Tidak ikut: {name_shown(name)} ({why})", style="bold yellow")


def _told(manifest: Manifest) -> str:
    made = datetime.fromisoformat(manifest.made)
    return (
        f"{len(manifest.files)} berkas, {in_megabytes(manifest.size)}, dibuat {made:%d-%m-%Y %H:%M} {city().zone}, "
        f"versi data {manifest.build or 'belum ada'}"
    )
