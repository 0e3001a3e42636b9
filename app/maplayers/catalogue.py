"""The list of layers as the screens get it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.accounts.model import Actor, Label
from app.database import Connection
from app.events.model import EventKind
from app.maplayers.access import Outlet, may_view, visible_fields
from app.maplayers.definition import (
    Clock,
    Every,
    Field,
    Geometry,
    Group,
    Kind,
    Layer,
    OnEvents,
    Refresh,
    Static,
)
from app.maplayers.legend import LegendLine, maplibre_layers, present_legend
from app.maplayers.registry import Registry
from app.maplayers.sql import Moment, count_rows
from app.strict_json import JsonObject
from app.wording import Text


@dataclass(frozen=True, slots=True)
class LayerGroup:
    """A heading of the layer list."""

    id: Group
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class LayerField:
    """A field of a layer's card."""

    name: str
    label: Text
    kind: Kind
    unit: Text | None
    enum: Mapping[str, Text] | None
    personal: bool


@dataclass(frozen=True, slots=True)
class LayerRefresh:
    """When a layer's tiles are old: after some seconds, or after events of these kinds."""

    kind: Literal["static", "every", "onevents", "clock", "positions"]
    seconds: float | None
    kinds: tuple[EventKind, ...] | None


@dataclass(frozen=True, slots=True)
class MapLayer:
    """A layer with everything a screen needs to draw and explain it; `style` is MapLibre's."""

    id: str
    title: Text
    group: LayerGroup
    order: float
    geometry: Geometry
    key: str
    name_field: str
    fields: list[LayerField]
    legend: list[LegendLine]
    style: list[JsonObject]
    refresh: LayerRefresh
    zoom: tuple[float, float]
    count: int
    at: datetime
    illustrative: bool
    source: Text
    tiles: str | None
    wall: bool
    label: Label
    default_on: bool
    importable: bool


@dataclass(frozen=True, slots=True)
class LayerList:
    """The layers that whoever asks may see, in list order."""

    at: datetime
    layers: list[MapLayer]


def present_layers(
    conn: Connection, registry: Registry, actor: Actor, moment: Moment
) -> list[MapLayer]:
    """Layers this actor may see, in list order, with their counts at the moment."""
    return [
        present_layer(layer, actor, moment, count_rows(conn, layer, moment))
        for layer in registry.values()
        if may_view(layer, actor)
    ]


def present_layer(layer: Layer, actor: Actor, moment: Moment, count: int) -> MapLayer:
    """One layer with everything a screen needs to draw and explain it."""
    path = f"/tiles/{layer.id}/{{z}}/{{x}}/{{y}}.mvt"
    heading = layer.group.heading
    return MapLayer(
        id=layer.id,
        title=layer.title,
        group=LayerGroup(layer.group, heading.zh, heading.en),
        order=layer.order,
        geometry=layer.geometry,
        key=layer.key,
        name_field=layer.name_field,
        fields=[_present_field(field) for field in visible_fields(layer, actor, Outlet.CARD)],
        legend=present_legend(layer),
        style=maplibre_layers(layer),
        refresh=_present_refresh(layer.refresh),
        zoom=layer.zoom,
        count=count,
        at=moment.at,
        illustrative=layer.illustrative,
        source=layer.source,
        tiles=path if layer.has_tiles else None,
        wall=layer.wall,
        label=layer.permissions.label,
        default_on=layer.default_on,
        importable=layer.intake is not None and actor.role in layer.permissions.write,
    )


def _present_field(field: Field) -> LayerField:
    return LayerField(
        field.name, field.label, field.kind, field.unit_text, field.enum, field.personal
    )


def _present_refresh(refresh: Refresh) -> LayerRefresh:
    if isinstance(refresh, Every):
        return LayerRefresh("every", refresh.seconds, None)
    if isinstance(refresh, OnEvents):
        return LayerRefresh("onevents", None, refresh.kinds)
    if isinstance(refresh, Static):
        return LayerRefresh("static", None, None)
    return LayerRefresh("clock" if isinstance(refresh, Clock) else "positions", None, None)
