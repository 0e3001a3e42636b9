"""`manifest.toml`: for every file its source, licence, date, nature, count and hash."""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

import tomli_w

from sample_geo.build.files import TABLES


def _count(path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".geojson":
        return len(json.loads(text)["features"])
    return text.count("[[fix]]") if path.suffix == ".toml" else len(text.splitlines()) - 1


def _file_entry(out: Path, entry: dict[str, str], texts: dict[str, Any]) -> dict[str, object]:
    path = out / entry["name"]
    content = path.read_bytes()
    return {
        "source": texts["sources"].get(entry["source"], entry["source"]),
        "licence": texts["licences"].get(entry["licence"], entry["licence"]),
        "crs": "EPSG:4326",
        "date": entry["date"],
        "nature": entry["nature"],
        "note": entry["note"],
        "count": _count(path),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _islands(out: Path) -> dict[str, object]:
    """What the layer `islands` must show: land inside Zhoushan."""
    features = json.loads((out / "land.geojson").read_text(encoding="utf-8"))["features"]
    inside = [one["properties"] for one in features if one["properties"]["county_code"]]
    return {"count": len(inside), "area_km2": round(sum(one["area_km2"] for one in inside), 1)}


def write_manifest(out: Path) -> None:
    texts = tomllib.loads((TABLES / "files.toml").read_text(encoding="utf-8"))
    document = {
        "title": "Zhoushan sample city",
        "builder": "python -m sample_geo.build --raw DIR --region DIR",
        "crs": "EPSG:4326",
        "islands": _islands(out),
        "files": {entry["name"]: _file_entry(out, entry, texts) for entry in texts["file"]},
    }
    (out / "manifest.toml").write_text(tomli_w.dumps(document), encoding="utf-8")
