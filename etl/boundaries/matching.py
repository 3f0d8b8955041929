"""Which shape is which kelurahan: by a column of codes or, without one, of names. Nothing is guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from core.city import city
from etl.boundaries.reading import DEGREES, Polygons
from etl.errors import RefusedError
from etl.sources.places import Gazetteer
from etl.sources.reference_columns import Reference, ReferenceRow

CODE_DIGITS = 10
FAR_METRES = 10_000
"""Beyond this, a shape of the right name is another place of the same name."""


@dataclass(frozen=True)
class Matched:
    """Shapes by unit_code (city().metres), and by which column they were known.

    Kelurahan that are missing, mended, and there in the same shape twice; rows left over.
    """

    shapes: gpd.GeoSeries
    column: str
    by: str
    """`kode` or `nama`."""
    missing: list[str]
    mended: list[str]
    twice: list[str]
    extra: list[str]


@dataclass(frozen=True)
class Key:
    """One way to read one column: the unit_code of each row, None where it says none."""

    column: str
    by: str
    codes: pd.Series

    @property
    def found(self) -> int:
        """How many kelurahan it names."""
        return int(self.codes.nunique())


def matched(polygons: Polygons, reference: Reference) -> Matched:
    """Return the shapes of the kelurahan; parts of one are joined.

    Raises RefusedError when no column names any, and when a row's code and name are of two kelurahan.
    """
    frame = polygons.frame
    units = {row["unit_code"]: row for row in reference["units"] if row["kind"] == "kelurahan"}
    texts = {str(name): frame[name].map(_text) for name in frame.columns if name != frame.geometry.name}
    by_code = [Key(name, "kode", column.map(read)) for name, column in texts.items() for read in _codings(units)]
    by_name = _names(texts, reference)
    key = max([*by_code, *by_name], key=lambda one: (one.found, one.by == "kode"), default=None)
    if key is None or not key.found:
        what = f"Tidak ada kolom yang berisi kode atau nama kelurahan {city().name}{_other_city(texts)}"
        raise RefusedError(f"{what}. Tidak ada yang diubah.")
    codes = key.codes.where(_is_close(frame, key.codes, units)) if key.by == "nama" else key.codes
    rows = frame.assign(unit_code=codes)
    shapes = rows.dropna(subset="unit_code").dissolve("unit_code", method="unary").geometry
    if shapes.empty:
        raise RefusedError(
            f"Tidak satu kelurahan pun dikenali: yang bernama sama di kolom '{key.column}' terletak lebih dari "
            f"{FAR_METRES // 1000} km dari tempatnya{_other_city(texts) or '; rupanya berkas kota lain'}. "
            "Tidak ada yang diubah."
        )
    label = max(by_name, key=lambda one: one.found, default=None)
    if key.by == "kode" and label is not None:
        _refuse_contradicted(rows["unit_code"], label, units)
    return Matched(
        shapes,
        key.column,
        key.by,
        [_label(units[code]) for code in units if code not in shapes.index],
        sorted({_label(units[code]) for code in rows["unit_code"].reindex(polygons.mended).dropna()}),
        _twice(rows, units),
        [_said(texts, place) for place in rows.index[rows["unit_code"].isna()]],
    )


def _text(value: Any) -> str:
    """A cell as text; a code that became a number keeps no decimals."""
    if value is None or pd.isna(value):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _codings(units: dict[str, ReferenceRow]) -> list[Callable[[str], str | None]]:
    """Codes of the interior ministry and of the statistics agency, with or without their dots."""
    ministry = {_digits(code): code for code in units}
    agency = {_digits(row["bps_code"]): code for code, row in units.items()}
    return [lambda text: ministry.get(_digits(text)), lambda text: agency.get(_digits(text))]


def _digits(text: str) -> str:
    return re.sub(r"[.\s-]", "", text)


def _other_city(texts: dict[str, pd.Series]) -> str:
    """What a column of codes of one city says, where that is another one; '' where no column does."""
    for column in texts.values():
        codes = [digits for text in column if (digits := _digits(text)).isdigit() and len(digits) == CODE_DIGITS]
        cities = {code[:4] for code in codes}
        if len(cities) == 1 and 2 * len(codes) > len(column):
            (city,) = cities
            return f"; kodenya berawal {city[:2]}.{city[2:]}: rupanya berkas kota lain"
    return ""


def _names(texts: dict[str, pd.Series], reference: Reference) -> list[Key]:
    """The columns read as names; a column of kecamatan, where there is one, has to agree."""
    gazetteer = Gazetteer.from_reference(reference)
    kecamatan = max(texts.values(), key=lambda column: _kecamatan_named(column, gazetteer), default=None)
    if kecamatan is None or not _kecamatan_named(kecamatan, gazetteer):
        kecamatan = pd.Series("", index=next(iter(texts.values())).index) if texts else pd.Series(dtype=str)
    keys = []
    for name, column in texts.items():
        codes = [
            gazetteer.resolve(text or None, place or None, bare="kelurahan")[0] if text else None
            for text, place in zip(column, kecamatan, strict=True)
        ]
        kelurahan = [code if code and gazetteer.kecamatan_of[code] != code else None for code in codes]
        keys.append(Key(name, "nama", pd.Series(kelurahan, index=column.index, dtype=object)))
    return keys


def _kecamatan_named(column: pd.Series, gazetteer: Gazetteer) -> int:
    """How many kecamatan a column names; one with more names than there are kecamatan is no such column."""
    values = {text for text in column if text}
    named = {gazetteer.resolve(f"Kecamatan {text}", None)[0] for text in values} - {None}
    plain = {gazetteer.resolve(text, None)[0] for text in values} - {None}
    return max(len(named), len(plain & set(gazetteer.offices.values()))) if len(values) < 3 * len(named) + 1 else 0


def _is_close(frame: gpd.GeoDataFrame, codes: pd.Series, units: dict[str, ReferenceRow]) -> pd.Series:
    known = [units.get(code) if isinstance(code, str) else None for code in codes]
    points = gpd.GeoSeries([shapely.Point(row["lon"], row["lat"]) if row else None for row in known], crs=DEGREES)
    points.index = frame.index
    is_close: pd.Series = frame.geometry.distance(points.to_crs(city().metres)) <= FAR_METRES
    return is_close


def _label(unit: ReferenceRow) -> str:
    return f"{unit['unit_code']} {unit['name']}"


def _said(texts: dict[str, pd.Series], place: int) -> str:
    """What a row says of itself, shortly."""
    said = " · ".join(text[:40] for column in texts.values() if (text := str(column[place])))
    return said[:120] or f"baris {place + 1}"


def _twice(rows: gpd.GeoDataFrame, units: dict[str, ReferenceRow]) -> list[str]:
    """Kelurahan of which the same shape comes more than once: parts of one lie beside each other, not on each other."""
    known = rows[rows["unit_code"].notna()]
    shapes = pd.DataFrame({"code": known["unit_code"], "shape": known.geometry.normalize().to_wkb()})
    return sorted({_label(units[code]) for code in shapes.loc[shapes.duplicated(), "code"]})


def _refuse_contradicted(codes: pd.Series, label: Key, units: dict[str, ReferenceRow]) -> None:
    """Raise RefusedError, naming the pairs, where a row's code and name are of two kelurahan: one of them is wrong."""
    other = codes.notna() & label.codes.notna() & (codes != label.codes)
    pairs = sorted(set(zip(codes[other], label.codes[other], strict=True)))
    # A column that names few, such as that of the kecamatan, of which some are called like a kelurahan, is no witness.
    if pairs and 2 * label.found > codes.nunique():
        said = "; ".join(f"kode {code} ({units[code]['name']}) bernama {units[name]['name']}" for code, name in pairs)
        raise RefusedError(f"Kode dan nama saling bertentangan: {said}. Perbaiki berkasnya. Tidak ada yang diubah.")
