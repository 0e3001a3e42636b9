"""Legend and MapLibre style of a layer, both from its one style.

Every colour is a design token: the string `token:NAME` stands for the CSS variable `--NAME` of
the theme in force, and the browser resolves it. Icons and hatches are images named after layer
and value (`image_name`); the browser draws them. Fonts are the screens' own: `Haitang Sans` for
places, `Haitang Serif` for water.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.maplayers.definition import (
    Categories,
    Dot,
    Fill,
    Geometry,
    Graduated,
    Icon,
    Label,
    Layer,
    Line,
    Single,
    Symbol,
)
from app.wording import Text

Expression = list[Any]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend; `test` is the MapLibre filter of the features it stands for."""

    value: str | float | None
    label: Text
    symbol: Symbol
    image: str
    test: Expression | None
    from_zoom: int | None = None


def legend_entries(layer: Layer) -> tuple[LegendEntry, ...]:
    """What the layer's features can look like, in the style's order."""
    style = layer.style
    if isinstance(style, Single):
        return (LegendEntry(None, layer.title, style.symbol, layer.id, None),)
    if isinstance(style, Categories):
        return tuple(_category_entries(layer, style))
    return tuple(_step_entries(layer, style))


def _category_entries(layer: Layer, style: Categories) -> Iterator[LegendEntry]:
    labels = layer.field(style.field).enum or {}
    for value, symbol in style.symbols.items():
        test = ["==", ["to-string", ["get", style.field]], value]
        image, from_zoom = f"{layer.id}-{value}", (style.from_zoom or {}).get(value)
        yield LegendEntry(value, labels[value], symbol, image, test, from_zoom)


def _step_entries(layer: Layer, style: Graduated) -> Iterator[LegendEntry]:
    lowest = style.steps[0].lower
    number = ["to-number", ["get", style.field], lowest]
    for index, step in enumerate(style.steps):
        test: Expression = ["all"]
        if index:
            test.append([">=", number, step.lower])
        if index + 1 < len(style.steps):
            test.append(["<", number, style.steps[index + 1].lower])
        yield LegendEntry(step.lower, step.label, step.symbol, f"{layer.id}-{index}", test)


@dataclass(frozen=True, slots=True)
class LegendLine:
    """A line of the legend as `GET /api/v1/layers` sends it."""

    value: str | float | None
    label: Text
    from_zoom: int | None
    symbol: str | None
    fill: Fill | None
    line: Line | None
    dot: Dot | None


def present_legend(layer: Layer) -> list[LegendLine]:
    """The legend as `GET /api/v1/layers` sends it."""
    return [
        LegendLine(
            value=entry.value,
            label=entry.label,
            from_zoom=entry.from_zoom,
            symbol=entry.image if _has_image(entry.symbol) else None,
            fill=entry.symbol.fill,
            line=entry.symbol.line,
            dot=entry.symbol.dot,
        )
        for entry in legend_entries(layer)
    ]


def _has_image(symbol: Symbol) -> bool:
    return symbol.icon is not None or (symbol.fill is not None and symbol.fill.hatch)


def maplibre_layers(layer: Layer) -> list[dict[str, Any]]:
    """MapLibre layers without `source`, to be drawn in this order: areas, lines, points, names."""
    if not layer.has_tiles:
        return []
    entries = legend_entries(layer)
    drawn = [
        *_fill_layers(entries),
        *_line_layers(entries),
        *_dot_layers(entries),
        *_icon_layers(entries),
        *(_label_layer(layer, label) for label in layer.labels),
    ]
    return [_place_part(layer, number, part) for number, part in enumerate(drawn)]


def _place_part(layer: Layer, number: int, part: dict[str, Any]) -> dict[str, Any]:
    place = {"source-layer": layer.id, "minzoom": layer.zoom[0], "maxzoom": layer.zoom[1]}
    whole = {"id": f"{layer.id}-{number}", **place, **part}
    return {key: value for key, value in whole.items() if value is not None}


