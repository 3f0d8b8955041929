"""Tables with small counts, and what was published of them."""

import numpy as np
import pandas as pd

from analytics.services import service_cells
from analytics.services.groups import SERVICE_GROUPS

MONTH = pd.Timestamp("2024-10-01")


SERVICES = dict(zip(SERVICE_GROUPS, ("pengantar_nikah", "domisili", "sktm", "lainnya"), strict=True))


AREAS = {"K1": 4, "K2": 3, "K3": 2}


GROUPS = [*SERVICE_GROUPS, "semua"]


def units() -> pd.DataFrame:
    rows = [(area, area, area) for area in AREAS]
    rows += [(f"{area}.{n}", area, f"{area} {n}") for area, size in AREAS.items() for n in range(size)]
    return pd.DataFrame(rows, columns=["unit_code", "kecamatan_code", "name"])


def services(counts: dict[tuple[str, str], int]) -> pd.DataFrame:
    rows = [(code, MONTH, SERVICES[group], count) for (code, group), count in counts.items() if count]
    return pd.DataFrame(rows, columns=["unit_code", "month", "service", "requests"])


def drawn(seed: int) -> dict[tuple[str, str], int]:
    """Offices from silent to busy, groups from common to rare."""
    rng = np.random.default_rng(seed)
    levels = rng.choice([0, 0.3, 2, 8, 40], size=len(units()))
    parts = rng.dirichlet([2, 2, 1, 0.3])
    return {
        (code, group): int(rng.poisson(level * part))
        for code, level in zip(units()["unit_code"], levels, strict=True)
        for group, part in zip(SERVICE_GROUPS, parts, strict=True)
    }


def published(counts: dict[tuple[str, str], int]) -> tuple[pd.DataFrame, list[tuple[list[object], object]]]:
    """The table as anyone may read it, and every sum that its labels promise."""
    table = service_cells(services(counts), units(), [MONTH]).set_index(["level", "unit_code", "service_group"])
    codes, areas = list(units()["unit_code"]), list(AREAS)
    places = [*(("kantor", code) for code in codes), *(("wilayah", area) for area in areas), ("kota", "")]
    sums: list[tuple[list[object], object]] = [
        ([(*place, group) for group in SERVICE_GROUPS], (*place, "semua")) for place in places
    ]
    for group in GROUPS:
        sums.append(([("wilayah", area, group) for area in areas], ("kota", "", group)))
        for area in areas:
            inside = [("kantor", code, group) for code in codes if code == area or code.startswith(f"{area}.")]
            sums.append((inside, ("wilayah", area, group)))
    number = table["requests"].astype("float64")
    return pd.DataFrame({"number": number, "mark": table["mark"]}), sums
