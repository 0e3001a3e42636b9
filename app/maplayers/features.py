"""A layer's rows as a card and as GeoJSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.accounts.model import Actor
from app.database import Connection
from app.errors import NotFound
from app.fields import Field, text_of
from app.geo.geojson import GeoShape
from app.geo.shapes import Shape, from_wkb, to_shape
from app.maplayers.access import Outlet, visible_fields
from app.maplayers.definition import Layer
from app.maplayers.queries import find_units
from app.maplayers.sql import Moment, read_rows
from app.strict_json import JsonObject, JsonValue
from app.wording import Text

MAX_FEATURES = 10_000


@dataclass(frozen=True, slots=True)
class CardField:
    """A field of a layer's row: as stored, and as a screen writes it."""

    name: str
    label: Text
    value: JsonValue
    text: Text
    unit: Text | None


@dataclass(frozen=True, slots=True)
class Card:
    """Everything about one feature, ready to be shown."""

    layer: str
    key: str
    title: str
    fields: list[CardField]
    geometry: GeoShape | None
    township: str | None
    county: str | None
    illustrative: bool
    source: Text


@dataclass(frozen=True, slots=True)
class LayerFeature:
    """A row as GeoJSON: the layer's own columns, without personal ones."""

    id: JsonValue
    properties: JsonObject
    geometry: GeoShape | None
    type: Literal["Feature"] = "Feature"


@dataclass(frozen=True, slots=True)
class LayerFeatures:
    """A layer's rows inside a box; `truncated` when there are more."""

    features: list[LayerFeature]
    truncated: bool
    illustrative: bool
    type: Literal["FeatureCollection"] = "FeatureCollection"


def get_card(conn: Connection, layer: Layer, actor: Actor, moment: Moment, key: str) -> Card:
    """Everything about one feature, ready to be shown. Raises NotFound."""
    fields = visible_fields(layer, actor, Outlet.CARD)
    rows = read_rows(conn, layer, fields, moment, key=key, limit=1)
    if not rows:
        raise NotFound(
            "E-LAY-004",
            Text(f"没有这个{layer.title.zh}", f"{layer.title.en}: no such feature"),
            Text(f"编号 {key} 不存在", f"{key} does not exist"),
            Text("刷新图层后再点", "Reload the layer and click again"),
        )
    row = rows[0]
    shape = None if row["geom"] is None else from_wkb(row["geom"])
    return Card(
        layer=layer.id,
        key=str(row[layer.key]),
        title=row.get(layer.name_field) or str(row[layer.key]),
        fields=[_card_field(field, row[field.name]) for field in fields],
        geometry=None if shape is None else to_shape(shape),
        **_place_of(conn, row, shape),
        illustrative=layer.illustrative,
        source=layer.source,
    )


def list_features(
    conn: Connection, layer: Layer, actor: Actor, moment: Moment, limit: int
) -> LayerFeatures:
    """GeoJSON of the layer inside the moment's box, without personal fields."""
    fields = visible_fields(layer, actor, Outlet.FEATURES)
    rows = read_rows(conn, layer, fields, moment, limit=limit + 1)
    return LayerFeatures(
        features=[_make_feature(layer, fields, row) for row in rows[:limit]],
        truncated=len(rows) > limit,
        illustrative=layer.illustrative,
    )


def _make_feature(layer: Layer, fields: Sequence[Field], row: dict[str, Any]) -> LayerFeature:
    geom = row["geom"]
    return LayerFeature(
        id=row[layer.key],
        properties={layer.key: row[layer.key], **{f.name: row[f.name] for f in fields}},
        geometry=None if geom is None else to_shape(from_wkb(geom)),
    )


def _card_field(field: Field, value: Any) -> CardField:
    return CardField(field.name, field.label, value, text_of(field, value), field.unit_text)


def _place_of(conn: Connection, row: dict[str, Any], shape: Shape | None) -> dict[str, str | None]:
    """Township and county: the row's own where it has them, else where it lies."""
    if "township" in row and "county" in row:
        return {"township": row["township"], "county": row["county"]}
    if shape is None or shape.is_empty:
        return {"township": None, "county": None}
    point = shape.representative_point()
    return find_units(conn, point.x, point.y)
