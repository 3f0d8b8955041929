"""The zone that takes files: dropped, or chosen with the keyboard or a finger; they go to the upload's own address.

Streamlit's own would hold their bytes in the server's memory.
"""

from pathlib import Path
from typing import Final

import streamlit as st

from core.settings import settings
from core.texts import Translate
from intake import UPLOAD, empty_file, in_megabytes, too_large
from pages.view.reader import part_for_reader

_HTML, _CSS, _JS = (Path(__file__).with_suffix(f".{kind}").read_text("utf-8") for kind in ("html", "css", "js"))
_ZONE: Final = st.components.v2.component("adopsi_setor", html=_HTML, css=_CSS, js=_JS)


@part_for_reader
def show_drop_zone(t: Translate, lang: str) -> None:
    """Show the zone; the page runs anew as soon as a file has come."""
    most = in_megabytes(settings().max_file_bytes)
    words = {
        "lead": t("Pilih berkas"),
        "way": t("atau seret dan lepaskan di sini"),
        "limit": t("Excel, CSV, JSON, Parquet, ZIP · paling besar {most}").format(most=most),
        "cancel": t("Batalkan"),
        "close": t("Tutup"),
        "waits": t("Menunggu giliran"),
        "share": t("{share}% terkirim"),
        "large": too_large(t),
        "empty": empty_file(t),
        "ended": t("Sesi Anda sudah berakhir. Masuk lagi untuk melanjutkan."),
        "refused": t("Akun Anda tidak menyetor data."),
        "broken": t("Sambungan terputus. Tidak ada yang disimpan; periksa jaringan, lalu pilih berkasnya lagi."),
    }
    _ZONE(
        key="setor",
        data={"address": UPLOAD, "lang": lang, "most": settings().max_file_bytes, "words": words},
        on_arrived_change=st.rerun,
    )
