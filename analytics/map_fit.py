"""The map's only script of our own: keep everything in view and tell labels how large they may be."""

import geopandas as gpd
from branca.element import MacroElement
from folium.template import Template


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
