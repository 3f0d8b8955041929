"""The city that is served: its name, its zone and its words, from `city.toml` beside its reference tables."""

import csv
import re
import tomllib
from datetime import timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.settings import SetupError, settings

HOURS_AHEAD: Final = {"WIB": 7, "WITA": 8, "WIT": 9}
"""Of UTC, all year."""
ZONE_NAMES: Final = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
LEVELS: Final = ("kelurahan", "kecamatan", "lurah", "camat")
"""What its two levels of offices and their heads are called."""
_LEVEL = re.compile(rf"(?<!\{{)\b(?:{'|'.join(LEVELS)})\b(?!\}})", re.IGNORECASE)
"""Not where it is the name of a placeholder."""
NonEmpty = Field(min_length=1)


class ServedCity(BaseModel):
    """One city. `tails`: what people write behind a place's name; `short_parts`: see `core.texts.apart_name`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = NonEmpty
    full_name: str = NonEmpty
    full_name_en: str = NonEmpty
    tails: tuple[str, ...]
    zone: Literal["WIB", "WITA", "WIT"]
    kelurahan: str = NonEmpty
    kecamatan: str = NonEmpty
    kecamatan_short: str = NonEmpty
    lurah: str = NonEmpty
    camat: str = NonEmpty
    first_kelurahan: int = Field(ge=1)
    first_kecamatan: int = Field(ge=1)
    """How many offices began: the start of the roll-out, not a wave of it."""
    short_parts: dict[str, str] = {}
    domain: str = NonEmpty
    metres: str = Field(pattern=r"EPSG:\d+")
    """The coordinate system in which its lengths and areas are true to a thousandth."""

    def first(self, kind: str) -> int:
        """Return how many offices of a kind began."""
        return self.first_kelurahan if kind == "kelurahan" else self.first_kecamatan

    @property
    def slug(self) -> str:
        """Its name as a file's name has it."""
        return self.name.lower().replace(" ", "-")

    @property
    def ahead(self) -> timedelta:
        """By how much its clock is ahead of UTC."""
        return timedelta(hours=HOURS_AHEAD[self.zone])

    @property
    def clock(self) -> timezone:
        """Its zone, for moments."""
        return timezone(self.ahead, self.zone)

    @property
    def zone_name(self) -> str:
        """Its zone as DuckDB knows it."""
        return ZONE_NAMES[self.zone]


def city() -> ServedCity:
    """Return the city of this installation. Raises SetupError with file and key for a wrong `city.toml`."""
    return _read(reference_dir() / "city.toml")


def reference_dir() -> Path:
    """Return the folder of the city's reference tables."""
    return settings().kota_dir / "reference"


def cartogram_file() -> Path:
    """Return the file of the city's cartogram."""
    return settings().kota_dir / "boundaries" / "kartogram.geojson"


def city_words(city_dir: Path, lang: str) -> dict[str, str]:
    """Return what texts name of a city, by its placeholder: its names, its zone, how many offices it has."""
    own = _read(city_dir / "reference" / "city.toml")
    kinds = _kinds(city_dir / "reference" / "units.csv")
    return {
        "city": own.name,
        "full_city": own.full_name_en if lang == "en" else own.full_name,
        "zone": own.zone,
        "kecamatan_short": own.kecamatan_short,
        "first_kelurahan": str(own.first_kelurahan),
        "all_kelurahan": str(kinds.count("kelurahan")),
        "all_kecamatan": str(kinds.count("kecamatan")),
    }


def _kinds(units: Path) -> list[str]:
    """The kind of each office. Raises SetupError for a table that cannot be read."""
    try:
        with units.open(encoding="utf-8", newline="") as file:
            return [row["kind"] for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, KeyError) as error:
        raise SetupError(f"{units} tidak dapat dibaca: {error}. Periksa ADOPSI_KOTA_DIR.") from error


def in_words_of_city(text: str) -> str:
    """Return a text with what the city calls its offices and their heads in place of the usual words."""
    if _has_usual_words(settings().kota_dir):
        return text
    own = city()
    return _LEVEL.sub(lambda found: _cased(getattr(own, found[0].lower()), found[0]), text)


@lru_cache
def _has_usual_words(city_dir: Path) -> bool:
    """Asked of every text that a page shows, so it is known after the first."""
    own = _read(city_dir / "reference" / "city.toml")
    return all(getattr(own, level) == level for level in LEVELS)


def _cased(word: str, like: str) -> str:
    return word.upper() if like.isupper() else word.capitalize() if like[0].isupper() else word


@lru_cache
def _read(file: Path) -> ServedCity:
    try:
        return ServedCity.model_validate(tomllib.loads(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SetupError(f"{file} tidak dapat dibaca: {error}. Periksa ADOPSI_KOTA_DIR.") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise SetupError(f"{file}: '{key}' belum benar ({first['msg']}). Lihat data/reference/city.toml.") from error
