"""Office names to unit codes: an exact alias or nothing, never a guess."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from core.city import city
from etl.sources.reference_columns import Reference
from etl.spelling import fold

_CODE = re.compile(r"[\[(]?(\d{2}(?:[. ]?\d){4,8})[\])]?(?:[ :/-]+(\D.*))?")
"""A code with or without dots, alone or before the name."""
_KECAMATAN_WORDS = ("kecamatan", "kec", "camat")
_KELURAHAN_WORDS = ("kelurahan", "kel", "lurah", "desa")
EVERY_PLACE = "SEMUA"
UNKNOWN = "unit:unit_tak_dikenal"
_BEFORE_CITY = r"(?:(?:pemerintah|pemkot|pemda|wilayah|seluruh|semua|total|jumlah|se|sekota) )*"
PlaceFound = tuple[str | None, list[str]]


@dataclass
class Gazetteer:
    """Every known spelling of the kelurahan and the kecamatan offices."""

    kecamatan_of: dict[str, str] = field(default_factory=dict)
    kelurahan: dict[str, str] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    """What the tables say in so many words: it stands even where the bare name would be ambiguous."""
    codes: dict[str, set[str]] = field(default_factory=dict)
    """Digits of a code of Kemendagri or BPS: one of the one is now and then another office's of the other."""

    @classmethod
    def from_reference(cls, reference: Reference) -> "Gazetteer":
        """Return the gazetteer of the units and their aliases."""
        gazetteer = cls()
        for unit in reference["units"]:
            code = unit["unit_code"]
            gazetteer.kecamatan_of[code] = unit["kecamatan_code"]
            gazetteer._add(unit["name"], code)
            for digits in (code.replace(".", ""), unit["bps_code"]):
                gazetteer.codes.setdefault(digits, set()).add(code)
        for alias in reference["unit_aliases"]:
            gazetteer._add(alias["alias"], alias["unit_code"])
            gazetteer.aliases[fold(alias["alias"])] = alias["unit_code"]
        return gazetteer

    def _add(self, name: str, code: str) -> None:
        is_office = self.kecamatan_of[code] == code
        (self.offices if is_office else self.kelurahan)[fold(name)] = code

    def resolve(self, unit: str | None, kecamatan: str | None, bare: str = "office") -> tuple[str | None, str]:
        """Return the unit code (None: none given or none sure) and the faults, space-separated.

        `bare` says what a name without 'Kelurahan' or 'Kecamatan' before it means: with "office" a name
        that is also a kecamatan's is ambiguous, with "kelurahan" the column holds kelurahan only, with
        "office_or_city" it may also be the whole city. In a kelurahan column left empty, the kecamatan is the place.
        """
        code, faults = self._unit(unit, kecamatan, bare) if unit else (None, [])
        if not unit and kecamatan and bare == "kelurahan":
            code = self._kecamatan(kecamatan)
        faults += self._kecamatan_faults(code, kecamatan)
        return (None if faults else code), " ".join(faults)

    def names(self, text: str) -> bool:
        """Return True when a text is the name of an office, sure or ambiguous."""
        code, faults = self.resolve(text, None)
        return code is not None or "unit_rancu" in faults

    def knows_kecamatan(self, text: str) -> bool:
        """Return True for the name or the code of a kecamatan."""
        return self._kecamatan(text) is not None

    def area_named(self, text: str) -> str | None:
        """Return the kecamatan whose name a text is, but for one that is a kelurahan's, too; None for any other."""
        return None if fold(text) in self.kelurahan else self._kecamatan(text)

    def area_of(self, text: str) -> str | None:
        """Return the kecamatan that a text in a column of kecamatan names; None where it names none."""
        return self._kecamatan(text)

    def says_kelurahan(self, titles: Iterable[str], units: Iterable[str | None]) -> bool:
        """Return True where the titles of a column say that it holds kelurahan, and its values do not say otherwise."""
        is_said = [bool(_title_of_kelurahan().search(fold(title))) for title in titles]
        return bool(is_said) and all(is_said) and not any(self._is_bare_office(unit) for unit in units if unit)

    def _is_bare_office(self, text: str) -> bool:
        """A kecamatan's name without 'Kecamatan' that is no kelurahan's."""
        return fold(text) in self.offices.keys() - self.kelurahan.keys()

    def propose(self, unit: str) -> list[str]:
        """Return up to three known kelurahan that look like this one, to choose from; never used to guess."""
        name = _before_kelurahan().sub("", fold(unit))
        near = [known for known in self.kelurahan if known.startswith(f"{name} ")]
        near += difflib.get_close_matches(name, self.kelurahan, n=3, cutoff=0.6)
        return list(dict.fromkeys(known.title() for known in near))[:4]

    def _unit(self, unit: str, kecamatan: str | None, bare: str) -> PlaceFound:
        name = fold(unit)
        if name in self.aliases:
            return self.aliases[name], []
        if code := _CODE.fullmatch(unit.strip()):
            return self._coded(code[1], code[2], kecamatan)
        for spelling in _without_city(name):
            found = self._named(spelling, kecamatan, bare)
            if found[0] or found[1] != [UNKNOWN]:
                return found
        if is_whole_city(unit):
            return (EVERY_PLACE, []) if bare == "office_or_city" else (None, ["unit:seluruh_kota"])
        return None, [UNKNOWN]

    def _named(self, name: str, kecamatan: str | None, bare: str) -> PlaceFound:
        if both := self._within(name):
            return both
        if office := _before_kecamatan().match(name):
            own = name[office.end() :]
            return _found(self.offices.get(own) if own else self._kecamatan(kecamatan or ""))
        if kelurahan := _before_kelurahan().match(name):
            return _found(self.kelurahan.get(name[kelurahan.end() :]))
        if name in self.offices and not (bare == "kelurahan" and name in self.kelurahan):
            return None, ["unit:unit_rancu"]
        if name not in self.kelurahan and any(known.startswith(f"{name} ") for known in self.kelurahan):
            return None, ["unit:unit_rancu"]
        return _found(self.kelurahan.get(name))

    def _within(self, name: str) -> PlaceFound | None:
        """A kelurahan with its kecamatan behind it, or before it: 'Kel. Sidodadi Kec. Samarinda Ulu'."""
        words = name.split()
        for cut in range(1, len(words)):
            halves = " ".join(words[:cut]), " ".join(words[cut:])
            for kelurahan, kecamatan in (halves, halves[::-1]):
                code = self.kelurahan.get(_before_kelurahan().sub("", kelurahan))
                area = self.offices.get(_before_kecamatan().sub("", kecamatan))
                if code and area and not _before_kecamatan().match(kelurahan):
                    agrees = self.kecamatan_of[code] == area
                    return (code, []) if agrees else (None, ["unit:kecamatan_tak_cocok"])
        return None

    def _coded(self, written: str, name: str | None, kecamatan: str | None) -> PlaceFound:
        """The office of a code; without dots it may be of either kind, and the kecamatan or the name decides."""
        known = {written} if written in self.kecamatan_of else self.codes.get(re.sub(r"\D", "", written), set())
        if kecamatan and (area := self._kecamatan(kecamatan)) and len(known) > 1:
            known = {code for code in known if self.kecamatan_of[code] == area}
        if name:
            own = _before_kelurahan().sub("", _before_kecamatan().sub("", fold(name)))
            known = known & {code for names in (self.kelurahan, self.offices) if (code := names.get(own))}
        if len(known) > 1:
            return None, ["unit:unit_rancu"]
        return _found(next(iter(known), None))

    def _kecamatan(self, text: str) -> str | None:
        """The kecamatan of a name or of a code."""
        name = _before_kecamatan().sub("", fold(text))
        for spelling in _without_city(name):
            if spelling in self.offices:
                return self.offices[spelling]
        known = self.codes.get(name.replace(" ", ""), set()) if name[:1].isdigit() else set()
        return next((code for code in known if self.kecamatan_of[code] == code), None)

    def _kecamatan_faults(self, code: str | None, kecamatan: str | None) -> list[str]:
        if not kecamatan or code == EVERY_PLACE:
            return []
        known = self._kecamatan(kecamatan)
        if known is None:
            return ["kecamatan:seluruh_kota" if is_whole_city(kecamatan) else "kecamatan:kecamatan_tak_dikenal"]
        return ["kecamatan:kecamatan_tak_cocok"] if code and self.kecamatan_of[code] != known else []


