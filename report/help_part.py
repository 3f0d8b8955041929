"""112 help in the month: the way from call to solved, and what the calls are about."""

import pandas as pd

from analytics.assistance import funnel, topics
from core.formats import number, percent
from core.texts import translator
from report.blocks import Bars, Block, Section, Text

STAGES = {
    "in": "Masuk",
    "answered": "Dijawab",
    "valid": "Bukan iseng, tanpa suara, atau terputus",
    "digital_help": "Bantuan layanan digital",
    "solved": "Selesai",
}
TOPICS = {
    "lupa_kata_sandi": "Lupa kata sandi",
    "gagal_masuk": "Gagal masuk",
    "unggah_berkas": "Unggah berkas",
    "status_permohonan": "Status permohonan",
    "pendaftaran_akun": "Pendaftaran akun",
    "lainnya": "Lainnya",
}


def help_section(calls: pd.DataFrame, sentence: str, lang: str) -> Section:
    """Return the section on 112 help; `calls`: those of the month, `sentence`: the headline's.

    Without a call, or without a call for digital help, the section says so and has no bars.
    """
    _ = translator(lang)
    blocks: tuple[Block, ...] = (Text(sentence),)
    if calls.empty:
        blocks += (Text(_("Tidak ada panggilan 112 yang tercatat pada bulan ini."), True),)
        return Section(_("Bantuan 112"), blocks)
    return Section(_("Bantuan 112"), (*blocks, _funnel(calls, lang), _topics(calls, lang)))


def _funnel(calls: pd.DataFrame, lang: str) -> Bars:
    _ = translator(lang)
    stages = funnel(calls).to_dict("records")
    rows = tuple(
        (_(STAGES[row["stage"]]), row["calls"], number(row["calls"], 0, lang))
        if row["state"] == "ok"
        else (_(STAGES[row["stage"]]), 0.0, _("belum dapat dinyatakan"))
        for row in stages
    )
    return Bars(_("Dari panggilan masuk sampai selesai"), rows)


def _topics(calls: pd.DataFrame, lang: str) -> Bars | Text:
    _ = translator(lang)
    found = topics(calls)
    if found.empty:
        return Text(_("Tidak ada panggilan bantuan layanan digital pada bulan ini."), True)
    rows = tuple(
        (
            _(TOPICS.get(row["topic"], row["topic"])),
            float(row["calls"]),
            f"{number(row['calls'], 0, lang)} ({percent(row['share'], 0, lang)})",
        )
        for row in found.to_dict("records")
    )
    return Bars(_("Tentang apa warga meminta bantuan"), rows)
