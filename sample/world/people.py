"""Invented persons. No NIK begins with 99 (no such province); the names are made of invented parts."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sample.world.parameters import Ints

FIRST = (
    "Awin",
    "Belara",
    "Cendana",
    "Daruna",
    "Elsandi",
    "Farima",
    "Gantari",
    "Haluan",
    "Intana",
    "Jelira",
    "Kamandi",
    "Lintari",
    "Mahandra",
    "Nayuna",
    "Oktari",
    "Pandira",
    "Qamari",
    "Rimbani",
    "Selanda",
    "Tirani",
    "Untari",
    "Veranda",
    "Wulandi",
    "Yudanta",
    "Zamruda",
    "Arunika",
    "Bayanta",
    "Citrani",
)
LAST = (
    "Adikala",
    "Bentara",
    "Cakrani",
    "Dermaga",
    "Ekalaya",
    "Gelombang",
    "Hujanri",
    "Jembatani",
    "Kelanari",
    "Lembayan",
    "Muarani",
    "Nusalaya",
    "Ombaknya",
    "Pesisiri",
    "Rantauwi",
    "Samudrani",
    "Tepiani",
    "Ulinwati",
    "Wanarimba",
    "Zaitunan",
    "Sungkaya",
    "Pelangiwa",
    "Rembulani",
    "Tanjungsa",
)
APPLICANT_PHONES = "08990000"
OTHER_PHONES = "08990001"
TextArray = NDArray[np.object_]


def nik_number(person: Ints) -> Ints:
    """Return a 16-digit NIK a person: 99, a made-up place, an invented birthday, a serial number."""
    day, month, year = person * 7 % 28 + 1, person * 5 % 12 + 1, person * 11 % 40 + 60
    place, serial = person // 9999 + 1000, person % 9999 + 1
    return (99 * 10**4 + place) * 10**10 + (day * 10**4 + month * 10**2 + year) * 10**4 + serial


def nik(person: Ints) -> TextArray:
    """Return the NIK of each person as text."""
    return np.array(nik_number(person).astype(str), object)


def name(person: Ints) -> TextArray:
    """Return a name a person; some are written in capitals."""
    both = np.array(FIRST, object)[person % len(FIRST)] + " " + np.array(LAST, object)[person * 13 % len(LAST)]
    return np.where(person % 4 == 0, pd.Series(both).str.upper(), both)


def phone(person: Ints, prefix: str = APPLICANT_PHONES) -> TextArray:
    """Return a number that no other of the first 100,000 persons has: the prefix and five digits."""
    number: TextArray = prefix + padded(person % 100_000, 5)
    return number


def padded(number: Ints, digits: int) -> TextArray:
    """Return numbers as text with leading zeros."""
    return pd.Series((number + 10**digits).astype(str)).str[1:].to_numpy(object)


def spelled(phones: TextArray, style: Ints) -> TextArray:
    """Return phones as people write them: 08.., +628.. or 628.. by style 0, 1, 2."""
    bare = pd.Series(phones).str[1:].to_numpy(object)
    return np.select([style == 1, style == 2], ["+62" + bare, "62" + bare], phones)
