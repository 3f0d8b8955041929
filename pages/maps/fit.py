"""The map's only script of our own: keep everything in view and tell labels how large they may be."""

import geopandas as gpd
import numpy as np
from branca.element import MacroElement
from folium.template import Template

from core.theme import INK

HATCH = "few"
"""Name of the pattern that lies over offices with few transactions."""

NEAR_PX = 300
"""A part of the city is shown no lower than this, where the page is broad enough."""


class Fit(MacroElement):
    """Keeps the whole map in view, no higher than its width asks for, and sizes the labels."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        (function (map) {
            const bounds = L.latLngBounds({{ this.bounds|tojson }});
            const box = map.getContainer(), highest = box.clientHeight;
            function scale() {
                box.style.setProperty("--degree", 256 * Math.pow(2, map.getZoom()) / 360);
            }
            function frame() {  // the page's frame asks again for its first height now and then
                const height = box.clientHeight;
                if (window.Streamlit && window.innerHeight !== height) Streamlit.setFrameHeight(height);
            }
            function fit() {
                const width = box.clientWidth, least = Math.min({{ this.least }}, 0.7 * width);
                box.style.height = Math.min(highest, Math.round(Math.max(width * {{ this.aspect }}, least))) + "px";
                const how = {padding: {{ this.padding|tojson }}, animate: false};
                map.setMinZoom(0).invalidateSize().fitBounds(bounds, how);
                map.setMinZoom(map.getZoom());
                scale();
                frame();
            }
            document.body.insertAdjacentHTML("beforeend", {{ this.pattern|tojson }});
            map.on("zoomend", scale).on("resize", fit);
            window.addEventListener("resize", frame);
            box.setAttribute("role", "img");
            box.setAttribute("aria-label", {{ this.summary|tojson }});
            fit();
            setTimeout(frame);
        })({{ this._parent.get_name() }});
        {% endmacro %}
    """)

    def __init__(self, shapes: gpd.GeoDataFrame, summary: str, *, is_near: bool = False, ink: str = INK) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca types only some of its methods
        self._name = "Fit"
        west, south, east, north = shapes.total_bounds.tolist()
        self.bounds = [[south, west], [north, east]]
        # A tall kecamatan would push its story off the first screens of a phone.
        self.aspect = min((north - south) / (east - west), 1.0 if is_near else np.inf)
        self.summary = summary
        # Near by, what lies around is seen as well, and a single row of shapes has room for its office's label.
        self.padding = [24, 24] if is_near else [5, 5]
        self.least = NEAR_PX if is_near else 0
        self.pattern = (
            '<svg width="0" height="0" style="position:absolute" aria-hidden="true"><pattern '
            f'id="{HATCH}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<path d="M0 0V7" stroke="{ink}" stroke-width="1.6"/></pattern></svg>'
        )
