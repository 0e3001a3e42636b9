"""Map files and tables that people bring: which kinds are taken, and what they hold."""

from dataclasses import dataclass
from pathlib import Path

from app.errors import InvalidInput
from app.importing.confined import Job, read_confined
from app.importing.grid import CellGrid
from app.importing.records import record_of
from app.importing.table import RawTable
from app.wording import Text

KINDS = (".geojson", ".json", ".gpkg", ".kml", ".kmz", ".csv", ".xlsx", ".zip")
# Every driver but the five that are used and MEM, without which GDAL itself falls: VRT, GDALG and
# the network ones read other files when a file's content tells them to, GPSBabel runs a program.
# A test names whichever a new GDAL brings.
_SKIPPED = (
    "OGR_VRT,VRT,GDALG,GTI,STACTA,STACIT,WFS,OAPIF,OGCAPI,CSW,HTTP,WMS,WMTS,WCS,DAAS,EEDA,NGW,MVT,"
    "PGDUMP,Carto,AmigoCloud,Elasticsearch,PLSCENES,ADBC,PCIDSK,PDS4,VICAR,PDF,MBTiles,LVBAG,S57,"
    "DGN,GML,GPX,GeoJSON,GeoJSONSeq,ESRIJSON,TopoJSON,JSONFG,OGR_GMT,SQLite,WAsP,OpenFileGDB,DXF,"
    "FlatGeobuf,GeoRSS,VFK,OSM,GPSBabel,OGR_PDS,EDIGEO,Idrisi,ODS,SXF,Selafin,JML,VDV,MapML,"
    "GTFS,PMTiles,MiraMonVector,AVCBin,AVCE00,AIVector,MapInfo File,CSV"
)


@dataclass(frozen=True, slots=True)
class Sheets:
    """What the reader of cells hands over."""

    sheets: tuple[CellGrid, ...]


def read_upload(
    data: bytes, filename: str, encoding: str | None, part: str | None = None
) -> RawTable:
    """What the uploaded file holds; `part` names the layer or sheet where there are several.

    Raises InvalidInput with the reader's reason, and with the parts to choose from."""
    kind = Path(filename).suffix.lower()
    if kind not in KINDS:
        raise _file_refusal(
            "E-IMP-001",
            Text(
                f"不收 {kind or '没有扩展名的文件'}",
                f"Files of kind {kind or 'without an extension'} are not taken",
            ),
            Text(
                f"Shapefile 打成 .zip；此外收 {' '.join(KINDS)}",
                f"Pack a Shapefile as .zip; also taken: {' '.join(KINDS)}",
            ),
        )
    if not data.strip():
        raise _file_refusal(
            "E-IMP-018",
            Text("文件是空的", "The file is empty"),
            Text(
                "重新导出，看看文件大小；传之前先在本机打开一次",
                "Export it again and look at its size; open it on this machine before sending",
            ),
        )
    said = {"kind": kind, "encoding": encoding, "part": part}
    return record_of(RawTable, read_confined(JOB, said, data))


def read_grids(data: bytes, filename: str, encoding: str | None) -> tuple[CellGrid, ...]:
    """Every sheet of a CSV or XLSX, cell by cell. Raises InvalidInput."""
    kind = Path(filename).suffix.lower()
    said = {"kind": kind, "encoding": encoding}
    return record_of(Sheets, {"sheets": read_confined(GRID_JOB, said, data)}).sheets


def _file_refusal(code: str, why: Text, todo: Text) -> InvalidInput:
    return InvalidInput(code, Text("文件没有导入", "The file was not imported"), why, todo)


def _too_much(why: Text) -> InvalidInput:
    return _file_refusal(
        "E-IMP-009",
        why,
        Text(
            "在 QGIS 里打开检查，或分成几个小文件",
            "Open it in QGIS to check it, or split it into smaller files",
        ),
    )


JOB = Job(
    "app.importing.reader",
    _too_much,
    memory_bytes=1536 * 1024 * 1024,  # the geometry libraries alone map about 600 MB
    file_bytes=600 * 1024 * 1024,
    environ={
        "GDAL_SKIP": _SKIPPED,
        "PROJ_NETWORK": "OFF",
        "CPL_CURL_ENABLE_VSIMEM": "NO",
        "OPENBLAS_NUM_THREADS": "1",
        "OGR_XLSX_HEADERS": "DISABLE",  # the first row is read like the others: as text
        "OGR_XLSX_FIELD_TYPES": "STRING",
    },
)
GRID_JOB = Job("app.importing.grid_reader", _too_much, file_bytes=600 * 1024 * 1024)
