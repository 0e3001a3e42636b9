"""The list of layers as the screens get it."""

from dataclasses import asdict
from typing import Any

from app.accounts.model import Actor
from app.clock import format_utc
from app.database import Connection
from app.maplayers.access import Outlet, may_view, visible_fields
from app.maplayers.definition import Every, Field, Layer, OnEvents, Refresh
from app.maplayers.legend import maplibre_layers, present_legend
from app.maplayers.registry import Registry
from app.maplayers.sql import Moment, count_rows


def present_layers(
    conn: Connection, registry: Registry, actor: Actor, moment: Moment
) -> list[dict[str, Any]]:
    """Layers this actor may see, in list order, with their counts at the moment."""
    return [
        present_layer(layer, actor, moment, count_rows(conn, layer, moment))
        for layer in registry.values()
        if may_view(layer, actor)
    ]


def present_layer(layer: Layer, actor: Actor, moment: Moment, count: int) -> dict[str, Any]:
    """One layer with everything a screen needs to draw and explain it."""
    path = f"/tiles/{layer.id}/{{z}}/{{x}}/{{y}}.mvt"
    fields = visible_fields(layer, actor, Outlet.CARD)
    return {
        "id": layer.id,
        "title": layer.title,
        "group": {"id": layer.group, **asdict(layer.group.heading)},
        "order": layer.order,
        "geometry": layer.geometry,
        "key": layer.key,
        "name_field": layer.name_field,
        "fields": [_present_field(field) for field in fields],
        "legend": present_legend(layer),
        "style": maplibre_layers(layer),
        "refresh": _present_refresh(layer.refresh),
        "zoom": layer.zoom,
        "count": count,
        "at": format_utc(moment.at),
        "illustrative": layer.illustrative,
        "source": layer.source,
        "tiles": path if layer.has_tiles else None,
        "wall": layer.wall,
        "label": layer.permissions.label,
        "default_on": layer.default_on,
        "importable": layer.intake is not None and actor.role in layer.permissions.write,
    }


def _present_field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.label,
        "kind": field.kind,
        "unit": field.unit,
        "enum": field.enum,
        "personal": field.personal,
    }


def _present_refresh(refresh: Refresh) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if isinstance(refresh, Every):
        more["seconds"] = refresh.seconds
    if isinstance(refresh, OnEvents):
        more["kinds"] = refresh.kinds
    return {"kind": type(refresh).__name__.lower(), **more}
