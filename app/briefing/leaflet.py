"""folium without the network: Leaflet comes along inside the file.

`folium.Map` names ten files on public hosts; the subclass replaces them by `data:` URIs of the
Leaflet in `vendor/`, has no tiles and no attribution link. folium puts feature properties into
HTML as they are, so whatever is shown is escaped before it gets here (`tip`).
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, cast

import folium
from branca.element import MacroElement
from folium.map import CustomPane
from folium.template import Template

_VENDOR = Path(__file__).with_name("vendor") / "leaflet"


@cache
def _data_uri(name: str, mimetype: str) -> str:
    data = base64.b64encode((_VENDOR / name).read_bytes()).decode()
    return f"data:{mimetype};base64,{data}"


class OfflineMap(folium.Map):
    """A map that asks nobody for anything."""

    def __init__(self, **options: Any) -> None:
        self.default_js = [("leaflet", _data_uri("leaflet.js", "text/javascript"))]
        self.default_css = [("leaflet_css", _data_uri("leaflet.css", "text/css"))]
        parent = cast(Any, super())  # folium names no types for its keyword arguments
        parent.__init__(tiles=None, attributionControl=False, zoom_snap=0.25, **options)


class ZoomedPanes(MacroElement):
    """Hides each pane below its own zoom, so that a city-wide view is not buried in houses."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        (function (map, lowest) {
            function show() {
                Object.keys(lowest).forEach(function (name) {
                    map.getPane(name).style.display = map.getZoom() < lowest[name] ? "none" : "";
                });
            }
            map.on("zoomend", show);
            show();
        })({{ this._parent.get_name() }}, {{ this.lowest|tojson }});
        {% endmacro %}
    """)

    def __init__(self, lowest: Mapping[str, float]) -> None:
        super().__init__()
        self._name = "ZoomedPanes"
        self.lowest = dict(lowest)


@dataclass(frozen=True, slots=True)
class Name:
    """Text on the map; `html` is escaped already, `style` becomes the class `name-<style>`."""

    html: str
    style: str
    pane: str
    lon: float
    lat: float


class Names(MacroElement):
    """Names as plain text. folium's own marker would ask for Leaflet's default picture first."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        {{ this.names|tojson }}.forEach(function (name) {
            L.marker([name.lat, name.lon], {
                pane: name.pane, interactive: false, keyboard: false,
                icon: L.divIcon({
                    className: "name name-" + name.style, html: "<span>" + name.html + "</span>",
                    iconSize: [0, 0]
                })
            }).addTo({{ this._parent.get_name() }});
        });
        {% endmacro %}
    """)

    def __init__(self, names: Iterable[Name]) -> None:
        super().__init__()
        self._name = "Names"
        self.names = [asdict(name) for name in names]


class MetricScale(MacroElement):
    """A scale bar in kilometres only."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        L.control.scale({imperial: false, maxWidth: 160}).addTo({{ this._parent.get_name() }});
        {% endmacro %}
    """)

    def __init__(self) -> None:
        super().__init__()
        self._name = "MetricScale"


def add_pane(target: folium.Map, name: str, order: int) -> None:
    """A drawing level above Leaflet's own for shapes, in the design's z-order."""
    CustomPane(name, z_index=400 + order, pointer_events=True).add_to(target)


def tip(*lines: str) -> str:
    """Escaped lines for a tooltip."""
    return "<br>".join(inert(escape(line)) for line in lines if line)


def inert(html: str) -> str:
    """`html` without braces: folium renders what it is given as a Jinja template once more, so a
    shelter named `{{ … }}` would be run on the server."""
    return html.replace("{", "&#123;").replace("}", "&#125;")
