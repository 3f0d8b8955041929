"""How a change begins and ends on the page: who does it is asked anew, it is noted, and what came of it is said."""

from collections.abc import Callable
from html import escape

import streamlit as st

from akses import UNNAMED, address_of, login_settings, note_act, rights_of, who_asks
from core.disk import words_of
from core.texts import Translate
from etl import LockedError, UserError
from intake import (
    Entry,
    IntakeRefusedError,
    MappingChange,
    RefusedTableError,
    RefusedWordError,
    UneditableError,
    request_load,
)
from pages.parts.cards import note
from pages.view.reader import sent_headers
from pages.view.work import WorkView

SAID = "perbaikan_dikatakan"
Act = Callable[[], Entry | MappingChange]


def do(work: WorkView, act: Act, told: str, *, is_loaded: bool = True) -> bool:
    """Do one change for who asks now, and keep `told` for the next run; what stands in the way is said at once.

    `is_loaded`: figures may depend on it, so a load is asked for. Raises ChangedMeanwhileError and NotUndoneError.
    """
    t = work.t
    try:
        if not _may(work):
            note(t("Akun ini tidak boleh memperbaiki data lagi. Muat ulang halaman ini."), "warn")
            return False
        entry = act()
        if is_loaded:
            request_load()
    except LockedError:
        note(t("Pemuatan sedang berjalan. Coba lagi sebentar lagi; tidak ada yang diubah."), "warn")
    except UserError:
        # Its sentence is for who edits the files: it names a path and keys.
        text = t(
            "Tidak disimpan: itu bertentangan dengan yang sudah dinyatakan sebelumnya. Batalkan dahulu yang lama di "
            "Riwayat, lalu coba lagi."
        )
        note(text, "warn")
    except RefusedTableError as error:
        for sentence in error.args:
            note(sentence, "warn")
    except UneditableError:
        text = t(
            "Pernyataan sumber ini ditulis dengan tangan dan tidak dapat diubah dari sini. Beri tahu pengelola dasbor."
        )
        note(text, "warn")
    except (IntakeRefusedError, RefusedWordError) as error:
        note(error.words(t), "warn")
    except UnicodeDecodeError:
        note(t("Tabel di disk bukan teks UTF-8. Simpan ulang sebagai CSV UTF-8; tidak ada yang diubah."), "warn")
    except OSError as error:
        note(t("Tidak dapat ditulis: {why}. Tidak ada yang diubah.").format(why=words_of(error)), "warn")
    else:
        if work.reader != UNNAMED:
            note_act("mend", work.reader.name, address_of(sent_headers()), entry=entry.number)
        st.session_state[SAID] = told
        return True
    return False


def _may(work: WorkView) -> bool:
    """Asked anew: a row of the table of access may have gone since the page was drawn."""
    if login_settings() is None:
        return work.rights.may_mend
    return who_asks(sent_headers()) == work.reader and rights_of(work.reader.role).may_mend


def show_said(t: Translate) -> None:
    """Show what the change of the run before came to."""
    if said := st.session_state.pop(SAID, None):
        st.html(f'<p class="note info" role="status">{escape(t("Tersimpan."))} {escape(said)}</p>')
