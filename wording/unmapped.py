"""How many requests nobody has mapped yet, in the sentences that pages and reports share."""

from analytics.services import Unmapped
from core.formats import percent
from core.texts import translator


def unmapped_words(found: Unmapped, lang: str) -> list[str]:
    """Return a sentence for each part that is more than a few, with what to do."""
    _ = translator(lang)
    sentences = []
    if found.service is not None:
        text = _(
            "{share} permohonan bulan ini belum dipetakan ke jenis layanan; petakan namanya di service_aliases.csv."
        )
        sentences.append(text.format(share=percent(found.service, 0, lang)))
    if found.origin is not None:
        text = _(
            "{share} permohonan bulan ini tanpa asal yang dikenal; porsi digital hanya dapat disebut sebagai rentang."
        )
        sentences.append(text.format(share=percent(found.origin, 0, lang)))
    return sentences
