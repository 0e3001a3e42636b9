"""Writes wind_vectors.json: `python -m tests.data.make_wind_vectors`.

The vectors are what the browser must compute too: centre and radii in time, who is inside, and
the stays of both conventions. Times are hours after `origin_at`, rounded to 1e-6 h.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from app.clock import format_utc
from app.geo.sphere import unit_vectors
from app.typhoon.track import Absence, CircleTrack, circle_track
from app.wind.arrival import Convention, find_stays
from app.wind.sight import inside
from tests.unit.storms import circle, fix

FILE = Path(__file__).with_name("wind_vectors.json")

STORMS = {
    "passes, radii differ by quadrant": [
        fix(0, 126.5, 25.7, circle(648.2, 648.2, 500.04, 500.04)),
        fix(12, 124.0, 27.3, circle(694.5, 694.5, 500.04, 500.04)),
        fix(24, 122.9, 28.7, circle(694.5, 694.5, 500.04, 500.04)),
        fix(30, 122.5, 29.5, circle(694.5, 694.5, 500.04, 500.04)),
        fix(48, 123.6, 33.3, circle(601.9, 601.9, 388.92, 388.92)),
    ],
    "circle appears, turns back, disappears": [
        fix(0, 124.5, 29.0),
        fix(6, 123.5, 29.4, circle(120, 180, 90, 60)),
        fix(12, 121.9, 30.0, circle(160, 200, 110, 80)),
        fix(18, 123.2, 30.2, circle(140, 170, 90, 70)),
        fix(27, 124.9, 31.0),
    ],
    "crosses the date line": [
        fix(0, 178.5, 20.0, circle(300, 280, 200, 220)),
        fix(24, -178.0, 22.0, circle(320, 300, 220, 240)),
    ],
}
PLACES = {
    "passes, radii differ by quadrant": [
        (122.3, 29.95),
        (122.1, 30.02),
        (122.45, 30.73),
        (121.0, 28.6),
    ],
    "circle appears, turns back, disappears": [(122.3, 29.95), (122.45, 30.73), (123.9, 29.3)],
    "crosses the date line": [(179.9, 21.0), (-179.0, 23.5)],
}


def vectors() -> list[dict[str, Any]]:
    """Every case with what goes in and what must come out."""
    return [_case(name, fixes, PLACES[name]) for name, fixes in STORMS.items()]


def _case(name: str, fixes: list, places: list[tuple[float, float]]) -> dict[str, Any]:
    track = circle_track(fixes, 7, Absence.NO_CIRCLE)
    assert track is not None
    return {
        "name": name,
        "origin_at": format_utc(track.origin_at),
        "fixes": [
            {
                "hour": (each.fix_at - track.origin_at).total_seconds() / 3600,
                "lon": each.lon,
                "lat": each.lat,
                "radii_km": list(each.radii[0].quadrants_km) if each.radii else None,
            }
            for each in fixes
        ],
        "states": [_state(track, hour) for hour in np.arange(0.0, track.at_s[-1] / 3600, 2.5)],
        "places": [_place(track, *place) for place in places],
    }


def _state(track: CircleTrack, hour: float) -> dict[str, Any]:
    at_s = np.array([hour * 3600])
    lon, lat = track.centre(at_s)
    return {
        "hour": float(hour),
        "lon": round(float((lon[0] + 180) % 360 - 180), 9),
        "lat": round(float(lat[0]), 9),
        "radii_km": [round(float(radius), 6) for radius in track.radii(at_s)[:, 0]],
        "assumed": track.is_assumed(hour * 3600),
    }


def _place(track: CircleTrack, lon: float, lat: float) -> dict[str, Any]:
    hours = np.arange(0.0, track.at_s[-1] / 3600, 2.5)
    here = np.repeat(unit_vectors(np.array([lon]), np.array([lat])), len(hours), axis=0)
    told: dict[str, Any] = {"lon": lon, "lat": lat}
    for convention in Convention:
        stays = find_stays(track, np.array([lon]), np.array([lat]), convention).of(0)
        told[convention] = [[_hour(start), _hour(stop)] for start, stop in stays]
        states = inside(track, here, hours * 3600, convention)
        told[f"inside_{convention}"] = [bool(state) for state in states]
    return told


def _hour(at_s: float) -> float | None:
    return None if np.isnan(at_s) else round(at_s / 3600, 6)


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", "utf-8")
