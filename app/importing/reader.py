"""Reads one map file or table, in the confined child only."""

from pathlib import Path

from app.errors import InvalidInput
from app.importing import text, vector
from app.importing.confined import Json
from app.importing.table import RawTable, Refused
from app.wording import Text

_DRIVERS = {".gpkg": "GPKG", ".kml": "LIBKML"}

prepare = vector.load_drivers


def read(said: Json, data: bytes) -> RawTable:
    """The table of a file of `said["kind"]`. Raises InvalidInput."""
    try:
        return _read_table(said["kind"], said["encoding"], said["part"], data)
    except Refused as refused:
        raise InvalidInput(
            refused.code,
            Text("文件没有导入", "The file was not imported"),
            refused.why,
            refused.todo,
            detail=refused.detail,
        ) from refused


def _read_table(kind: str, encoding: str | None, part: str | None, data: bytes) -> RawTable:
    if kind == ".csv":
        return text.read_csv(data, encoding)
    if kind in (".geojson", ".json"):
        return vector.read_geojson(data)
    path = Path(f"upload{kind}")  # GDAL and the unpacking want a file; the folder is this child's
    path.write_bytes(data)
    if kind == ".zip":
        return vector.read_zip(path, encoding)
    if kind == ".xlsx":
        return vector.read_sheet(path, part)
    if kind == ".kmz":
        return vector.read_kmz(path, part)
    return vector.read_vector(path, _DRIVERS[kind], part=part)
