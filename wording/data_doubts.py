"""What of the data is in doubt or lacks, in sentences: offices to be asked, days not covered, months that grow."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from analytics import City, Span, settled_on
from analytics.roster_doubts import RosterDoubts
from analytics.services import Unmapped, unmapped
from analytics.suspicion import Suspicion, suspected
from core.formats import day, month, number, percent, short_day
from core.sources import SOURCE_WORDS
from core.texts import short_name, translator

BOTH = ("permohonan", "kunjungan")
"""Sources without which no figure is stated."""
NAMED = 4
"""The others are in the list of findings."""


def doubt_sentences(place: City, period: Span, on: date | None, lang: str) -> list[str]:
    """Return what to know of a place's figures before they are read, most first: offices that are to be asked, and, of
    the whole city, letters and origins that are not known.

    `on`: a day of the month whose letters and origins are told; None of a part of the city. Roster doubts, which lead
    to a table, are `roster_words`; what a report says beside these has its order in report/content/assembly.py.
    """
    unknown = [] if on is None else unmapped_words(unmapped(place.service_origins, on), on, lang)
    return [*suspicion_words(suspected(place, period), lang), *unknown]


def suspicion_words(found: Suspicion | None, lang: str) -> list[str]:
    """Return the one sentence that names the offices and the share without them; none where there are none."""
    if found is None:
        return []
    _ = translator(lang)
    rows = found.offices.to_dict("records")
    names = _named(found.offices, lang)
    told = _("Angka dari {n} kantor perlu ditanyakan dahulu: {names}.")
    sentence = told.format(n=number(len(rows), 0, lang), names=names)
    if found.share["state"] != "ok":
        return [sentence]
    without = _("Tanpa {n} kantor ini porsi digital {share}.")
    count, share = number(len(rows), 0, lang), percent(found.share["share"], 1, lang)
    return [f"{sentence} {without.format(n=count, share=share)}"]


def unmapped_words(found: Unmapped, on: date, lang: str) -> list[str]:
    """Return a sentence for each part that is more than a few, with what to do; `on`: a day of the month looked at."""
    _, name = translator(lang), month(on, lang)
    told = {
        _("{share} permohonan {month} belum dipetakan ke jenis layanan; minta pengelola data memetakan namanya."):
            found.service,
        _("{share} permohonan {month} tanpa asal yang dikenal; porsi digital hanya dapat disebut sebagai rentang."):
            found.origin,
    }  # fmt: skip
    return [text.format(share=percent(part, 0, lang), month=name) for text, part in told.items() if part is not None]


def roster_words(found: RosterDoubts, lang: str) -> list[str]:
    """Return a sentence each: whose roster it is, who sends without standing in it as live, who is live and sent
    nothing; none where roster and data agree.
    """
    _ = translator(lang)
    told = []
    if len(found.not_live):
        text = _(
            "{n} kantor mengirim permohonan tetapi belum tercatat aktif di daftar peluncuran: {names}. Isi tanggal "
            "mulainya di Perbaikan data, bagian Tabel, atau setor daftar peluncuran kota."
        )
        told.append(_of_offices(text, found.not_live, lang))
    if len(found.unheard):
        text = _("{n} kantor tercatat aktif tetapi belum ada data apa pun darinya, jadi tidak dinilai: {names}.")
        told.append(_of_offices(text, found.unheard, lang))
    if told and found.is_shipped:
        shipped = _(
            "Daftar peluncuran kota belum disetor: kantor mana yang aktif dibaca dari daftar bawaan menurut "
            "pemberitaan, dan mungkin tidak benar lagi."
        )
        return [shipped, *told]
    return told


def _of_offices(text: str, offices: pd.DataFrame, lang: str) -> str:
    return text.format(n=number(len(offices), 0, lang), names=_named(offices, lang))


def _named(offices: pd.DataFrame, lang: str) -> str:
    """The first of them by name, the others as a number."""
    rows = offices.to_dict("records")
    names = ", ".join(short_name(row["kind"], row["name"]) for row in rows[:NAMED])
    if len(rows) <= NAMED:
        return names
    return f"{names} {translator(lang)('dan {n} lainnya').format(n=number(len(rows) - NAMED, 0, lang))}"


def ranges_text(ranges: Sequence[tuple[date, date]], lang: str = "id") -> str:
    """Return ranges of days as text: `2–6 Sep 2024; 30 Sep 2024 – 2 Okt 2024; 9 Okt 2024`.

    Ranges of days that are owed run over weekends and holidays: whoever shows them says that working days are meant.
    """
    return "; ".join(_range_text(first, last, lang) for first, last in ranges)


def _range_text(first: date, last: date, lang: str) -> str:
    if first == last:
        return short_day(first, lang)
    is_one_month = (first.year, first.month) == (last.year, last.month)
    return (
        f"{first.day}–{short_day(last, lang)}"
        if is_one_month
        else f"{short_day(first, lang)} – {short_day(last, lang)}"
    )


def uncovered(log_gap: pd.DataFrame, span: tuple[date, date], lang: str) -> list[str]:
    """Return which days from the first to the last of `span` a log does not cover; `log_gap`: the table."""
    _ = translator(lang)
    first, last = (pd.Timestamp(day) for day in span)
    # A few rows, looked through in every view.
    gaps = zip(*(log_gap[name] for name in ("source", "first_day", "last_day")), strict=True)
    return [
        _("{source}: {days} tidak tercakup; angkanya memakai hari yang lain.").format(
            source=_(SOURCE_WORDS[source]), days=ranges_text(((max(start, first).date(), min(end, last).date()),), lang)
        )
        for source, start, end in gaps
        if start <= last and end >= first
    ]


def no_figures_words(source_state: pd.DataFrame, lang: str = "id") -> str:
    """Return why there are no figures yet: the sources that lack, or that their days never meet.

    `source_state`: the table; a reader of a part sees nothing of it.
    """
    _ = translator(lang)
    rows = zip(source_state["source"], source_state["newest"], strict=True)
    missing = [_(SOURCE_WORDS[source]) for source, newest in rows if source in BOTH and pd.isna(newest)]
    if missing:
        text = _(
            "Belum ada angka: {sources} belum masuk. Angka tampil begitu log permohonan dan kunjungan loket masa yang "
            "sama sudah masuk; yang sudah disetor tersimpan."
        )
        names = _(" dan ").join(name[:1].lower() + name[1:] for name in missing)
        return text.format(sources=names)
    return _("Belum ada hari yang tercakup baik oleh log permohonan maupun hitungan kunjungan, jadi belum ada angka.")


def visits_ahead_words(source_state: pd.DataFrame, as_of: date | None, lang: str = "id") -> list[str]:
    """Return that counts of days after the last day of the figures are kept until the request log reaches them."""
    newest = source_state.loc[source_state["source"] == "kunjungan", "newest"].max()
    if as_of is None or pd.isna(newest) or newest <= pd.Timestamp(as_of):
        return []
    text = translator(lang)("Kunjungan loket {days} tersimpan; tampil begitu log permohonan hari itu masuk.")
    return [text.format(days=ranges_text(((as_of + timedelta(days=1), newest.date()),), lang))]


def not_live_words(status: pd.Series, lang: str = "id") -> list[str]:
    """Return how many of the offices that owe reports are not live, and why they owe them all the same.

    `status`: that of each, missing where it is not known: of such an office nothing is said.
    """
    ahead = int((status.notna() & status.ne("aktif")).sum())
    if not ahead:
        return []
    text = translator(lang)("{n} di antaranya belum aktif: kunjungan loket wajib dilaporkan semua kantor.")
    return [text.format(n=number(ahead, 0, lang))]


def not_settled_words(label: str, first: date, lang: str) -> str:
    """Return from which data on a table of small counts is told of the month that holds a day, while it grows."""
    text = translator(lang)("{label} {month} dimuat setelah bulannya tuntas: data sampai {day}.")
    return text.format(label=label, month=month(first, lang), day=day(settled_on(first), lang))


def unreleased_words(label: str, first: date, lang: str) -> str:
    """Return when a table of small counts of a settled month is told that no release holds yet."""
    text = translator(lang)(
        "{label} {month} belum dirilis: sebuah bulan dirilis sehari sesudah pemuatan yang melengkapinya, atau bersama "
        "koreksi data terbukanya."
    )
    return text.format(label=label, month=month(first, lang))


def withheld_words(label: str, first: date, lang: str) -> str:
    """Return why a table of small counts of a settled month is not told, and what helps."""
    text = translator(lang)(
        "{label} {month} tidak dirilis: laporan lama bulan itu memuatnya, tetapi tidak dapat dibuka lagi. Bila "
        "pengelola dasbor memulihkan laporan dan versi datanya dari cadangan, koreksi bulan itu merilisnya."
    )
    return text.format(label=label, month=month(first, lang))


def as_released_words(as_of: date, lang: str) -> str:
    """Return by which data the topics of a settled month are told."""
    text = translator(lang)(
        "Topik panggilan terjawab maupun tidak, menurut data sampai {day}; tetap begitu sampai koreksi bulan itu "
        "terbit."
    )
    return text.format(day=day(as_of, lang))
