"""Questions to begin with, and those that analysts keep by name."""

import streamlit as st

from core.texts import N_
from intake import EXAMPLES, LONGEST_NAME, WrongNameError, drop_question, save_question, saved_questions
from pages.frame.acting import ASK, act, chosen_now, end_act, note_hindrance, show_outcomes
from pages.view.reader import part_for_reader
from pages.view.work import WorkView

ASKED = "tanya_sql"
CHOSEN = "tanya_mulai"
NAME = "tanya_nama"
KEEPING = "tanya_simpan"
EXAMPLE_TITLES = {
    "porsi_kantor": N_("Berapa porsi digital setiap kantor per bulan?"),
    "hari_digital": N_("Apakah hari digital mengurangi kunjungan loket?"),
    "laporan_terlambat": N_("Kantor mana yang laporannya terlambat masuk?"),
    "rencana_berubah": N_("Rencana aktif mana yang berubah, dan menjadi kapan?"),
    "sebab_ditahan": N_("Sebab apa yang paling banyak menahan baris?"),
    "lewat_rt": N_("Permohonan apa yang dikirim lewat Ketua RT?"),
}


def choose_question(work: WorkView) -> None:
    """Offer examples and kept questions: one that is chosen is put into the box."""
    t = work.t
    known = {t(EXAMPLE_TITLES[key]): EXAMPLES[key] for key in EXAMPLE_TITLES}
    known |= {f"{kept.name} ({kept.account})" if kept.account else kept.name: kept.sql for kept in saved_questions()}

    def take() -> None:
        if (chosen := st.session_state[CHOSEN]) in known:
            st.session_state[ASKED] = known[chosen]

    st.selectbox(
        t("Contoh dan pertanyaan tersimpan"),
        list(known),
        index=None,
        placeholder=t("Pilih untuk memulai"),
        key=CHOSEN,
        on_change=take,
    )


@part_for_reader
def show_keeping(work: WorkView) -> None:
    """Let the question in the box be kept by name, and kept ones be dropped."""
    t = work.t
    with st.expander(t("Simpan pertanyaan"), key="tanya_simpan"):
        show_outcomes(KEEPING)
        st.text_input(t("Nama"), key=NAME, max_chars=LONGEST_NAME)
        st.button(t("Simpan"), key="tanya_simpan_ini", on_click=_keep, args=(work,))
        for kept in saved_questions():
            text, button = st.columns([4, 1], vertical_alignment="center")
            text.text(f"{kept.name} · {kept.account or t('tanpa akun')} · {kept.at:%Y-%m-%d %H.%M}")
            button.button(t("Hapus"), key=f"tanya_hapus_{kept.name}", on_click=_drop, args=(work, kept.name))


def _keep(work: WorkView) -> None:
    t, chosen = work.t, chosen_now()
    name, sql = str(chosen.get(NAME) or ""), str(chosen.get(ASKED) or "")
    if not sql.strip():
        note_hindrance(t("Belum ada yang ditanyakan. Tulis satu SELECT."), KEEPING)
        return
    try:
        entry = act(work, lambda: save_question(work.reader.name, name, sql), KEEPING, page=ASK)
    except WrongNameError:
        note_hindrance(t("Beri nama satu baris, paling panjang {n} huruf.").format(n=LONGEST_NAME), KEEPING)
        return
    if entry:
        end_act(t("{name} disimpan.").format(name=name.strip()), place=KEEPING)


def _drop(work: WorkView, name: str) -> None:
    if act(work, lambda: drop_question(work.reader.name, name), KEEPING, page=ASK):
        end_act(work.t("{name} dihapus.").format(name=name), place=KEEPING)
