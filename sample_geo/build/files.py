"""Reading the authored tables and writing the sample files, byte for byte the same each time."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

TABLES = Path(__file__).parent / "data"
DECIMALS = 5  # about 1 m, finer than the coast is true


def read_table(name: str) -> list[dict[str, str]]:
    return read_rows(TABLES / f"{name}.csv")


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_features(path: Path) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def rounded(value: Any) -> Any:
    """Coordinates at `DECIMALS`, at any depth of nesting."""
    if isinstance(value, float):
        return round(value, DECIMALS)
    return [rounded(part) for part in value]


def feature(properties: dict[str, Any], geometry: BaseGeometry) -> dict[str, Any]:
    shape = mapping(geometry)
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape["type"], "coordinates": rounded(shape["coordinates"])},
    }


def write_geojson(path: Path, features: Iterable[dict[str, Any]]) -> None:
    """One feature a line, so that a change shows in a diff."""
    lines = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features]
    body = ",\n".join(lines)
    text = '{"type":"FeatureCollection","features":[\n' + body + "\n]}\n"
    path.write_text(text, encoding="utf-8")


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
