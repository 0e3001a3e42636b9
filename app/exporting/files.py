"""A table as a file: GeoPackage, GeoJSON, KML and XLSX through GDAL; CSV that Excel opens right."""

import csv
import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import geopandas as gpd
from shapely.geometry import Point

from app.errors import InvalidInput
from app.fields import Field, Geometry, Kind, text_of
from app.geo.shapes import from_wkb, to_wkt
from app.importing.formulas import safe_cell
from app.wording import Language, Text, list_all

_LON, _LAT = Text("经度", "longitude"), Text("纬度", "latitude")


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished file."""

    data: bytes
    filename: str
    mimetype: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes into the file: rows hold the key, the fields and `geom` (WKB).

    `notes` is what a reader of the file must know of it.
    """

    id: str
    title: Text
    key: str
    name_field: str
    geometry: Geometry
    fields: tuple[Field, ...]
    rows: Sequence[Mapping[str, Any]]
    notes: Mapping[str, str]
    language: Language = Language.ZH


def frame(sheet: Sheet) -> gpd.GeoDataFrame:
    """The rows in EPSG:4326, fields under their own names and enumerations as codes."""
    names = list(dict.fromkeys([sheet.key, *(f.name for f in sheet.fields)]))
    columns = {name: [row[name] for row in sheet.rows] for name in names}
    geoms = [None if sheet.geometry is Geometry.NONE else row["geom"] for row in sheet.rows]
    shapes = [None if geom is None else from_wkb(geom) for geom in geoms]
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(cast(Any, shapes), crs=4326))


def write_frame(table: gpd.GeoDataFrame, path: Path, **options: Any) -> None:
    """Write by pyogrio; `options` are its own."""
    cast(Any, table).to_file(path, engine="pyogrio", **options)


def _write_gpkg(sheet: Sheet) -> bytes:
    return _write_driver(sheet, ".gpkg", driver="GPKG", layer=sheet.id,
                         layer_options={"DESCRIPTION": "; ".join(sheet.notes.values())},
                         layer_metadata=dict(sheet.notes))  # fmt: skip


def _write_geojson(sheet: Sheet) -> bytes:
    """A text stays one: GDAL would write a name such as `{"a": 1}` as an object of its own."""
    options = {
        "COORDINATE_PRECISION": "7",
        "AUTODETECT_JSON_STRINGS": "NO",
        "DESCRIPTION": "; ".join(sheet.notes.values()),
    }
    return _write_driver(sheet, ".geojson", driver="GeoJSON", layer=sheet.id,
                         layer_options=options)  # fmt: skip


def _write_driver(sheet: Sheet, suffix: str, **options: Any) -> bytes:
    with tempfile.TemporaryDirectory(prefix="haitang-export-") as folder:
        path = Path(folder) / f"export{suffix}"
        write_frame(frame(sheet), path, **options)
        return path.read_bytes()


def _write_kml(sheet: Sheet) -> bytes:
    """Every value as the screen writes it: KML viewers show the columns as they are."""
    columns: dict[str, list[str]] = {
        "Name": [str(row.get(sheet.name_field) or "") for row in sheet.rows]
    }
    for field in sheet.fields:
        columns[heading(field, sheet.language)] = [
            text_of(field, row[field.name]).spoken(sheet.language) for row in sheet.rows
        ]
    shapes = frame(sheet).geometry
    told = gpd.GeoDataFrame(columns, geometry=shapes)
    with tempfile.TemporaryDirectory(prefix="haitang-export-") as folder:
        path = Path(folder) / "export.kml"
        write_frame(told, path, driver="KML", layer=sheet.title.spoken(sheet.language))
        return path.read_bytes()


def _write_csv(sheet: Sheet) -> bytes:
    """With a byte-order mark, or Excel reads UTF-8 as GBK; formulas are defused."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(_list_headings(sheet))
    writer.writerows(_list_lines(sheet))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _write_xlsx(sheet: Sheet) -> bytes:
    """As the CSV: codes stay texts, and GDAL would make a formula of what begins with `=`."""
    table = gpd.GeoDataFrame(_list_lines(sheet), columns=cast(Any, _list_headings(sheet)))
    with tempfile.TemporaryDirectory(prefix="haitang-export-") as folder:
        path = Path(folder) / "export.xlsx"
        title = sheet.title.spoken(sheet.language)
        write_frame(table, path, driver="XLSX", layer=title)
        return path.read_bytes()


def _list_headings(sheet: Sheet) -> list[str]:
    place = ["WKT"] if sheet.geometry is not Geometry.NONE else []
    if sheet.geometry is Geometry.POINT:
        place = [_LON.spoken(sheet.language), _LAT.spoken(sheet.language)]
    return [*(heading(field, sheet.language) for field in sheet.fields), *place]


def _list_lines(sheet: Sheet) -> list[list[str | int | float]]:
    return [
        [
            *(_safe_value(field, row[field.name], sheet.language) for field in sheet.fields),
            *_place_columns(sheet.geometry, row["geom"]),
        ]
        for row in sheet.rows
    ]


def heading(field: Field, language: Language) -> str:
    """Column heading: the label with its unit."""
    label = field.label.spoken(language)
    if field.unit_text is None:
        return label
    unit = field.unit_text.spoken(language)
    return f"{label}（{unit}）" if language is Language.ZH else f"{label} ({unit})"


def _safe_value(field: Field, value: Any, language: Language) -> str | int | float:
    if value is None:
        return ""
    if field.enum is None and field.kind in (Kind.INTEGER, Kind.NUMBER):
        return value
    return safe_cell(text_of(field, value).spoken(language))


def _place_columns(geometry: Geometry, wkb: bytes | None) -> tuple[str | float, ...]:
    if geometry is Geometry.NONE:
        return ()
    if wkb is None:
        return ("", "") if geometry is Geometry.POINT else ("",)
    shape = from_wkb(wkb)
    if isinstance(shape, Point):
        return shape.x, shape.y
    return (to_wkt(shape),)


_WRITERS: Mapping[str, tuple[str, Callable[[Sheet], bytes]]] = {
    "gpkg": ("application/geopackage+sqlite3", _write_gpkg),
    "geojson": ("application/geo+json", _write_geojson),
    "csv": ("text/csv; charset=utf-8", _write_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _write_xlsx),
    "kml": ("application/vnd.google-earth.kml+xml", _write_kml),
}
FORMS = tuple(_WRITERS)


def write_sheet(sheet: Sheet, form: str, name: str) -> Exported:
    """The file `name.form`. Raises InvalidInput for a form that is not offered."""
    if form not in _WRITERS:
        raise InvalidInput(
            "E-LAY-007",
            Text("没有导出", "Nothing was exported"),
            Text(f"没有 {form[:20]} 这种格式", f"There is no format {form[:20]}"),
            Text("选 ", "Choose ") + list_all(_WRITERS),
        )
    mimetype, write = _WRITERS[form]
    return Exported(write(sheet), f"{name}.{form}", mimetype)
