"""The shipped reference tables, as the generator needs them. Files of the user play no part."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import pandas as pd

from core.city import reference_dir

UNMAPPED = "belum_dipetakan"


@dataclass(frozen=True)
class CityTables:
    """Tables of data/reference, all columns as text but population, in the order of the files."""

    units: pd.DataFrame
    unit_aliases: pd.DataFrame
    services: pd.DataFrame
    service_aliases: pd.DataFrame
    digital_days: pd.DataFrame
    calendar: pd.DataFrame
    rollout: pd.DataFrame
    _names: dict[int, pd.DataFrame] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def codes(self) -> list[str]:
        """Codes of all offices."""
        return self.units["unit_code"].tolist()

    def names_by_day(self, days: int) -> pd.DataFrame:
        """Return unit_code, name, kind, kecamatan_code, kecamatan of every office, each for so many days on end."""
        if days not in self._names:
            named = self.units[["unit_code", "name", "kind", "kecamatan_code", "kecamatan"]]
            self._names[days] = named.loc[named.index.repeat(days)].reset_index(drop=True)
        return self._names[days]


def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(reference_dir() / f"{name}.csv", dtype=str, keep_default_na=False)


@lru_cache(maxsize=1)
def reference() -> CityTables:
    """Return the shipped tables; callers do not change them."""
    units = _table("units")
    units["population"] = units["population"].astype(int)
    services = _table("services")
    # What nobody has mapped is no service that anybody asks for.
    services = services[services["service"] != UNMAPPED]
    names = ("unit_aliases", "service_aliases", "digital_days", "calendar", "rollout")
    return CityTables(units=units, services=services, **{name: _table(name) for name in names})
