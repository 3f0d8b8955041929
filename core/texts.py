"""Words for users: the Indonesian sentence is the key, one catalogue gives the English."""

import gettext
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parent / "locale" / "en.po"
Translate = Callable[[str], str]


@lru_cache
def translator(lang: str) -> Translate:
    """Return the function that turns an Indonesian sentence into `lang` (id or en)."""
    if lang == "id":
        return gettext.NullTranslations().gettext
    compiled = BytesIO()
    with CATALOGUE.open("rb") as source:
        write_mo(compiled, read_po(source, locale=lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled).gettext
