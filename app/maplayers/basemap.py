"""The offline basemap: land from the database, region and names from the sample city's files.

Read once a process and kept packed: the coast changes only when another one is imported.
"""

import gzip
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from app.database import Connection
from app.errors import NotFound
from app.maplayers.queries import coast_version, find_land
from app.wording import Text

# 1e-5° is about 1 m: finer than the coast itself (50–170 m).
_DIGITS = 5
_FILES = {"region": "region_land.geojson", "labels": "labels.geojson"}


@dataclass(frozen=True, slots=True)
class Packed:
    """GeoJSON, gzipped, with the ETag of its content."""

    data: bytes
    etag: str


@dataclass(slots=True)
class Basemap:
    """What has been read so far, by name."""

    folder: Path
    kept: dict[str, Packed] = field(default_factory=dict[str, Packed])
    coast: int = 0

    def get(self, conn: Connection, name: str) -> Packed:
        """`land`, `region` or `labels`. Raises NotFound for another name or no data yet."""
        if name == "land" and (version := coast_version(conn)) != self.coast:
            self.kept.pop(name, None)
            self.coast = version
        if name not in self.kept:
            text = _read_land(conn) if name == "land" else self._read_file(name)
            self.kept[name] = _pack_text(text)
        return self.kept[name]

    def _read_file(self, name: str) -> str:
        path = self.folder / _FILES.get(name, "")
        if not path.is_file():
            raise _missing_basemap(name)
        return path.read_text(encoding="utf-8")


def _read_land(conn: Connection) -> str:
    text = find_land(conn, _DIGITS)
    if text is None:
        raise _missing_basemap("land")
    return text


def _pack_text(text: str) -> Packed:
    data = gzip.compress(text.encode(), compresslevel=6, mtime=0)
    return Packed(data, hashlib.sha256(data).hexdigest()[:20])


def _missing_basemap(name: str) -> NotFound:
    return NotFound(
        "E-LAY-006",
        Text("没有底图", "There is no base map"),
        Text(f"缺 {name} 的数据", f"The data of {name} is missing"),
        Text("先装入示范城市或本地底图", "Load the sample city or a local base map first"),
    )
