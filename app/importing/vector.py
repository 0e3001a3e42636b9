"""GeoJSON, GeoPackage, KML and Shapefile, in the child process only.

GeoJSON is parsed as JSON, never by GDAL: a VRT named `.geojson` would make GDAL read any other
file of the server. What GDAL opens must have the right first bytes, and is refused when another
driver than the expected one took it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import compress
from pathlib import Path
from typing import Any, cast

from shapely import Point
from shapely.errors import ShapelyError

from app import strict_json
from app.geo.shapes import from_geojson, to_wkb
from app.importing import archive
from app.importing.table import MAX_ROWS, RawRow, RawTable, Refused
from app.importing.text import dbf_encoding, decode, table_of
from app.wording import Text, list_all

_MAGIC = {
    "GPKG": b"SQLite format 3\x00",
    "ESRI Shapefile": b"\x00\x00\x27\x0a",
    "XLSX": b"PK\x03\x04",
}
_MOST_PARTS = 50
_CRS84 = frozenset({"urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84"})


def load_drivers() -> None:
    """Have GDAL open what it needs of its own (drivers, proj.db) while its folder can be read."""
    import numpy as np
    import pyogrio

    point = np.array([to_wkb(Point(122.2, 30.0))], dtype=object)
    warm = "/vsimem/warm.gpkg"
    pyogrio.raw.write(warm, point, [], [], crs="EPSG:4490", geometry_type="Point", driver="GPKG")
    pyogrio.read_info(warm)


def read_geojson(data: bytes) -> RawTable:
    """A FeatureCollection. Its CRS is known only where it says it: web maps write shifted
    coordinates into the same form."""
    if data.lstrip()[:1] == b"<":
        raise Refused(
            "E-IMP-005",
            Text(
                "内容是 XML（像 OGR VRT），不是 GeoJSON",
                "The content is XML (such as OGR VRT), not GeoJSON",
            ),
            Text("导出真正的 GeoJSON", "Export real GeoJSON"),
        )
    text, used, _ = decode(data, None)
    try:
        value = strict_json.loads(text)
    except ValueError as error:
        raise Refused(
            "E-IMP-004",
            Text(f"不是合格的 JSON：{error}", f"It is not valid JSON: {error}"),
            Text("NaN 与 Infinity 要去掉", "Remove NaN and Infinity"),
        ) from error
    found = _member_of(value, "features")
    if not isinstance(found, list):
        raise Refused(
            "E-IMP-004",
            Text("没有 features", "It has no features"),
            Text("导出为 FeatureCollection", "Export it as a FeatureCollection"),
        )
    features = cast(list[Any], found)
    _check_count(len(features))
    rows = tuple(_feature_row(number, item) for number, item in enumerate(features, 1))
    names = tuple(dict.fromkeys(name for row in rows for name in row.values))
    return RawTable("GeoJSON", names, rows, _json_crs(value), used, True)


def _feature_row(number: int, feature: Any) -> RawRow:
    try:
        values = dict(feature.get("properties") or {})
        shape = from_geojson(feature["geometry"])
        return RawRow(number, values, to_wkb(shape).hex())
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        return RawRow(
            number,
            {},
            None,
            Text(
                f"不是一个要素（{type(error).__name__}）",
                f"It is not a feature ({type(error).__name__})",
            ),
        )
    except ShapelyError as error:
        return RawRow(
            number, {}, None, Text(f"几何看不懂：{error}", f"The geometry cannot be read: {error}")
        )


def _member_of(value: Any, name: str) -> Any:
    return cast(dict[str, Any], value).get(name) if isinstance(value, dict) else None


def _json_crs(value: Any) -> str | None:
    name = _member_of(_member_of(_member_of(value, "crs"), "properties"), "name")
    return "EPSG:4326" if name in _CRS84 else name if isinstance(name, str) else None


def read_zip(path: Path, encoding: str | None) -> RawTable:
    """A zipped shapefile; the DBF's encoding from .cpg, else from its bytes."""
    folder = path.parent / "unpacked"
    folder.mkdir()
    archive.unpack(path, folder)
    shapes = sorted(p for p in folder.iterdir() if p.suffix.lower() == ".shp")
    if len(shapes) != 1:
        raise Refused(
            "E-IMP-014",
            Text(
                f"包里有 {len(shapes)} 个 .shp，要 1 个",
                f"The archive holds {len(shapes)} .shp files, need 1",
            ),
            Text("一个图层打一个包", "Pack one layer into one archive"),
        )
    shape = shapes[0]
    said = next((p for p in folder.iterdir() if p.suffix.lower() == ".cpg"), None)
    if said is not None and not encoding:
        encoding = said.read_text(errors="replace").strip() or None
    sure = encoding is not None
    if encoding is None:
        dbf = next((p for p in folder.iterdir() if p.suffix.lower() == ".dbf"), None)
        encoding, sure = ("utf-8", True) if dbf is None else dbf_encoding(dbf.read_bytes())
    return read_vector(shape, "ESRI Shapefile", encoding, sure)


def read_kmz(path: Path, part: str | None) -> RawTable:
    """The document of a KMZ."""
    folder = path.parent / "unpacked"
    folder.mkdir()
    return read_vector(archive.unpack_kmz(path, folder), "LIBKML", part=part)


