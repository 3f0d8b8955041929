"""What every published figure means: the entries of definitions.toml as typed objects, their numbers filled in."""

import tomllib
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field

from core.city import in_words_of_city
from core.method import numbers

DEFINITIONS_FILE = Path(__file__).parent / "definitions.toml"
NonEmpty = Field(min_length=1)


class Wording(BaseModel):
    """One definition in one language, ready to be shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str = NonEmpty
    formula: str = NonEmpty
    brief: str = NonEmpty
    numerator: str
    denominator: str
    unit: str = NonEmpty
    exclusions: str
    source: str = NonEmpty


class Definition(BaseModel):
    """One published figure. `brief`: its formula in short, where that is long; `fields`: the results of analytics that
    it defines, as function.column.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    label_id: str = NonEmpty
    label_en: str = NonEmpty
    formula_id: str = NonEmpty
    formula_en: str = NonEmpty
    brief_id: str = ""
    brief_en: str = ""
    numerator_id: str = ""
    numerator_en: str = ""
    denominator_id: str = ""
    denominator_en: str = ""
    unit_id: str = NonEmpty
    unit_en: str = NonEmpty
    exclusions_id: str = ""
    exclusions_en: str = ""
    source: str = NonEmpty
    source_en: str = ""
    fields: tuple[str, ...] = Field(min_length=1)

    def words(self, lang: str) -> Wording:
        """Return the definition in `lang` (id or en), its numbers filled in; '' where the figure has no such part."""
        texts = {name: getattr(self, f"{name}_{lang}") for name in Wording.model_fields if name != "source"}
        texts["brief"] = texts["brief"] or texts["formula"]
        texts["source"] = (self.source_en if lang == "en" else "") or self.source
        return Wording(**{name: in_words_of_city(text).format_map(numbers(lang)) for name, text in texts.items()})


@lru_cache
def definitions(path: Path = DEFINITIONS_FILE) -> MappingProxyType[str, Definition]:
    """Return the definitions by key, in the order of the file. Raises ValidationError on a faulty entry."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return MappingProxyType({key: Definition(key=key, **entry) for key, entry in entries.items()})
