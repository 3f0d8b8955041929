"""Why something cannot be handed in, sent or withdrawn, in the words of whoever asked."""

from collections.abc import Callable

from core.settings import settings
from core.texts import Translate
from etl import in_megabytes

RefusalWords = Callable[[Translate], str]


class IntakeRefusedError(Exception):
    """Nothing has changed. `words`: the sentence in the reader's language; `status`: as an answer over HTTP says it."""

    def __init__(self, status: int, words: RefusalWords) -> None:
        super().__init__(str(status))
        self.status, self.words = status, words


def no_room(t: Translate) -> str:
    """Return what is said where the disk is full."""
    return t("Ruang disk di server tidak cukup. Tidak ada yang disimpan; beri tahu pengelola dasbor.")


def too_large(t: Translate) -> str:
    """Return what is said of a file beyond the largest that is read."""
    words = t("Berkas ini lebih besar dari {most}. Bagi per bulan atau per kantor, lalu setor lagi.")
    return words.format(most=in_megabytes(settings().max_file_bytes))


def empty_file(t: Translate) -> str:
    """Return what is said of a file without a byte."""
    return t("Berkas ini kosong: 0 bita. Simpan lagi di program asalnya.")
