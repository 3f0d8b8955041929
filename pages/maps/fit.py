"""The map's only script of our own: keep everything in view and tell labels how large they may be."""

import geopandas as gpd
from branca.element import MacroElement
from folium.template import Template

from core.theme import INK

HATCH = "few"
"""Name of the pattern that lies over offices with few transactions."""


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
                box.style.height = Math.min(highest, Math.round(box.clientWidth * {{ this.aspect }})) + "px";
                map.setMinZoom(0).invalidateSize().fitBounds(bounds, {padding: [5, 5], animate: false});
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

    def __init__(self, shapes: gpd.GeoDataFrame, summary: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca types only some of its methods
        self._name = "Fit"
        west, south, east, north = shapes.total_bounds.tolist()
        self.bounds = [[south, west], [north, east]]
        self.aspect = (north - south) / (east - west)
        self.summary = summary
        self.pattern = (
            '<svg width="0" height="0" style="position:absolute" aria-hidden="true"><pattern '
            f'id="{HATCH}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<path d="M0 0V7" stroke="{INK}" stroke-width="1.6"/></pattern></svg>'
        )
