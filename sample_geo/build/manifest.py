"""`manifest.toml`: for every file its source, licence, date, nature, count and hash.

`python -m sample_geo.build.manifest` writes it anew. With the name of a new file and what is to be
said of it, the file is first entered into `data/files.toml`.
"""

import argparse
import hashlib
import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomli_w

from sample_geo.build.files import TABLES

OUT = Path(__file__).resolve().parents[1]
NATURES = ("real", "mixed", "illustrative")


def _count(path: Path) -> int:
    if path.suffix in (".zip", ".xlsx"):
        return 1  # a file of an office, whole
    text = path.read_text(encoding="gb18030" if path.parent.name == "island_county" and
                          path.suffix == ".csv" else "utf-8")  # fmt: skip
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


def enter(listed: str, entry: dict[str, str]) -> str:
    """The list of files with one more. Raises ValueError when it has an entry of that name."""
    if any(known["name"] == entry["name"] for known in tomllib.loads(listed)["file"]):
        raise ValueError(f"{entry['name']} is entered already")
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    return "\n".join([listed.rstrip("\n"), "", "[[file]]", *lines, ""])


def main() -> None:
    parser = argparse.ArgumentParser(prog="sample_geo.build.manifest", description=__doc__)
    parser.add_argument("name", nargs="?", help="a new file of sample_geo/, e.g. gauges.geojson")
    parser.add_argument("--nature", choices=NATURES, default="illustrative")
    parser.add_argument("--source", default="authored", help="a source of files.toml, or a text")
    parser.add_argument("--licence", default="own", help="a licence of files.toml, or a text")
    parser.add_argument("--date", default=datetime.now(UTC).date().isoformat())
    parser.add_argument("--note", default="", help="what in it is real and what is not")
    entry = {key: value for key, value in vars(parser.parse_args()).items() if value is not None}
    if "name" in entry:
        path = TABLES / "files.toml"
        path.write_text(enter(path.read_text(encoding="utf-8"), entry), encoding="utf-8")
    write_manifest(OUT)


if __name__ == "__main__":
    main()
