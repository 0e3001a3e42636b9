"""A layer as a file: GeoPackage, GeoJSON, KML through geopandas; CSV that Excel opens right."""

import csv
import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import geopandas as gpd
from shapely.geometry import Point

from app.accounts.model import Actor
from app.clock import format_utc
from app.database import Connection
from app.errors import InvalidInput
from app.geo.shapes import from_wkb, to_wkt
from app.importing.formulas import safe_cell
from app.maplayers.access import Outlet, check_view, visible_fields
from app.maplayers.definition import Field, Geometry, Kind, Layer
from app.maplayers.features import text_of
from app.maplayers.sql import Moment, read_rows
from app.wording import Language, Text, list_all, same


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished file."""

    data: bytes
    filename: str
    mimetype: str


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into the file: rows hold the key, the fields and `geom` (WKB)."""

    layer: Layer
    fields: tuple[Field, ...]
    rows: Sequence[Mapping[str, Any]]
    moment: Moment
    exercise: bool
    language: Language = Language.ZH


EXERCISE = Text("演练", "exercise")
_LON, _LAT = Text("经度", "longitude"), Text("纬度", "latitude")


def export_layer(
    conn: Connection,
    layer: Layer,
    actor: Actor,
    moment: Moment,
    *,
    form: str,
    exercise: bool,
    language: Language = Language.ZH,
) -> Exported:
    """The layer at the moment as `form`. Raises InvalidInput for a form that is not offered."""
    check_view(layer, actor)
    if form not in _WRITERS:
        raise InvalidInput(
            "E-LAY-007",
            Text("没有导出", "Nothing was exported"),
            Text(f"没有 {form} 这种格式", f"There is no format {form}"),
            Text("选 ", "Choose ") + list_all(_WRITERS),
        )
    fields = visible_fields(layer, actor, Outlet.EXPORT)
    rows = read_rows(conn, layer, fields, moment)
    mimetype, write = _WRITERS[form]
    mark = f"{EXERCISE.spoken(language)}-" if exercise else ""
    name = f"{mark}{layer.id}_{format_utc(moment.at)[:16].replace(':', '')}Z.{form}"
    content = Content(layer, fields, rows, moment, exercise, language)
    return Exported(write(content), name, mimetype)


def frame(content: Content) -> gpd.GeoDataFrame:
    """The rows in EPSG:4326, fields under their own names and enumerations as codes."""
    names = list(dict.fromkeys([content.layer.key, *(f.name for f in content.fields)]))
    columns = {name: [row[name] for row in content.rows] for name in names}
    shapes = [None if row["geom"] is None else from_wkb(row["geom"]) for row in content.rows]
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(cast(Any, shapes), crs=4326))


def write_frame(table: gpd.GeoDataFrame, path: Path, **options: Any) -> None:
    """Write by pyogrio; `options` are its own."""
    cast(Any, table).to_file(path, engine="pyogrio", **options)


def notes(content: Content) -> dict[str, str]:
    """What a reader of the file must know of it."""
    layer, language = content.layer, content.language
    nature = Text("示意 illustrative", "illustrative") if layer.illustrative else same("real")
    return {
        "title": layer.title.spoken(language),
        "at": format_utc(content.moment.at),
        "source": layer.source.spoken(language),
        "nature": nature.spoken(language),
        "exercise": exercise_note(content.exercise, language),
        "crs": "EPSG:4326",
    }


def exercise_note(exercise: bool, language: Language) -> str:
    """Whether it is an exercise, for whoever opens the file years later."""
    return Text("演练 exercise", "exercise").spoken(language) if exercise else "no"


def _gpkg(content: Content) -> bytes:
    return _written(content, ".gpkg", driver="GPKG", layer=content.layer.id,
                    layer_options={"DESCRIPTION": "; ".join(notes(content).values())},
                    layer_metadata=notes(content))  # fmt: skip


def _geojson(content: Content) -> bytes:
    """A text stays one: GDAL would write a name such as `{"a": 1}` as an object of its own."""
    options = {
        "COORDINATE_PRECISION": "7",
        "AUTODETECT_JSON_STRINGS": "NO",
        "DESCRIPTION": "; ".join(notes(content).values()),
    }
    return _written(content, ".geojson", driver="GeoJSON", layer=content.layer.id,
                    layer_options=options)  # fmt: skip


def _written(content: Content, suffix: str, **options: Any) -> bytes:
    with tempfile.TemporaryDirectory(prefix="haitang-export-") as folder:
        path = Path(folder) / f"export{suffix}"
        write_frame(frame(content), path, **options)
        return path.read_bytes()


def _kml(content: Content) -> bytes:
    """Every value as the screen writes it: KML viewers show the columns as they are."""
    columns: dict[str, list[str]] = {
        "Name": [str(row.get(content.layer.name_field) or "") for row in content.rows]
    }
    for field in content.fields:
        columns[heading(field, content.language)] = [
            text_of(field, row[field.name]).spoken(content.language) for row in content.rows
        ]
    shapes = frame(content).geometry
    told = gpd.GeoDataFrame(columns, geometry=shapes)
    with tempfile.TemporaryDirectory(prefix="haitang-export-") as folder:
        path = Path(folder) / "export.kml"
        write_frame(told, path, driver="KML", layer=content.layer.title.spoken(content.language))
        return path.read_bytes()


def _csv(content: Content) -> bytes:
    """With a byte-order mark, or Excel reads UTF-8 as GBK; formulas are defused."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    place = ("WKT",)
    if content.layer.geometry is Geometry.POINT:
        place = (_LON.spoken(content.language), _LAT.spoken(content.language))
    writer.writerow([*(heading(field, content.language) for field in content.fields), *place])
    for row in content.rows:
        cells = [_cell(field, row[field.name], content.language) for field in content.fields]
        writer.writerow([*cells, *_place(content.layer, row["geom"])])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def heading(field: Field, language: Language) -> str:
    """Column heading: the label with its unit."""
    label = field.label.spoken(language)
    if field.unit_text is None:
        return label
    unit = field.unit_text.spoken(language)
    return f"{label}（{unit}）" if language is Language.ZH else f"{label} ({unit})"


def _cell(field: Field, value: Any, language: Language) -> str | int | float:
    if value is None:
        return ""
    if field.enum is None and field.kind in (Kind.INTEGER, Kind.NUMBER):
        return value
    return safe_cell(text_of(field, value).spoken(language))


def _place(layer: Layer, wkb: bytes | None) -> tuple[str | float, ...]:
    if wkb is None:
        return ("", "") if layer.geometry is Geometry.POINT else ("",)
    shape = from_wkb(wkb)
    if isinstance(shape, Point):
        return shape.x, shape.y
    return (to_wkt(shape),)


_WRITERS: Mapping[str, tuple[str, Callable[[Content], bytes]]] = {
    "gpkg": ("application/geopackage+sqlite3", _gpkg),
    "geojson": ("application/geo+json", _geojson),
    "csv": ("text/csv; charset=utf-8", _csv),
    "kml": ("application/vnd.google-earth.kml+xml", _kml),
}
FORMS = tuple(_WRITERS)