def read_sheet(path: Path, part: str | None) -> RawTable:
    """A sheet of a workbook, read like a CSV: headings, then rows with lon and lat or WKT."""
    with archive.opened(path):
        _check_magic(path, "XLSX")
    import pyogrio

    try:
        sheet = _choose_part(path, "XLSX", part)
        _, _, _, columns = pyogrio.raw.read(path, layer=sheet, read_geometry=False)
    except pyogrio.errors.DataSourceError as error:
        raise Refused(
            "E-IMP-015",
            Text(f"读不出来：{str(error)[:120]}", f"It cannot be read: {str(error)[:120]}"),
            Text("另存为 CSV 再传", "Save it as CSV"),
        ) from error
    rows = [
        [str(_plain_value(cell) or "") for cell in cells] for cells in zip(*columns, strict=True)
    ]
    return replace(table_of("XLSX", rows, None, True), part=sheet)


def _choose_part(path: Path, driver: str, part: str | None) -> str:
    """The layer or sheet to read. Raises Refused with those there are when it is not clear."""
    import pyogrio

    names = [str(name) for name, _ in pyogrio.list_layers(path)]
    infos = {name: pyogrio.read_info(path, layer=name) for name in names[:_MOST_PARTS]}
    for info in infos.values():
        _check_driver(info, driver)
    drawn = {name for name, info in infos.items() if driver == "XLSX" or info["geometry_type"]}
    filled = [name for name in infos if name in drawn and infos[name]["features"] > 0]
    if part in infos or (part is None and len(filled or names) == 1):
        return part or (filled or names)[0]
    parts = [{"name": name, "count": int(infos[name]["features"])} for name in filled or infos]
    told = list_all(
        Text(f"{each['name']}（{each['count']} 条）", f"{each['name']} ({each['count']} features)")
        for each in parts
    )
    why = Text(
        f"文件里有 {len(parts)} 个图层：{told.zh}", f"The file has {len(parts)} layers: {told.en}"
    )
    if part is not None:
        why = Text(f"没有“{part}”，有 {told.zh}", f"There is no “{part}”; there is {told.en}")
    raise Refused(
        "E-IMP-019",
        why,
        Text(
            "选一个再导（part，命令行 --part）",
            "Choose one and import again (part, on the command line --part)",
        ),
        parts=parts,
    )


def read_vector(
    path: Path,
    driver: str,
    encoding: str | None = None,
    sure: bool = True,
    *,
    part: str | None = None,
) -> RawTable:
    """What GDAL's `driver` reads from `path`, and no other. KML is WGS 84 by its standard."""
    _check_magic(path, driver)
    import pyogrio

    try:
        layer = _choose_part(path, driver, part)
        info = pyogrio.read_info(path, layer=layer, encoding=encoding)
        _check_count(int(info["features"]))
        meta, _, geometry, columns = pyogrio.raw.read(
            path, layer=layer, encoding=encoding, force_2d=True
        )
    except pyogrio.errors.DataSourceError as error:
        raise Refused(
            "E-IMP-015",
            Text(f"读不出来：{str(error)[:120]}", f"It cannot be read: {str(error)[:120]}"),
            Text("在 QGIS 里打开看看", "Open it in QGIS to look"),
        ) from error
    names = tuple(str(name) for name in meta["fields"])
    if driver == "LIBKML":  # which always brings a dozen columns of its own, such as Name
        filled = [any(_plain_value(value) is not None for value in column) for column in columns]
        names = tuple(compress(names, filled))
        columns = list(compress(columns, filled))
    rows = tuple(_make_rows(names, columns, geometry))
    crs = "EPSG:4326" if driver == "LIBKML" else meta["crs"]
    return RawTable(driver, names, rows, crs, encoding, sure, layer)


def _check_magic(path: Path, driver: str) -> None:
    with path.open("rb") as file:
        head = file.read(4096)
    wanted = _MAGIC.get(driver)
    if wanted is not None and not head.startswith(wanted):
        raise Refused(
            "E-IMP-005",
            Text(f"内容不是 {driver}", f"The content is not {driver}"),
            Text("扩展名要与内容一致", "The extension must match the content"),
        )
    if driver == "LIBKML" and b"<kml" not in head:
        raise Refused(
            "E-IMP-005",
            Text("内容不是 KML", "The content is not KML"),
            Text("扩展名要与内容一致", "The extension must match the content"),
        )


def _check_driver(info: Mapping[str, Any], driver: str) -> None:
    if info.get("driver") not in (driver, "KML" if driver == "LIBKML" else driver):
        raise Refused(
            "E-IMP-005",
            Text(f"内容是 {info.get('driver')}", f"The content is {info.get('driver')}"),
            Text("扩展名要与内容一致", "The extension must match the content"),
        )


def _check_count(count: int) -> None:
    if count == 0:
        raise Refused(
            "E-IMP-008",
            Text("里面没有一个要素", "It holds no features"),
            Text(
                "在 QGIS 里打开看看是不是选错了图层或筛选",
                "Open it in QGIS to see whether the wrong layer or a filter was chosen",
            ),
        )
    if count > MAX_ROWS:
        raise Refused(
            "E-IMP-010",
            Text(
                f"有 {count} 条，最多 {MAX_ROWS} 条",
                f"It has {count} features, the most is {MAX_ROWS}",
            ),
            Text("分开再传", "Split it into smaller files"),
        )


def _make_rows(names: Sequence[str], columns: Sequence[Any], geometry: Any) -> list[RawRow]:
    return [
        RawRow(
            number + 1,
            {
                name: _plain_value(column[number])
                for name, column in zip(names, columns, strict=True)
            },
            None if shape is None else bytes(shape).hex(),
        )
        for number, shape in enumerate(geometry)
    ]


def _plain_value(value: Any) -> Any:
    """A JSON value: a missing one is None, also GDAL's NaN and NaT."""
    if value is None or value != value:
        return None
    if hasattr(value, "item"):
        value = value.item()
    return value if isinstance(value, str | int | float | bool) else str(value)
