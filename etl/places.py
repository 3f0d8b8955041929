"""Office names to unit codes: an exact alias or nothing, never a guess."""

import difflib
import re
from dataclasses import dataclass, field

from etl.shapes import Row
from etl.words import fold

_OFFICE = re.compile(r"^(?:kantor )?(?:kecamatan|kec|camat)(?: |$)")
_KELURAHAN = re.compile(r"^(?:kantor )?(?:kelurahan|kel|lurah|desa) ")
CITY = "SEMUA"
_CITY_NAMES = ("semua", "semua kantor", "seluruh kota")


@dataclass
class Gazetteer:
    """Every known spelling of the 59 kelurahan and 10 kecamatan offices."""

    kecamatan_of: dict[str, str] = field(default_factory=dict)
    kelurahan: dict[str, str] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_reference(cls, reference: dict[str, list[Row]]) -> "Gazetteer":
        """Return the gazetteer of the units and their aliases."""
        gazetteer = cls()
        for unit in reference["units"]:
            gazetteer.kecamatan_of[unit["unit_code"]] = unit["kecamatan_code"]
            gazetteer._add(unit["name"], unit["unit_code"])
        for alias in reference["unit_aliases"]:
            gazetteer._add(alias["alias"], alias["unit_code"])
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
            code = self.offices.get(_OFFICE.sub("", fold(kecamatan)))
        faults += self._kecamatan_faults(code, kecamatan)
        return (None if faults else code), " ".join(faults)

    def names(self, text: str) -> bool:
        """Return True when a text is the name of an office, sure or ambiguous."""
        code, faults = self.resolve(text, None)
        return code is not None or "unit_rancu" in faults

    def propose(self, unit: str) -> list[str]:
        """Return up to three known kelurahan that look like this one, to choose from; never used to guess."""
        name = _KELURAHAN.sub("", fold(unit))
        near = [known for known in self.kelurahan if known.startswith(f"{name} ")]
        near += difflib.get_close_matches(name, self.kelurahan, n=3, cutoff=0.6)
        return list(dict.fromkeys(known.title() for known in near))[:4]

    def _unit(self, unit: str, kecamatan: str | None, bare: str) -> tuple[str | None, list[str]]:
        if unit in self.kecamatan_of:
            return unit, []
        name = fold(unit)
        if bare == "office_or_city" and name in _CITY_NAMES:
            return CITY, []
        if office := _OFFICE.match(name):
            own = name[office.end() :] or _OFFICE.sub("", fold(kecamatan or ""))
            return _found(self.offices.get(own))
        if kelurahan := _KELURAHAN.match(name):
            return _found(self.kelurahan.get(name[kelurahan.end() :]))
        if bare != "kelurahan" and name in self.offices:
            return None, ["unit:unit_rancu"]
        if name not in self.kelurahan and any(known.startswith(f"{name} ") for known in self.kelurahan):
            return None, ["unit:unit_rancu"]
        return _found(self.kelurahan.get(name))

    def _kecamatan_faults(self, code: str | None, kecamatan: str | None) -> list[str]:
        if not kecamatan or code == CITY:
            return []
        known = self.offices.get(_OFFICE.sub("", fold(kecamatan)))
        if known is None:
            return ["kecamatan:kecamatan_tak_dikenal"]
        return ["kecamatan:kecamatan_tak_cocok"] if code and self.kecamatan_of[code] != known else []


def _found(code: str | None) -> tuple[str | None, list[str]]:
    return code, ([] if code else ["unit:unit_tak_dikenal"])
