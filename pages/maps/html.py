"""The written part of the map: labels, office marks and tooltips as HTML, and their style sheet.

All text from data passes `safe` here, and nothing else on its way to the screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from string import Template
from typing import Any

import pandas as pd

from core.formats import MISSING
from core.texts import apart_name
from core.theme import INK, LINE, MUTED, PAPER, STATUS_MARKS, ink_on

# Seen from the map's own frame (/component/<name>/index.html), so it also holds below a base path.
ASSETS = "../../app/static"
BROAD = 2
"""Lines of a name that fit above its mark at full size."""


@dataclass(frozen=True)
class MapLabels:
    """Words of the map in the reader's language."""

    summary: str
    """What the map shows, for readers who do not see it."""
    office: str
    """Put before the name of a kecamatan office, as in `Kantor Kecamatan Palaran`."""
    kecamatan: str


def safe(text: str) -> str:
    """Return text as HTML without markup, and without the braces that folium would run as a template."""
    return escape(text).replace("{", "&#123;").replace("}", "&#125;")


def place_label(name: str, mark: str, colour: str, room: float, *, is_free: bool = False) -> str:
    """Return a kelurahan's label on a fill: name above mark, sized to a shape `room` degrees wide.

    `is_free`: the shape is as large as it really is, so the label may have to go without its name, or altogether.
    """
    words = name.split()
    kind = f"{' free' if is_free else ''}{' long' if len(words) > BROAD else ''}{_said(mark)}"
    return (
        f'<div class="room place{kind}" style="--room:{room:.5f};color:{ink_on(colour)}">'
        f"<i>{safe(mark)}</i><b>{'<br>'.join(safe(word) for word in words)}</b></div>"
    )


def office_mark(
    name: str, mark: str, colour: str, room: float, *, is_selected: bool = False, has_name: bool = True
) -> str:
    """Return a kecamatan office's ringed label, which names the kecamatan as well, or else its mark alone."""
    chosen = f"{' chosen' if is_selected else ''}{'' if has_name else ' bare'}"
    title = f'<b class="whole">{safe(name)}</b><b class="apart">{safe(apart_name(name))}</b>' if has_name else ""
    return (
        f'<div class="room" style="--room:{room:.5f}">'
        f'<div class="office{chosen}{_said(mark)}" style="background:{colour};color:{ink_on(colour)}">'
        f"<i>{safe(mark)}</i>{title}</div></div>"
    )


def _said(mark: str) -> str:
    """The class of a mark that is written, a number or a dash, and no shape."""
    return "" if mark in STATUS_MARKS.values() else " said"


def tooltip(unit: Mapping[str, Any], labels: MapLabels) -> str:
    """Return the tooltip of one unit (columns of pages.maps.draw.unit_map's frame)."""
    is_office = unit["kind"] == "kecamatan"
    title = f"{labels.office} {unit['name']}" if is_office else str(unit["name"])
    rows = [] if is_office else [(labels.kecamatan, unit["kecamatan"])]
    rows += unit["lines"]
    lines = "".join(f"<dt>{safe(label)}</dt><dd>{_value(value)}</dd>" for label, value in rows)
    return f"<strong>{safe(title)}</strong><dl>{lines}</dl>"


def _value(value: str | float | None) -> str:
    return MISSING if pd.isna(value) else safe(str(value))


