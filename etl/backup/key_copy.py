"""The key beside a backup: a copy only where it is asked for, and never where the data lie."""

from pathlib import Path

from core.disk import read_text, write_private
from core.settings import settings
from etl.errors import UserError
from etl.warehouse.key import LONGEST_KEY, choose_key, refuse_loose


def check_key_place(place: Path, apart_from: list[Path]) -> None:
    """Raise UserError for a folder that is not there, or that lies with the data or around them."""
    if not place.is_dir():
        raise UserError(f"{place}: folder tidak ada. Pasang disknya atau buat foldernya dahulu: mkdir -m 700 {place}")
    own = place.resolve()
    for folder in (folder.resolve() for folder in apart_from):
        if own.is_relative_to(folder) or folder.is_relative_to(own):
            raise UserError(
                f"{place}: kunci tidak boleh tersimpan bersama data atau cadangannya ({folder}). "
                "Siapa yang memegang keduanya dapat mengenali orang. Pilih tempat lain."
            )


def copy_key(place: Path, digest: str | None) -> Path:
    """Write the warehouse's key (`digest`) into a folder, for its owner alone; return the file.

    Raises UserError where there is no key yet, or another one.
    """
    if digest is None:
        raise UserError("Belum ada gudang data, jadi belum ada kunci. Muat dahulu data kota: python -m etl load")
    content = choose_key(digest, is_changed=False).hex() + "\n"
    path = place / f"kunci-{digest[:8].lower()}"
    if path.exists() and read_text(path, LONGEST_KEY) == content:
        refuse_loose(path)
        return path
    write_private(path, content.encode("ascii"))
    return path


def key_words(digest: str | None) -> str:
    """Return what is to be said of the key of a restored warehouse: whether it is there and the right one."""
    if digest is None:
        return "Cadangan ini tidak berisi gudang data: kunci dibuat oleh pemuatan pertama."
    path = settings().key_file
    try:
        choose_key(digest, is_changed=False)
    except UserError as error:
        return (
            f"{str(error).partition('. ')[0]}. Letakkan salinan kunci lama di {path} (izin 600) sebelum pemuatan "
            f"berikutnya; yang cocok adalah kunci-{digest[:8].lower()}. Tanpa itu pemuatan menolak."
        )
    return f"Kunci di {path} cocok."
