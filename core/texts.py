"""Words for users: the Indonesian sentence is the key, one catalogue gives the English; names of offices.

Numbers of the method stand in a text as placeholders (`{min_completeness}`, core.method): the translator fills them in.
"""

import gettext
import re
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from core.city import city, in_words_of_city
from core.method import numbers

CATALOGUE = Path(__file__).parent / "locale" / "en.po"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
Translate = Callable[[str], str]
COUNTED = (
    "answers|calls|citizens|counts|days|duplicates|files|hours|kelurahan|minutes|months|numbers|offices|others|plans|reports|"
    "requests|rows|services|times|transactions|trips|visits|waves|weeks"
)
BESIDE = "complete|daily|different|digital|due|help|kecamatan|live|more|fewer|other|reference|reported|visit|working"
VERBS = {"are": "is", "do": "does", "have": "has", "need": "needs", "were": "was"}
ONE = re.compile(rf"(?<![\d.,–-])(?P<one>1 (?:(?:{BESIDE}) )*)(?P<noun>{COUNTED})\b(?: (?P<verb>{'|'.join(VERBS)})\b)?")


class English(str):
    """An English pattern: what is counted as one stands in the singular, which Indonesian does not have."""

    __slots__ = ()

    def format(self, *args: object, **kwargs: object) -> str:
        """Return the pattern filled in."""
        return ONE.sub(_singular, super().format(*args, **kwargs))


def _singular(found: re.Match[str]) -> str:
    verb = f" {VERBS[found['verb']]}" if found["verb"] else ""
    return f"{found['one']}{found['noun'].removesuffix('s')}{verb}"


def N_(text: str) -> str:  # noqa: N802
    """Mark a text that stands apart from the call which translates it, so that it is found for the catalogue."""
    return text


@lru_cache
def translator(lang: str) -> Translate:
    """Return the function that turns an Indonesian sentence into `lang` (id or en), its method numbers filled in.

    Other placeholders stay for the caller.
    """
    translate = _catalogue(lang).gettext

    def translated(text: str) -> str:
        words = in_words_of_city(translate(text))
        if "{" not in words:
            return words
        known = numbers(lang)
        told = PLACEHOLDER.sub(lambda found: known.get(found[1], found[0]), words)
        return English(told) if lang == "en" else told

    return translated


def _catalogue(lang: str) -> gettext.NullTranslations:
    if lang == "id":
        return gettext.NullTranslations()
    compiled = BytesIO()
    with CATALOGUE.open("rb") as source:
        write_mo(compiled, read_po(source, locale=lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def apart_name(kecamatan: str) -> str:
    """Return the name of a kecamatan by the part that tells it apart, for little room: `Samarinda Utara` is `Utara`."""
    parts = city().short_parts
    part = next((part for part in parts if kecamatan.startswith(part)), "")
    return parts.get(part, "") + kecamatan.removeprefix(part)


def full_name(kind: str, name: str, lang: str = "id") -> str:
    """Return an office as `Kelurahan X` or `Kantor Kecamatan X`."""
    _ = translator(lang)
    pattern = _("Kantor Kecamatan {name}") if kind == "kecamatan" else _("Kelurahan {name}")
    return pattern.format(name=name)


def short_name(kind: str, name: str) -> str:
    """Return an office for a table: a kecamatan office as `Kec. X`, told apart from the kelurahan of the same name."""
    return f"{city().kecamatan_short} {name}" if kind == "kecamatan" else name
