"""Keeps the fleet that was made for one world, so that a second start takes it as it is."""

import json
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import shapely
import structlog

from app.exercise.fleet import SEED, Fleet, make_fleet
from app.exercise.itinerary import Itineraries
from app.exercise.model import FleetVessel, FleetWorld

log = structlog.get_logger()

_ARRAYS = ("first", "at_s", "lon", "lat", "activity", "key")
_OWN_ARRAYS = ("lying_deg", "silent_from_s", "silent_until_s")


def fleet_of(world: FleetWorld, folder: Path) -> Fleet:
    """The fleet of `world`: from `folder` where it lies there, else made and laid there."""
    path = folder / f"fleet-{_fingerprint_of(world)}.npz"
    if path.is_file():
        try:
            return _load_fleet(path)
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            log.warning("fleet_unreadable", path=str(path), why=str(error))
    log.info("fleet_is_made", note="once for this city and storm")
    fleet = make_fleet(world)
    _save_fleet(fleet, path)
    return fleet


def _fingerprint_of(world: FleetWorld) -> str:
    """Of everything the fleet is made from, our own code included."""
    digest = sha256(str(SEED).encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    for polygon in world.land:
        digest.update(shapely.to_wkb(polygon))
    digest.update(repr((world.harbours, world.vessels, world.ferry_lines)).encode())
    storm = world.storm
    digest.update(repr((storm.first_s, storm.last_s)).encode())
    if storm.gale is not None:
        for column in (storm.gale.at_s, storm.gale.lon, storm.gale.lat, storm.gale.radii_km):
            digest.update(np.ascontiguousarray(column).tobytes())
    return digest.hexdigest()[:16]


def _save_fleet(fleet: Fleet, path: Path) -> None:
    """Whole or not at all; older fleets go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half.npz")
    itineraries = {name: getattr(fleet.itineraries, name) for name in _ARRAYS}
    own = {name: getattr(fleet, name) for name in _OWN_ARRAYS}
    vessels = np.array(json.dumps([astuple(vessel) for vessel in fleet.vessels]))
    np.savez(half, **itineraries, **own, vessels=vessels)
    for old in path.parent.glob("fleet-*.npz"):
        if old != half:
            old.unlink(missing_ok=True)
    half.rename(path)


def _load_fleet(path: Path) -> Fleet:
    with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
        vessels = tuple(FleetVessel(*row) for row in json.loads(str(file["vessels"])))
        itineraries = Itineraries(*(file[name] for name in _ARRAYS))
        return Fleet(vessels, itineraries, *(file[name] for name in _OWN_ARRAYS))