def _fill_layers(entries: Sequence[LegendEntry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        if entry.symbol.fill is not None:
            paint = _fill_paint(entry.symbol.fill, entry.image)
            yield {"type": "fill", "filter": entry.test, "paint": paint}


def _fill_paint(fill: Fill, image: str) -> dict[str, Any]:
    look = {"fill-pattern": image} if fill.hatch else {"fill-color": token(fill.color or "t2")}
    return {**look, "fill-opacity": fill.opacity}


def _line_layers(entries: Sequence[LegendEntry]) -> Iterator[dict[str, Any]]:
    """All casings first, so that a crossing line is not cut by its neighbour's casing."""
    lines = [(entry.test, entry.symbol.line) for entry in entries if entry.symbol.line]
    for test, line in lines:
        if line.casing is not None:
            yield _line_layer(test, Line(line.casing, line.width + 2))
    for test, line in lines:
        yield _line_layer(test, line)


def _line_layer(test: Expression | None, line: Line) -> dict[str, Any]:
    paint = {
        "line-color": token(line.color),
        "line-width": line.width,
        "line-opacity": line.opacity,
        **({"line-dasharray": list(line.dash)} if line.dash else {}),
    }
    layout = {"line-join": "round", "line-cap": "butt" if line.dash else "round"}
    return {"type": "line", "filter": test, "layout": layout, "paint": paint}


def _dot_layers(entries: Sequence[LegendEntry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        if entry.symbol.dot is not None:
            paint = _dot_paint(entry.symbol.dot)
            yield {"type": "circle", "filter": entry.test, "paint": paint}


def _dot_paint(dot: Dot) -> dict[str, Any]:
    return {
        "circle-color": token(dot.color),
        "circle-radius": dot.radius,
        "circle-opacity": 0 if dot.hollow else 1,
        "circle-stroke-color": token(dot.outline or dot.color),
        "circle-stroke-width": 1.5 if dot.hollow or dot.outline else 0,
    }


def _icon_layers(entries: Sequence[LegendEntry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        icon = entry.symbol.icon
        if icon is not None:
            layout = _icon_layout(entry.image, icon)
            yield {"type": "symbol", "filter": entry.test, "layout": layout}


def _icon_layout(image: str, icon: Icon) -> dict[str, Any]:
    layout: dict[str, Any] = {
        "icon-image": image,
        "icon-size": icon.size,
        "icon-allow-overlap": True,
    }
    if icon.rotate_by is not None:
        layout["icon-rotate"] = ["coalesce", ["get", icon.rotate_by], 0]
        layout["icon-rotation-alignment"] = "map"
    return layout


def _label_layer(layer: Layer, label: Label) -> dict[str, Any]:
    return {
        "type": "symbol",
        "source-layer": name_layer(layer) or layer.id,
        "minzoom": max(label.min_zoom, layer.zoom[0]),
        "layout": {**_label_layout(label), **_label_place(layer)},
        "paint": {
            "text-color": token(label.color),
            "text-halo-color": token("halo"),
            "text-halo-width": round(label.size * 0.11, 2),
        },
    }


def name_layer(layer: Layer) -> str | None:
    """The tile's layer of points for names, or None where names stand at the features themselves.

    An area is cut by tiles, and a name drawn on its pieces would stand once a piece.
    """
    return f"{layer.id}-names" if layer.geometry is Geometry.POLYGON and layer.labels else None


def _label_layout(label: Label) -> dict[str, Any]:
    return {
        "text-field": ["to-string", ["get", label.field]],
        "text-font": ["Haitang Serif" if label.water else "Haitang Sans"],
        "text-size": label.size,
        "text-letter-spacing": 0.3 if label.water else 0,
    }


def _label_place(layer: Layer) -> dict[str, Any]:
    if layer.geometry is Geometry.LINE:
        return {"symbol-placement": "line", "text-max-angle": 30}
    if layer.geometry is Geometry.POINT:
        return {
            "text-variable-anchor": ["left", "top", "bottom", "right"],
            "text-justify": "auto",
            "text-radial-offset": 0.9,
            "text-optional": True,
        }
    return {}


def token(name: str) -> str:
    """The reference that the browser replaces with the theme's colour."""
    return f"token:{name}"
