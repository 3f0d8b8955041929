"""Who somebody says to be, what the table of access makes of it, and why somebody is not let in."""

from dataclasses import dataclass
from enum import Enum

from core.texts import N_, Translate


@dataclass(frozen=True)
class Identity:
    """What the city's provider or its proxy said of a person, once it was proven that they said it.

    `name`: the e-mail where it is verified, else what the provider calls the person. `email`: '' where none was told.
    `is_email_verified`: None where the provider does not say.
    """

    name: str
    email: str = ""
    is_email_verified: bool | None = None
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reader:
    """Somebody who may read: the role and the place that the table of access gives.

    `place`: the code of a kecamatan or an office, '' for the whole city.
    """

    name: str
    role: str
    place: str = ""


class Refusal(Enum):
    """Why somebody is not let in."""

    NOBODY = "nobody"
    ENDED = "ended"
    UNPROVEN = "unproven"
    UNVERIFIED = "unverified"
    NO_ROW = "no row"
    DENIED = "denied"
    SEVERAL = "several roles"
    WRONG_ROW = "wrong row"
    NO_TABLE = "no table"
    NO_SESSIONS = "no sessions"

    def words(self, t: Translate) -> str:
        """Return the sentence in the reader's language."""
        return t(SENTENCES[self])

    @property
    def may_log_in(self) -> bool:
        """True where logging in could help."""
        return self in (Refusal.NOBODY, Refusal.ENDED)


SENTENCES = {
    Refusal.NOBODY: N_("Anda belum masuk."),
    Refusal.ENDED: N_("Sesi Anda sudah berakhir. Masuk lagi untuk melanjutkan."),
    Refusal.UNPROVEN: N_("Permintaan ini tidak datang lewat proksi kota. Buka dasbor lewat alamatnya sendiri."),
    Refusal.UNVERIFIED: N_("Surel akun Anda belum diverifikasi oleh penyedia login. Verifikasi dulu, lalu masuk lagi."),
    Refusal.NO_ROW: N_("Akun Anda belum diberi akses ke dasbor ini. Minta pengelola dasbor menambahkannya."),
    Refusal.DENIED: N_("Akun Anda tidak diberi akses ke dasbor ini. Hubungi pengelola dasbor."),
    Refusal.SEVERAL: N_(
        "Akun Anda tercatat dengan lebih dari satu peran atau tempat. Minta pengelola dasbor memperbaikinya."
    ),
    Refusal.WRONG_ROW: N_(
        "Peran atau tempat yang tercatat untuk akun Anda tidak dikenal. Minta pengelola dasbor memperbaikinya."
    ),
    Refusal.NO_TABLE: N_("Daftar akses tidak ada atau tidak dapat dibaca. Beri tahu pengelola dasbor."),
    Refusal.NO_SESSIONS: N_(
        "Berkas sesi tidak dapat dibaca. Coba lagi; bila tetap begitu, beri tahu pengelola dasbor."
    ),
}