# `--degree` is the width of a degree in pixels, kept up to date by the map (pages.maps.draw.Fit);
# a label is as wide as its shape, and what is in it is sized in hundredths of that width (cqw).
# Fonts are seen from the map's own frame, as Leaflet is.
STYLE = Template("""
<style>
@font-face { font-family: "Map Sans"; font-weight: 400;
  src: url("$assets/fonts/SourceSansPro-Regular.ttf"); }
@font-face { font-family: "Map Sans"; font-weight: 600;
  src: url("$assets/fonts/SourceSansPro-Semibold.ttf"); }
body { margin: 0; print-color-adjust: exact; }
div.leaflet-container { background: $paper; color: $ink; font-family: "Map Sans", system-ui, sans-serif; }
/* Paper is white, whatever the screen is. */
@media print { div.leaflet-container { background: white; } }
.room { position: absolute; transform: translate(-50%, -50%); container-type: inline-size;
  width: calc(var(--room) * var(--degree) * 1px); }
.leaflet-interactive:focus { outline: none; }
.room i { font-style: normal; line-height: 1;
  font-family: "DejaVu Sans", "Segoe UI Symbol", "Noto Sans Symbols 2", "Apple Symbols", sans-serif; }
.room b { font-weight: 600; }
.place { aspect-ratio: 0.866; text-align: center; }
/* An office lies on the corner of its shapes, on the top of the lower ones: there no mark and no name stands. */
.place i { position: absolute; left: 0; right: 0; bottom: 13cqw; font-size: clamp(8px, 18cqw, 18px); }
.place b { position: absolute; left: 50%; top: 51%; transform: translate(-50%, -50%); white-space: nowrap;
  font-size: clamp(8px, 17cqw, 16px); line-height: 1.04; }
.place.long b { top: 53%; font-size: clamp(8px, 14cqw, 15px); line-height: 1; }
.said i { font-family: inherit; font-weight: 600; white-space: nowrap; }
.office.said i { font-size: inherit; }
/* A true shape may be too small for its name, or for any mark; the tooltip and the table have both. */
.place.free { aspect-ratio: 1; }
.place.free i { bottom: calc(50% + 1px); font-size: clamp(9px, 20cqw, 15px); }
.place.free b { top: calc(50% + 1px); transform: translateX(-50%); font-size: clamp(9px, 17cqw, 14px); }
.office { position: absolute; left: 50%; top: 50%; transform: translate(-50%, -50%); cursor: pointer;
  display: flex; align-items: center; gap: 2cqw; width: max-content; padding: 0.5cqw 4cqw 0.5cqw 2cqw;
  border: 1.5px solid $paper; border-radius: 99px; box-shadow: 0 0 0 1.5px $ink;
  font-size: clamp(8px, 12cqw, 14px); line-height: 1; }
/* Among true shapes a name would lie over theirs: near by there is room for it. */
.office.bare { padding: 1px 3px; }
.office.bare.said i { display: none; }
.office.bare.said { width: 10px; height: 10px; padding: 0; }
.office .apart { display: none; }
.office.chosen { box-shadow: 0 0 0 4px $ink; }
/* The whole city on a telephone: the kecamatan are named, the kelurahan by their marks; near by, both. */
@container (max-width: 60px) {
  .place b { display: none; }
  .place:not(.free) i { bottom: auto; top: 58%; transform: translateY(-50%); font-size: clamp(10px, 34cqw, 16px); }
  .place.said:not(.free) i { font-size: clamp(9px, 28cqw, 14px); }
  .office { padding: 0 4px 0 2px; gap: 2px; border-width: 1px; font-size: 9px; }
  .office .whole { display: none; }
  .office .apart { display: inline; }
}
@container (max-width: 46px) { .place.free i { bottom: 50%; transform: translateY(50%); } }
@container (max-width: 22px) { .free i { display: none; } }
.leaflet-tooltip.unit { padding: 8px 12px; border: 1px solid $line; border-radius: 6px;
  box-shadow: 0 2px 8px #1f293333; color: $ink; font-size: 14px; line-height: 1.35; }
.unit table { border-spacing: 0; }
.unit td { padding: 0; }
.unit strong { font-size: 16px; font-weight: 600; }
.unit dl { display: grid; grid-template-columns: auto auto; gap: 1px 12px; margin: 4px 0 0; }
.unit dt { color: $muted; }
.unit dd { margin: 0; }
/* On a telephone a touch selects, and the page's card says more than a tooltip could. */
@media (max-width: 480px) { .leaflet-tooltip.unit { display: none; } }
</style>
""").substitute(assets=ASSETS, paper=PAPER, ink=INK, line=LINE, muted=MUTED)
