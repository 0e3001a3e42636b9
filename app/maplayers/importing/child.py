"""Runs the reader on a file in a process of its own, with little memory, time and environment."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import structlog

from app import strict_json
from app.errors import InvalidInput
from app.maplayers.importing.reader import NOBODY
from app.maplayers.importing.table import RawRow, RawTable
from app.settings import CLONE_DIR

log = structlog.get_logger()

KINDS = (".geojson", ".json", ".gpkg", ".kml", ".csv", ".zip")
_WAIT_S = 90
# Every driver but the four that are used and MEM, without which GDAL itself falls: VRT, GDALG and
# the network ones read other files when a file's content tells them to, GPSBabel runs a program.
# A test names whichever a new GDAL brings.
_SKIPPED = (
    "OGR_VRT,VRT,GDALG,GTI,STACTA,STACIT,WFS,OAPIF,OGCAPI,CSW,HTTP,WMS,WMTS,WCS,DAAS,EEDA,NGW,MVT,"
    "PGDUMP,Carto,AmigoCloud,Elasticsearch,PLSCENES,ADBC,PCIDSK,PDS4,VICAR,PDF,MBTiles,LVBAG,S57,"
    "DGN,GML,GPX,GeoJSON,GeoJSONSeq,ESRIJSON,TopoJSON,JSONFG,OGR_GMT,SQLite,WAsP,OpenFileGDB,DXF,"
    "FlatGeobuf,GeoRSS,VFK,OSM,GPSBabel,OGR_PDS,EDIGEO,Idrisi,ODS,XLSX,SXF,Selafin,JML,VDV,MapML,"
    "GTFS,PMTiles,MiraMonVector,AVCBin,AVCE00,AIVector,MapInfo File,CSV"
)


def read_upload(data: bytes, filename: str, encoding: str | None) -> RawTable:
    """What the uploaded file holds. Raises InvalidInput with the reader's reason."""
    kind = Path(filename).suffix.lower()
    if kind not in KINDS:
        raise _refused("E-IMP-001", f"不收 {kind or '没有扩展名的文件'}",
                       "Shapefile 打成 .zip；此外收 " + " ".join(KINDS))  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="haitang-import-") as folder:
        path = Path(folder) / f"upload{kind}"
        path.write_bytes(data)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)  # the reader is nobody when it unpacks
            os.chown(path, NOBODY, NOBODY)
        answer = _run(path, kind, encoding)
    if "refused" in answer:
        reason = answer["refused"]
        raise _refused(reason["code"], reason["why"], reason["todo"])
    return _table(answer["table"])


def _run(path: Path, kind: str, encoding: str | None) -> dict[str, dict[str, Any]]:
    command = [sys.executable, "-m", "app.maplayers.importing.reader", str(path), kind]
    if encoding:
        command.append(encoding)
    try:
        done = subprocess.run(command, cwd=path.parent, env=environment(), capture_output=True,
                              timeout=_WAIT_S, check=False)  # noqa: S603 - our own module, our own temporary path  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _too_much(f"{_WAIT_S} 秒没有读完") from None
    if done.returncode != 0:
        log.warning("import reader failed", code=done.returncode, told=done.stderr[-500:])
        raise _too_much("读取时超过了内存或时间的限制，或文件损坏")
    answer: dict[str, dict[str, Any]] = strict_json.loads(done.stdout)
    return answer


def environment() -> dict[str, str]:
    """The child's whole environment; nothing of ours is handed on."""
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(CLONE_DIR),
        "GDAL_SKIP": _SKIPPED,
        "PROJ_NETWORK": "OFF",
        "CPL_CURL_ENABLE_VSIMEM": "NO",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _table(value: dict[str, Any]) -> RawTable:
    rows = tuple(RawRow(**row) for row in value["rows"])
    plain: dict[str, Any] = {**value, "columns": tuple(value["columns"]), "rows": rows}
    return RawTable(**plain)


def _refused(code: str, why: str, todo: str) -> InvalidInput:
    return InvalidInput(code, "文件没有导入", why, todo)


def _too_much(why: str) -> InvalidInput:
    return _refused("E-IMP-009", why, "在 QGIS 里打开检查，或分成几个小文件")
