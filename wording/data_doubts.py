"""What of the data is in doubt, in sentences that pages and reports share: unmapped requests, offices to be asked."""

from datetime import date

from analytics.services import Unmapped
from analytics.suspicion import Suspicion
from core.formats import month, number, percent
from core.texts import short_name, translator

NAMED = 4
"""The others are in the list of findings."""


def suspicion_words(found: Suspicion | None, lang: str) -> list[str]:
    """Return the one sentence that names the offices and the share without them; none where there are none."""
    if found is None:
        return []
    _ = translator(lang)
    rows = found.offices.to_dict("records")
    names = ", ".join(short_name(row["kind"], row["name"], lang) for row in rows[:NAMED])
    if len(rows) > NAMED:
        names += " " + _("dan {n} lainnya").format(n=number(len(rows) - NAMED, 0, lang))
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
