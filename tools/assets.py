"""Put what the browser fetches beside the pages into static/: Leaflet, the map's fonts, the app's icon.

`python -m tools.assets` is part of every start; static/ is served to everybody and not in git. Leaflet and the typeface
lie in third_party/, whose origin.toml says where they come from, so the map needs no internet.
"""

from pathlib import Path

from core.settings import ROOT, THIRD_PARTY_DIR
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


def main(static: Path = STATIC_DIR) -> None:
    """Bring static/ up to date: leaflet/, fonts/ and icon.svg."""
    for name in LEAFLET_FILES:
        place((THIRD_PARTY_DIR / "leaflet" / name).read_bytes(), static / "leaflet" / name)
    for name in FONT_FILES:
        place((THIRD_PARTY_DIR / "source-sans-pro" / name).read_bytes(), static / "fonts" / name)
    place(ICON.encode(), static / "icon.svg")


if __name__ == "__main__":
    main()
