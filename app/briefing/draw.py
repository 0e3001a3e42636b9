"""Layers on the briefing's map, from the same definition as every other outlet."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import folium

from app.briefing.leaflet import OfflineMap, ZoomedPanes, add_pane, tip
from app.briefing.picture import Drawn
from app.briefing.symbols import svg_for
from app.fields import MISSING, text_of
from app.geo.shapes import Shape, collected, from_wkb, lighter, to_geojson
from app.maplayers.definition import (
    Categories,
    Field,
    Graduated,
    Kind,
    Layer,
    Positions,
    Symbol,
)
from app.maplayers.legend import LegendEntry, legend_entries
from app.wording import Language

Palette = Mapping[str, str]
Row = Mapping[str, Any]

_SIMPLIFY_DEG = 5e-5  # about 5 m
_GRID_DEG = 1e-5
_TIP_FIELDS = 6
_CROWD = 600
_CROWD_SIMPLIFY_DEG = 3e-4
# MapLibre's zoom n shows what Leaflet shows at n + 1: its world is 512 pixels wide, not 256.
_ZOOM_SHIFT = 1.0


def draw_layers(
    target: OfflineMap, layers: list[Drawn], palette: Palette, language: Language
) -> None:
    """Add every layer in its own pane, each hidden below its own zoom."""
    lowest: dict[str, float] = {}
    for drawn in layers:
        layer = drawn.layer
        if not drawn.rows:
            continue
        add_pane(target, layer.id, layer.order)
        lowest[layer.id] = _lowest_zoom(layer)
        for entry, rows in _by_entry(drawn):
            for part in _draw_parts(drawn, entry, rows, palette, language):
                part.add_to(target)
    target.add_child(ZoomedPanes(lowest))


def _lowest_zoom(layer: Layer) -> float:
    """The fleet is shown at every scale: where it is, is what a briefing is asked first."""
    return 0.0 if isinstance(layer.refresh, Positions) else layer.zoom[0] + _ZOOM_SHIFT


def _by_entry(drawn: Drawn) -> Iterator[tuple[LegendEntry, list[Row]]]:
    groups: dict[int, list[Row]] = {}
    for row in drawn.rows:
        groups.setdefault(_entry_index(drawn.layer, row), []).append(row)
    for index, entry in enumerate(legend_entries(drawn.layer)):
        if index in groups:
            yield entry, groups[index]


def _entry_index(layer: Layer, row: Row) -> int:
    style = layer.style
    if isinstance(style, Categories):
        return list(style.symbols).index(str(row[style.field]))
    if isinstance(style, Graduated):
        value = row[style.field]
        above = [i for i, step in enumerate(style.steps) if value is not None
                 and value >= step.lower]  # fmt: skip
        return above[-1] if above else 0
    return 0


def _draw_parts(
    drawn: Drawn, entry: LegendEntry, rows: list[Row], palette: Palette, language: Language
) -> Iterator[folium.GeoJson]:
    layer, symbol = drawn.layer, entry.symbol
    data = _make_collection(drawn, rows, language)
    if symbol.fill is not None or symbol.line is not None:
        yield _draw_shapes(layer, data, symbol, palette)
    elif isinstance(layer.refresh, Positions):
        yield _draw_points(layer, data, _draw_circle(palette["t1"], 1.4))
    elif symbol.dot is not None:
        color = palette.get(symbol.dot.color, palette["t2"])
        yield _draw_points(layer, data, _draw_circle(color, symbol.dot.radius, symbol.dot.hollow))
    else:
        yield _draw_points(layer, data, _draw_icon(layer, entry, palette))


def _make_collection(drawn: Drawn, rows: list[Row], language: Language) -> dict[str, Any]:
    """Features with a tooltip each; a crowd becomes one feature without, to keep the file light."""
    shapes = [from_wkb(row["geom"]) for row in rows if row["geom"] is not None]
    if len(drawn.rows) > _CROWD:
        return _make_features([("", collected(shapes))], _CROWD_SIMPLIFY_DEG)
    told = [_tip_of(drawn, row, language) for row in rows if row["geom"] is not None]
    return _make_features(list(zip(told, shapes, strict=True)), _SIMPLIFY_DEG)


def _make_features(told: list[tuple[str, Shape]], tolerance: float) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"tip": text},
                "geometry": plain_shape(shape, tolerance),
            }
            for text, shape in told
        ],
    }


def plain_shape(shape: Shape, tolerance: float = _SIMPLIFY_DEG) -> dict[str, Any]:
    """GeoJSON, lighter by what no print shows."""
    return to_geojson(lighter(shape, tolerance, _GRID_DEG))


def _tip_of(drawn: Drawn, row: Row, language: Language) -> str:
    name = row.get(drawn.layer.name_field)
    said = [_say_field(field, row[field.name], language) for field in drawn.fields
            if field.name != drawn.layer.name_field]  # fmt: skip
    lines = [line for line in said if line][:_TIP_FIELDS]
    return tip(f"{drawn.layer.title.spoken(language)} {name or ''}".strip(), *lines)


def _say_field(field: Field, value: Any, language: Language) -> str:
    text = text_of(field, value).spoken(language)
    if text == MISSING or field.kind is Kind.BOOLEAN:
        return ""
    unit = "" if field.unit_text is None else f" {field.unit_text.spoken(language)}"
    return f"{field.label.spoken(language)} {text}{unit}"


def _draw_shapes(
    layer: Layer, data: dict[str, Any], symbol: Symbol, palette: Palette
) -> folium.GeoJson:
    look = shape_look(symbol, palette)
    return folium.GeoJson(
        data,
        style_function=always(look),
        tooltip=_make_tooltip(data),
        control=False,
        pane=layer.id,
    )


def always(look: dict[str, Any]) -> Callable[[Any], dict[str, Any]]:
    """A style function that gives every feature the same look."""
    return lambda _: look


def shape_look(symbol: Symbol, palette: Palette) -> dict[str, Any]:
    """Leaflet path options of a line or area; a hatch becomes a light tint on paper."""
    line, fill = symbol.line, symbol.fill
    look: dict[str, Any] = {"stroke": line is not None, "fill": fill is not None}
    if line is not None:
        look |= {
            "color": palette.get(line.color, palette["t2"]),
            "weight": line.width,
            "opacity": line.opacity,
            "dashArray": " ".join(str(d * line.width) for d in line.dash) if line.dash else None,
        }
    if fill is not None:
        tint = palette.get(fill.color or "t2", palette["t2"])
        look |= {"fillColor": tint, "fillOpacity": 0.12 if fill.hatch else fill.opacity}
    return look


def _draw_points(layer: Layer, data: dict[str, Any], marker: Any) -> folium.GeoJson:
    marker.options["pane"] = layer.id
    return folium.GeoJson(
        data, marker=marker, tooltip=_make_tooltip(data), control=False, pane=layer.id
    )


def _draw_circle(color: str, radius: float, hollow: bool = False) -> folium.CircleMarker:
    return folium.CircleMarker(
        radius=radius, color=color, weight=1.5 if hollow else 0.5, fill=True,
        fill_color=color, fill_opacity=0 if hollow else 0.9,
    )  # fmt: skip


def _draw_icon(layer: Layer, entry: LegendEntry, palette: Palette) -> Any:
    svg = svg_for(layer.id, str(entry.value), palette)
    if svg is None:
        return _draw_circle(palette["t1"], 3)
    icon = folium.DivIcon(html=svg, icon_size=(18, 18), icon_anchor=(9, 9), class_name="sym")
    return folium.Marker(icon=icon)


def _make_tooltip(data: dict[str, Any]) -> folium.GeoJsonTooltip | None:
    if not data["features"][0]["properties"]["tip"]:
        return None
    return folium.GeoJsonTooltip(fields=["tip"], labels=False, sticky=True)
