"""The verdict in words, in the order in which a sender reads it: what was understood, what is held and what to do,
what it would change, what to look at.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from core.formats import begun, day, month, number, span
from core.reasons import reasons
from core.sources import SOURCE_WORDS
from core.texts import N_, translator
from etl import OF_WHOLE_CITY
from intake.verdict.verdict import FileVerdict, RowCounts, Warned

REFUSALS: Final = {
    "zone": N_(
        "Jam di berkas ini belum diketahui zona waktunya (WITA, WIB, WIT, atau UTC). Sebutkan zonanya, "
        "lalu periksa lagi."
    ),
    "sample": N_(
        "Ini berkas data contoh; data contoh tidak boleh bercampur dengan data kota. Setor berkas dari kantor."
    ),
    "another_office": N_(
        "Berkas ini menyebut {detail}, bukan kantor pengirimnya. Periksa apakah berkas dan kantor pengirimnya benar."
    ),
    "several_files": N_(
        "Arsip ini memuat beberapa berkas yang tidak sama isinya. Keluarkan dari arsip, lalu setor tiap berkas sendiri."
    ),
    "no_source": N_(
        "Judul kolomnya tidak cocok dengan sumber mana pun. Pilih sumbernya, lalu sebutkan arti tiap "
        "judul; bila berkas ini "
        "bukan tabel data, jangan disetor."
    ),
    "no_rows": N_("Judul kolomnya dikenal, tetapi belum ada baris yang terisi. Isi, lalu setor lagi."),
    "died": N_(
        "Berkas ini tidak dapat diperiksa: pemeriksanya berhenti mendadak. Buka berkas dengan program "
        "asalnya, simpan ulang "
        "sebagai XLSX atau CSV, lalu coba lagi."
    ),
    "late": N_(
        "Pemeriksaan berkas ini melebihi {detail} detik, jadi dihentikan. Bagi menurut bulan, "
        "atau simpan sebagai CSV, "
        "lalu coba lagi."
    ),
    "memory": N_(
        "Pemeriksaan berkas ini perlu memori lebih dari batasnya, jadi dihentikan. Hapus baris dan "
        "kolom kosong di luar "
        "tabel, atau bagi menurut bulan, lalu coba lagi."
    ),
    "no_room": N_("Berkas ini belum dapat diperiksa: {detail}. Beri tahu pengelola, lalu coba lagi."),
    "not_judged": N_("Berkas ini belum dapat diperiksa. Beri tahu pengelola."),
}
"""Why a file could not be judged, where it is not for a reason of core/reasons.toml."""
WARNINGS: Final = {
    "another_office": N_(
        "Berkas ini dari {offices}, bukan kantor pengirimnya. Periksa apakah berkas dan kantor pengirimnya benar."
    ),
    "several_offices": N_("Berkas ini memuat {n} kantor lain: {offices}. Pastikan semuanya memang disetor bersama."),
    "same_file": N_("Berkas yang persis sama sudah dimuat sebelumnya; menyetornya lagi tidak mengubah apa pun."),
    "same_file_back": N_(
        "Berkas yang persis sama pernah dimuat, lalu diperbaiki: bila disetor lagi, {n} laporan harian kembali ke "
        "angka lain. Batalkan, kecuali memang itu maksudnya."
    ),
    "same_file_waits": N_(
        "Berkas yang persis sama pernah dimuat. Bila sesudahnya ada berkas lain untuk hari yang sama, angka berkas ini "
        "yang dipakai lagi."
    ),
    "nothing_new": N_("Semua hari dan hitungannya sudah dimuat ({n} laporan harian); tidak ada yang berubah."),
    "month_not_due": N_("Bulan yang ditunggu {days}; berkas ini dari masa lain. Pastikan bukan berkas lama."),
    "same_week": N_(
        "Hitungan seminggu sama persis dengan minggu sebelumnya: {offices}, mulai {days}. Periksa salinannya."
    ),
    "same_month": N_(
        "Hitungan sebulan sama persis, berurutan, dengan bulan sebelumnya: {offices}, {days}. Mungkin "
        "ini berkas bulan lalu."
    ),
    "missing_days": N_(
        "{n} hari kerja belum ada hitungannya ({offices}): {days}. Lengkapi: 0 bila memang tidak ada yang datang, "
        "Libur bila kantor tutup."
    ),
    "empty_purposes": N_(
        "{n} hitungan menurut keperluan kosong pada hari yang lainnya terisi ({offices}): {words}, {days}. "
        "Isi, atau tulis 0 bila memang tidak ada; yang kosong tidak dihitung."
    ),
    "parts_above_whole": N_(
        "Jumlah menurut keperluan ({n}) melebihi jumlah seluruhnya ({whole}): {offices}, {days}. "
        "Periksa kedua hitungan itu."
    ),
    "totals_remainder": N_("Bagian-bagian panggilan tidak berjumlah: selisih {n} dari {whole}, masa mulai {days}."),
    "totals": N_(
        "{n} baris berjumlah tidak cocok dengan bagian-bagiannya, atau bukan hitungan per hari; lihat sebabnya di atas."
    ),
    "waits_for_log": N_(
        "Log permohonan baru sampai {days}: {n} laporan harian sesudahnya tersimpan, dan tampil begitu log "
        "hari-hari itu dimuat."
    ),
    "macros": N_("Berkas ini berisi makro. Makro tidak dijalankan; hanya isi selnya dibaca."),
}
"""What a sender should look at, by the code of the warning."""
SHOWN: Final = 5
"""Offices or days that a sentence names; the others are counted."""
MERGED: Final = {
    "permohonan": N_("Permohonan digabung menurut nomornya; angka sehari tidak diganti oleh berkas ini."),
    "panggilan_112": N_("Panggilan digabung menurut nomornya; angka sehari tidak diganti oleh berkas ini."),
    "kepuasan": N_("Jawaban yang sama tidak dihitung dua kali."),
}
"""What is said of sources whose rows are records (RECORDS in etl/answers/effect.py)."""
_BY_MONTH: Final = ("month_not_due", "same_month")


@dataclass(frozen=True)
class VerdictWords:
    """Sentences; `refusal` stands alone where the file cannot be used."""

    refusal: list[str]
    understood: list[str]
    held: list[str]
    effect: list[str]
    warnings: list[str]


def verdict_sentences(verdict: FileVerdict, lang: str, names: Mapping[str, str]) -> VerdictWords:
    """Return the verdict in words. `names`: of the offices, by code."""
    if verdict.reason:
        return VerdictWords([refusal_words(verdict, lang)], [], [], [], [])
    return VerdictWords(
        [],
        [*_understood(verdict, lang, names), *_shared(verdict, lang)],
        _held(verdict, lang),
        _effect(verdict, lang),
        warnings_in_words(verdict, lang, names),
    )


def refused(verdict: FileVerdict, reason: str, detail: str = "") -> FileVerdict:
    """Return the verdict of a file that cannot be used."""
    found = replace(verdict, reason=reason, detail=detail)
    return replace(found, refusal=refusal_words(found, "id"))


def refusal_words(verdict: FileVerdict, lang: str) -> str:
    """Return why a file cannot be used and what to do."""
    t, reason = translator(lang), verdict.reason or "not_judged"
    if reason == "not_judged" and verdict.refusal:
        return verdict.refusal
    if reason in REFUSALS:
        return t(REFUSALS[reason]).format(detail=verdict.detail)
    known = reasons()[reason]
    detail = f" ({verdict.detail})" if verdict.detail else ""
    return f"{begun(t(known.sentence))}{detail}. {begun(t(known.for_sender))}."


def reason_words_for_sender(reason: str, lang: str, *, is_held: bool) -> tuple[str, str]:
    """Return what is wrong with a row or a cell, and what its sender can do about it."""
    t, known = translator(lang), reasons()[reason]
    return t(known.for_held if is_held else known.sentence), t(known.for_sender)


def warnings_in_words(verdict: FileVerdict, lang: str, names: Mapping[str, str]) -> list[str]:
    """Return a sentence a warning, in their order."""
    return [_warning(each, lang, names) for each in verdict.warnings]


def _warning(warned: Warned, lang: str, names: Mapping[str, str]) -> str:
    days = [month(each, lang) if warned.code in _BY_MONTH else day(each, lang) for each in warned.days]
    return translator(lang)(WARNINGS[warned.code]).format(
        offices=_listed([names.get(code, code) for code in warned.offices], lang),
        days=_listed(days, lang),
        n=number(warned.number or len(warned.offices), 0, lang),
        whole=number(warned.whole, 0, lang),
        words=_listed(warned.words, lang),
    )


def _listed(words: list[str], lang: str) -> str:
    shown = ", ".join(words[:SHOWN])
    if len(words) <= SHOWN:
        return shown
    return translator(lang)("{words} dan {n} lainnya").format(words=shown, n=number(len(words) - SHOWN, 0, lang))


def _understood(verdict: FileVerdict, lang: str, names: Mapping[str, str]) -> list[str]:
    t, source = translator(lang), verdict.source or ""
    offices = _listed([names.get(code, code) for code in verdict.offices], lang)
    told = [t("{source}, {offices}.").format(source=t(SOURCE_WORDS[source]), offices=offices)] if offices else []
    told = told or [t("{source}.").format(source=t(SOURCE_WORDS[source]))]
    if verdict.first_day and verdict.last_day and verdict.days:
        told += [_days(verdict.first_day, verdict.last_day, verdict.days, lang)]
    told += [_account(verdict.counts, lang)] if verdict.counts else []
    return [*told, *([_closed(verdict, lang, names)] if verdict.closed else [])]


def _closed(verdict: FileVerdict, lang: str, names: Mapping[str, str]) -> str:
    days: dict[str, list[str]] = {}
    for code, each in sorted(verdict.closed):
        days.setdefault(code, []).append(day(each, lang))
    told = {code: _listed(each, lang) for code, each in days.items()}
    if len(verdict.spoken_of) > 1:
        told = {code: f"{names.get(code, code)} {text}" for code, text in told.items()}
    text = translator(lang)(
        "Hari kerja yang kantornya ditulis tutup: {days}. Hari itu tidak ditagih dan tidak dihitung kurang, kecuali "
        "hari digital di kantor yang menulis tutup pada kebanyakan hari digital sebulan."
    )
    return text.format(days="; ".join(told.values()))


def _days(first: date, last: date, days: int, lang: str) -> str:
    text = translator(lang)("Hari yang dimuat: {span} ({n} hari).")
    return text.format(span=span(first, last, lang), n=number(days, 0, lang))


def _account(counts: RowCounts, lang: str) -> str:
    text = translator(lang)(
        "{read} baris dibaca: {accepted} diterima, {held} ditahan, {double} ganda, {rest} bukan data."
    )
    shown = {name: number(getattr(counts, name), 0, lang) for name in ("read", "accepted", "held", "double")}
    return text.format(rest=number(counts.not_data, 0, lang), **shown)


def _held(verdict: FileVerdict, lang: str) -> list[str]:
    t = translator(lang)
    told = []
    for each in sorted(verdict.reasons, key=lambda each: (not each.is_held, -each.rows)):
        sentence, action = reason_words_for_sender(each.reason, lang, is_held=each.is_held)
        verb = t("{n} ditahan") if each.is_held else t("{n} ditandai")
        told.append(f"{verb.format(n=number(each.rows, 0, lang))}: {sentence}; {action}.")
    return told


def _shared(verdict: FileVerdict, lang: str) -> list[str]:
    """Where rows are held back for several reasons, their lines add up to more than the rows held back."""
    held = sum(each.rows for each in verdict.reasons if each.is_held)
    is_shared = verdict.counts is not None and held > verdict.counts.held
    text = translator(lang)("Satu baris dapat ditahan karena beberapa sebab, jadi jumlahnya lebih dari {held}.")
    return [text.format(held=number(verdict.counts.held, 0, lang))] if verdict.counts and is_shared else []


def _effect(verdict: FileVerdict, lang: str) -> list[str]:
    effect, t = verdict.effect, translator(lang)
    if effect is None:
        return []
    names = ("new", "changed", "same", "vanishing")
    counts = {name: number(getattr(effect, name), 0, lang) for name in names}
    counts |= {"known": number(effect.changed + effect.same, 0, lang)}
    counts |= {"days": t("hari") if verdict.source in OF_WHOLE_CITY else t("laporan harian")}
    if effect.is_first:
        return [t("Belum ada data terbit; semuanya baru: {new} {days}.").format(**counts)]
    if not effect.is_by_record:
        told = [t("Dibanding data terbit: {new} {days} baru, {changed} berubah, {same} tetap.").format(**counts)]
    else:
        text = t("Dibanding data terbit: {new} {days} baru.")
        if effect.changed + effect.same:
            text = t("Dibanding data terbit: {new} {days} baru; pada {known} lainnya sudah ada catatan.")
        told = [text.format(**counts), t(MERGED[verdict.source or ""])]
    gone = t("{vanishing} {days} akan hilang, karena berkas ini dinyatakan lengkap untuk masanya.")
    return [*told, *([gone.format(**counts)] if effect.vanishing else [])]
