"""The framework's own words, which it offers no setting for, in the language of the page."""

import json

from core.texts import N_, translator

FRAMEWORK_WORDS = {
    "Sidebar": N_("Bilah sisi"),
    "Collapse sidebar": N_("Lipat bilah sisi"),
    "Expand sidebar": N_("Buka bilah sisi"),
    "Choose an option": N_("Pilih"),
    "Open": N_("Buka pilihan"),
    "Close": N_("Tutup"),
    "Clear value": N_("Kosongkan"),
    "No results": N_("Tidak ada yang cocok"),
    "Link to heading": N_("Tautan ke judul ini"),
    "Copy to clipboard": N_("Salin"),
    "Copied": N_("Tersalin"),
    "Press Enter to apply": N_("Tekan Enter"),
    "Running...": N_("Sedang dihitung"),
    "Stop": N_("Hentikan"),
    "Stopping...": N_("Sedang dihentikan"),
    "Connecting": N_("Menyambung"),
    "Connection error": N_("Sambungan terputus"),
    "Streamlit server is not responding. Are you connected to the internet?": N_(
        "Dasbor tidak menjawab. Periksa jaringan Anda; halaman ini menyambung lagi sendiri."
    ),
    "Notifications": N_("Pemberitahuan"),
    "streamlit_folium.st_folium": N_("Gambar peta"),
}
"""By the framework's word: what the page says instead."""


def words_script(lang: str) -> str:
    """Return the script that hands the words of a language to the page's own (frame.js), and tells the browser which
    language the page is in.

    Streamlit's page always says lang="en"; a reading aloud would use English sounds. In English the table leads back,
    as the page may have been Indonesian before.
    """
    t = translator(lang)
    said = {word: t(FRAMEWORK_WORDS[word]) for word in FRAMEWORK_WORDS}
    if lang == "en":
        said = {indonesian: said[word] for word, indonesian in FRAMEWORK_WORDS.items()} | {
            word: told for word, told in said.items() if word != told
        }
    # Nothing but words of ours, and one of the two codes.
    return (
        f'document.documentElement.lang = "{lang}"; window.adopsiWords = {json.dumps(said)};'
        "window.adopsiSay?.(document.body)"
    )