def is_whole_city(text: str) -> bool:
    """True for the name of the city itself, or a word for all of its offices."""
    return bool(_city_names().fullmatch(fold(text)))


@cache
def _city_names() -> re.Pattern[str]:
    names = _words((city().name, city().full_name), (f"kota {city().name}",), city().tails)
    return re.compile(rf"semua(?: kantor)?|se(?:luruh|mua)? ?kota|{_BEFORE_CITY}(?:{names})")


def _words(*groups: Iterable[str]) -> str:
    """A pattern of words; the city's own stand beside those that everybody writes."""
    return "|".join(dict.fromkeys(re.escape(fold(word)) for group in groups for word in group))


@cache
def _before_kecamatan() -> re.Pattern[str]:
    return re.compile(rf"^(?:kantor )?(?:{_words(_KECAMATAN_WORDS, (city().kecamatan, city().camat))})(?: |$)")


@cache
def _before_kelurahan() -> re.Pattern[str]:
    return re.compile(rf"^(?:kantor )?(?:{_words(_KELURAHAN_WORDS, (city().kelurahan, city().lurah))}) ")


@cache
def _title_of_kelurahan() -> re.Pattern[str]:
    others = _words(("kecamatan", "kec", "kantor", "unit"), (city().kecamatan,))
    return re.compile(rf"^(?!.*\b(?:{others})\b).*\b(?:{_words(('kelurahan', 'kel', 'desa'), (city().kelurahan,))})\b")


def _without_city(name: str) -> list[str]:
    """A folded name as it is, and without the city behind it."""
    return list(dict.fromkeys([name, *(name.removesuffix(f" {tail}") for tail in city().tails)]))


def _found(code: str | None) -> PlaceFound:
    return code, ([] if code else [UNKNOWN])
