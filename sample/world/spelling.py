"""How offices and services are written in exports: many right ways, and some wrong ones."""

import numpy as np

from sample.world.people import TextArray
from sample.world.reference import CityTables

AMBIGUOUS = ("Sempaja", "Sungai Pinang")
UNKNOWN_UNITS = ("Sidodadai", "Loa Bakong", "Kelurahan Tepian Raya", "Sengkotak", "Pelabuan")
WRITTEN = 8
"""Ways of writing kept for each office and each service."""


def unit_spellings(tables: CityTables) -> TextArray:
    """Return offices x WRITTEN right ways to write them. A bare name only where it can mean one office."""
    kecamatan = set(tables.units.loc[tables.units["kind"] == "kecamatan", "name"])
    aliases = tables.unit_aliases.groupby("unit_code")["alias"].agg(list).to_dict()
    table = []
    for unit in tables.units.itertuples():
        name, extra = str(unit.name), aliases.get(unit.unit_code, [])
        if unit.kind == "kecamatan":
            long = f"Kantor Kecamatan {name}"
            ways = [long, f"Kec. {name}", long.upper(), f"Kecamatan {name} "]
        else:
            bare = [] if name in kecamatan else [name, f"{name} ", name.upper(), *extra[:2]]
            ways = [f"Kelurahan {name}", f"KEL. {name.upper()}", f"Kel. {name}", *bare]
        table.append([ways[position % len(ways)] for position in range(WRITTEN)])
    return np.array(table, object)


def service_spellings(tables: CityTables) -> TextArray:
    """Return services x WRITTEN right ways to write them: the label twice, then its aliases."""
    aliases = tables.service_aliases.groupby("service")["alias"].agg(list).to_dict()
    table = []
    for service in tables.services.itertuples():
        label = str(service.label_id)
        ways = [label, label, label.upper(), *aliases.get(service.service, [])]
        table.append([ways[position % len(ways)] for position in range(WRITTEN)])
    return np.array(table, object)
