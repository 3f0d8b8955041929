"""Why a question has no answer, in the user's words: what is wrong, where it stands, what to do."""

from typing import Final

from core import formats
from core.texts import N_, Translate
from intake.questions.question import LONGEST_SQL, Complaint, QuestionLimits

SENTENCES: Final = {
    "syntax": N_("SQL ini tidak terbaca: ada yang salah tulis."),
    "table": N_("Tabel {name} tidak ada; yang ada tercantum dalam kamus di bawah."),
    "column": N_("Kolom {name} tidak ada pada tabel yang ditanya; lihat kamus di bawah."),
    "name": N_("{name} tidak dikenal: periksa ejaannya."),
    "meaning": N_("SQL ini terbaca, tetapi isinya tidak cocok: periksa kolom, fungsi, dan GROUP BY."),
    "value": N_("Ada nilai yang tidak dapat diubah ke jenis yang diminta."),
    "memory": N_(
        "Pertanyaan ini memerlukan memori lebih dari {megabytes} MB, jadi dihentikan. Persempit dengan WHERE atau "
        "ringkas dengan GROUP BY."
    ),
    "time": N_(
        "Pertanyaan ini belum selesai dalam {seconds} detik, jadi dihentikan. Persempit dengan WHERE atau ringkas "
        "dengan GROUP BY."
    ),
    "closed": N_("Yang dapat ditanya hanya tabel data terbit: berkas, jaringan, setelan, dan ekstensi tertutup."),
    "too_large": N_("Jawabannya terlalu besar. Pilih kolom yang perlu saja, atau ringkas dengan GROUP BY."),
    "long": N_("SQL ini lebih dari {letters} huruf. Persingkat."),
    "nul": N_("Di dalam SQL ini ada tanda NUL, yang tidak terlihat. Hapus, atau ketik ulang bagiannya."),
    "empty": N_("Belum ada yang ditanyakan. Tulis satu SELECT."),
    "several": N_("Tulis satu pertanyaan saja: di sini ada beberapa perintah, dipisahkan titik koma."),
    "not_select": N_("Yang dapat ditanyakan hanya SELECT, WITH, DESCRIBE, dan SUMMARIZE: data terbit hanya dibaca."),
    "other": N_("Pertanyaan ini tidak dapat dijawab."),
}


def complaint_words(complaint: Complaint, limits: QuestionLimits, t: Translate, lang: str) -> str:
    """Return the sentence, the place where it is known, what was perhaps meant, and DuckDB's own words."""
    parts = [
        t(SENTENCES[complaint.code]).format(
            name=f'"{complaint.name}"',
            seconds=formats.number(limits.seconds, 0, lang),
            megabytes=formats.number(limits.memory_bytes / 1_000_000, 0, lang),
            letters=formats.number(LONGEST_SQL, 0, lang),
        )
    ]
    if complaint.line is not None and complaint.column is not None:
        parts.append(t("Tempatnya: baris {line}, huruf ke-{column}.").format(**_place(complaint, lang)))
    if complaint.candidates:
        parts.append(t("Mungkin yang dimaksud: {names}.").format(names=complaint.candidates))
    if complaint.said and complaint.code not in ("memory", "closed"):
        parts.append(t("Kata DuckDB: {said}").format(said=complaint.said))
    return " ".join(parts)


def _place(complaint: Complaint, lang: str) -> dict[str, str]:
    return {name: formats.number(getattr(complaint, name), 0, lang) for name in ("line", "column")}
