"""Offices whose figures are to be asked about, beside the headline."""

from analytics.suspicion import Suspicion
from core.formats import number, percent
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
    without = _("Tanpa kantor itu porsi digital {share}.").format(share=percent(found.share["share"], 1, lang))
    return [f"{sentence} {without}"]
