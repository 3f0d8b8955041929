"""Put what the browser fetches beside the pages into static/: Leaflet, the map's fonts, the app's icon.

`python -m etl.assets` is part of every start; static/ is served to everybody and not in git. Leaflet
(BSD-2-Clause) comes from the installed package js_lib_leaflet and Source Sans Pro (OFL 1.1) from
font_source_sans_pro, so the map needs no internet.
"""

from importlib.resources import as_file, files
from pathlib import Path

from core.settings import ROOT
from core.theme import PAPER, PRIMARY

STATIC_DIR = ROOT / "static"
LEAFLET_FILES = (
    "leaflet.js",
    "leaflet.css",
    "images/layers.png",
    "images/layers-2x.png",
    "images/marker-icon.png",
    "images/marker-icon-2x.png",
    "images/marker-shadow.png",
)
FONT_FILES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")
# A hexagon as on the cartogram, with the mark of a live office.
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    f'<path fill="{PRIMARY}" d="M16 1 29 8.5v15L16 31 3 23.5v-15z"/>'
    f'<circle cx="16" cy="16" r="6" fill="{PAPER}"/></svg>\n'
)


def place(content: bytes, target: Path) -> None:
    """Write a file unless it already holds exactly this content."""
    if target.exists() and target.read_bytes() == content:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def copy(package: str, folder: str, names: tuple[str, ...], target: Path) -> None:
    """Copy files of an installed package into a folder of their own."""
    with as_file(files(package) / folder) as source:
        for name in names:
            place((source / name).read_bytes(), target / name)


def main(static: Path = STATIC_DIR) -> None:
    """Bring static/ up to date: leaflet/, fonts/ and icon.svg."""
    copy("js_lib_leaflet", "static/js_lib_leaflet", LEAFLET_FILES, static / "leaflet")
    copy("font_source_sans_pro", "files", FONT_FILES, static / "fonts")
    place(ICON.encode(), static / "icon.svg")


if __name__ == "__main__":
    main()
