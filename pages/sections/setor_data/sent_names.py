"""Sent files as their senders know them: by the names under which they came, not those that the server gave them."""

from collections import Counter

from akses import Reach, Reader, rights_of
from core import formats
from core.texts import Translate
from intake import SentFile, sendings


def sent_words(sent: SentFile, t: Translate, lang: str) -> str:
    """Return a sent file as its sender knows it: its own name, and when it was sent."""
    text = t("{name} (disetor {day} pukul {time})")
    return text.format(name=sent.original_name, day=formats.short_day(sent.at.date(), lang), time=f"{sent.at:%H.%M}")


def names_as_sent(reader: Reader, t: Translate, lang: str) -> dict[str, str]:
    """Return how the files that a reader may know were called when they were sent, by source/path below the raw folder.

    Who sends for the city knows all, an office its own, others none. Files of one name differ by when they came.
    """
    reach = rights_of(reader.role).sends
    if reach is Reach.NOTHING:
        return {}
    found = [each.sent for each in sendings(None if reach is Reach.CITY else reader)]
    often = Counter(sent.original_name for sent in found)
    return {
        sent.file: sent.original_name if often[sent.original_name] == 1 else sent_words(sent, t, lang) for sent in found
    }
