"""Landfall: where a storm's centre comes ashore, by crossing its path with the coast."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import shapely
from shapely import LineString, Point, Polygon, STRtree

from app.geo.sphere import EARTH_RADIUS_KM
from app.storm_events.model import StormEvent, StormEventKind, Story, clock_text
from app.typhoon.explanation import Explanation
from app.typhoon.model import Fix, StormClass
from app.typhoon.path import Path
from app.typhoon.strength import class_of_wind
from app.units import beaufort_force

_ENDS = 1e-9


@dataclass(frozen=True, slots=True)
class CoastLand:
    """An island, or a piece of the mainland. `county_code` only within the city."""

    land_id: int
    name: str | None
    mainland: bool
    county_code: str | None
    shape: Polygon

    @property
    def title(self) -> Explanation:
        """Its name, or what it is."""
        if self.name:
            return Explanation(self.name, self.name)
        if self.mainland:
            return Explanation("大陆", "the mainland")
        return Explanation("无名岛屿", "an unnamed island")


@dataclass(frozen=True, slots=True)
class Landfall:
    """The centre comes ashore. Wind is linear between the points around; None when not known."""

    at_s: float
    land: CoastLand
    wind_ms: float | None

    @property
    def storm_class(self) -> StormClass | None:
        """Class of the wind in the agency's own averaging."""
        return class_of_wind(self.wind_ms)


class Coastline:
    """The land a landfall can be on, with an index."""

    def __init__(self, lands: Sequence[CoastLand]) -> None:
        self.lands = tuple(lands)
        self._tree = STRtree([land.shape for land in lands])

    def landfalls(self, path: Path, points: Sequence[Fix]) -> list[Landfall]:
        """Every coming ashore along the path; one that begins on land is none."""
        found: list[Landfall] = []
        was_on: set[int] = set()
        for leg, (start, end) in enumerate(_path_legs(path)):
            is_on: set[int] = set()
            for land, enters, leaves in self._land_pieces(LineString([start, end])):
                begun_there = enters <= _ENDS and (leg == 0 or land.land_id in was_on)
                if not begun_there:
                    span_s = path.at_s[leg + 1] - path.at_s[leg]
                    at_s = float(path.at_s[leg] + enters * span_s)
                    found.append(Landfall(at_s, land, _wind_at(path, points, at_s)))
                if leaves >= 1 - _ENDS:
                    is_on.add(land.land_id)
            was_on = is_on
        return sorted(found, key=lambda landfall: landfall.at_s)

    def _land_pieces(self, leg: LineString) -> Iterator[tuple[CoastLand, float, float]]:
        """Land under a leg, with the shares of the leg at which it enters and leaves."""
        if leg.length == 0:
            return
        for index in self._tree.query(leg, predicate="intersects"):
            land = self.lands[int(index)]
            for piece in shapely.get_parts(leg.intersection(land.shape)):
                if piece.length > 0:
                    ends = [float(leg.project(Point(end), normalized=True)) for end in piece.coords]
                    yield land, min(ends), max(ends)

    def nearest(self, path: Path) -> tuple[CoastLand, float] | None:
        """The land the path comes nearest to, and how near, km (plane at the coast's latitude)."""
        if not self.lands:
            return None
        squeeze = float(np.cos(np.radians(self.lands[0].shape.centroid.y)))
        line = _squeeze_shape(LineString(list(zip(path.lon, path.lat, strict=True))), squeeze)
        gaps: list[float] = cast(Any, shapely).distance(
            line, [_squeeze_shape(land.shape, squeeze) for land in self.lands]
        )
        best = int(np.argmin(gaps))
        return self.lands[best], float(np.radians(gaps[best])) * EARTH_RADIUS_KM


def landfall_events(story: Story, coast: Coastline) -> Iterator[StormEvent]:
    """Every landfall of a story."""
    for landfall in coast.landfalls(story.path, story.points):
        yield _landfall_event(story, landfall)


def _landfall_event(story: Story, landfall: Landfall) -> StormEvent:
    land, wind_ms = landfall.land, landfall.wind_ms
    moment = story.path.moment(landfall.at_s)
    force = None if wind_ms is None else beaufort_force(wind_ms)
    figures = {
        "land_id": land.land_id,
        "land": land.name,
        "mainland": land.mainland,
        "county_code": land.county_code,
        "wind_ms": None if wind_ms is None else round(wind_ms, 1),
        "averaging_min": story.outlook.track.averaging_min,
        "force": force,
        "class": landfall.storm_class,
    }
    strength_zh = "" if wind_ms is None else f"，近中心 {wind_ms:.0f} 米/秒（{force} 级）"
    strength_en = "" if wind_ms is None else f", {wind_ms:.0f} m/s (force {force})"
    title = land.title
    return story.event(
        StormEventKind.LANDFALL,
        str(land.land_id),
        at_s=landfall.at_s,
        complete_s=landfall.at_s,
        text=Explanation(
            f"{clock_text(moment)} 在{title.zh}登陆{strength_zh}",
            f"landfall on {title.en}{strength_en}",
        ),
        figures=figures,
    )


def _path_legs(path: Path) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    places = list(zip(path.lon.tolist(), path.lat.tolist(), strict=True))
    yield from zip(places, places[1:], strict=False)


def _wind_at(path: Path, points: Sequence[Fix], at_s: float) -> float | None:
    after = int(np.searchsorted(path.at_s, at_s))
    before = max(after - 1, 0)
    first, second = points[before].wind_ms, points[after].wind_ms
    if first is None or second is None:
        return first if second is None else second
    times = [path.at_s[before], path.at_s[after]]
    return float(np.interp(at_s, times, [first, second]))


def _squeeze_shape(shape: shapely.Geometry, squeeze: float) -> shapely.Geometry:
    return shapely.transform(shape, lambda places: places * [squeeze, 1.0])
