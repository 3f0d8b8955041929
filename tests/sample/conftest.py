"""One written sample for all tests of this folder: seven months, so that one of them is JSON."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.city import reference_dir
from sample.world.draw import Draw, draw
from sample.write import write_sample

UNTIL = date(2024, 3, 31)


@pytest.fixture(scope="session")
def sample_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("sample") / "contoh"
    write_sample(directory, until=UNTIL)
    return directory


@pytest.fixture(scope="session")
def known(sample_dir: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((sample_dir / "truth.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="session")
def full() -> Draw:
    return draw()


@pytest.fixture(scope="session")
def pilots(full: Draw) -> set[str]:
    """The offices that the shipped roster calls live."""
    roster = full.tables.rollout
    return set(roster.loc[roster["status"] == "aktif", "unit_code"])


@pytest.fixture(scope="session")
def unit_of_name() -> dict[str, str]:
    """Plain names and aliases to codes, read here once more and not through the generator."""
    units = pd.read_csv(reference_dir() / "units.csv", dtype=str)
    aliases = pd.read_csv(reference_dir() / "unit_aliases.csv", dtype=str)
    villages = units[units["kind"] == "kelurahan"]
    names = {name.casefold(): code for name, code in zip(villages["name"], villages["unit_code"], strict=True)}
    names |= {alias.casefold(): code for alias, code in zip(aliases["alias"], aliases["unit_code"], strict=True)}
    offices = units[units["kind"] == "kecamatan"]
    pairs = list(zip(offices["name"].str.casefold(), offices["unit_code"], strict=True))
    titles = ("kantor kecamatan", "kecamatan", "kec.")
    names |= {f"{title} {name}": code for title in titles for name, code in pairs}
    prefixed = {f"{title} {name}": code for title in ("kelurahan", "kel.") for name, code in names.items()}
    return names | prefixed
