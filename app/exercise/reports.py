"""What each mover says of itself at a moment: AIS sentences and BeiDou reports."""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from app.clock import format_utc
from app.exercise.ais import (
    AisIdentity,
    Position,
    class_a_identity,
    class_a_position,
    class_b_identity,
    class_b_position,
    tagged,
)
from app.exercise.fleet import Fleet
from app.exercise.itinerary import Activity, Sighting
from app.exercise.model import FleetVessel
from app.exercise.oddities import Oddities
from app.exercise.sea import Flags, Floats, Ints

CLASS_A_KINDS = frozenset({"merchant", "passenger", "works"})
_SHIP_TYPES = {"fishing": 30, "carrier": 30, "leisure": 37, "passenger": 60, "merchant": 70,
               "works": 33, "net_buoy": 30}  # fmt: skip
TIDE_S = 12.42 * 3600  # the principal lunar tide
_GPS_NOISE_DEG = 4e-5  # about 4 m


@dataclass(frozen=True, slots=True)
class Seen:
    """Some movers at the moment each speaks of: its last words when it is silent."""

    mover: Ints
    at_s: Ints
    state: Sighting
    heading_deg: Floats

    def only(self, chosen: Flags) -> "Seen":
        """Some of them."""
        state = self.state
        return Seen(
            self.mover[chosen],
            self.at_s[chosen],
            Sighting(
                state.lon[chosen], state.lat[chosen], state.speed_kn[chosen],
                state.course_deg[chosen], state.activity[chosen],
            ),
            self.heading_deg[chosen],
        )  # fmt: skip


def swung(heading_deg: Floats, at_s: Floats) -> Floats:
    """The heading of a ship at anchor: into the tidal stream, which turns every six hours."""
    tide = np.tanh(3 * np.sin(2 * np.pi * at_s / TIDE_S))
    return (heading_deg + 80.0 * tide) % 360.0


class Speaker:
    """Turns a fleet's state into what its transmitters send."""

    def __init__(self, fleet: Fleet, oddities: Oddities, rng: np.random.Generator) -> None:
        self._fleet = fleet
        self._oddities = oddities
        self._rng = rng
        self._group = 0

    def look(self, movers: Ints, at_s: float) -> Seen:
        """Their state at `at_s` (unix seconds), or when they were last heard."""
        fleet = self._fleet
        silent = self.is_silent(movers, at_s)
        moment = np.floor(np.where(silent, fleet.silent_from_s[movers], at_s))
        state = fleet.itineraries.sight(movers, moment)
        lying = fleet.lying_deg[movers]
        lying = np.where(state.activity == Activity.AT_ANCHOR, swung(lying, moment), lying)
        heading = np.where(np.isnan(state.course_deg), lying, state.course_deg)
        return Seen(movers, moment.astype(np.int64), state, heading)

    def is_silent(self, movers: Ints, at_s: float) -> Flags:
        """Who has fallen silent and is not heard again yet."""
        fleet = self._fleet
        return (fleet.silent_from_s[movers] <= at_s) & (at_s < fleet.silent_until_s[movers])

    def positions(self, seen: Seen) -> list[bytes]:
        """A tagged AIS position of each."""
        return [self._position_sentence(seen, row) for row in range(len(seen.mover))]

    def position_of(self, seen: Seen, row: int) -> Position:
        """What the transponder knows."""
        state = seen.state
        vessel = self._fleet.vessels[int(seen.mover[row])]
        noise = self._rng.normal(0, _GPS_NOISE_DEG, 2)
        course = float(state.course_deg[row])
        return Position(
            vessel.mmsi or 0,
            float(state.lon[row] + noise[0]),
            float(state.lat[row] + noise[1]),
            float(state.speed_kn[row]),
            None if np.isnan(course) else course,
            float(seen.heading_deg[row]),
            int(state.activity[row]),
            int(seen.at_s[row] % 60),
        )

    def encode(self, position: Position, kind: str, at_s: int) -> bytes:
        """The sentence a ship of that kind sends."""
        write = class_a_position if kind in CLASS_A_KINDS else class_b_position
        return tagged(self._oddities.on_sentence(write(position, self._pick_channel())), at_s)

    def identities(self, movers: Ints, at_s: float) -> list[bytes]:
        """Tagged names and sizes of each."""
        return [
            sentence
            for mover in movers.tolist()
            for sentence in self._identity_sentences(mover, int(at_s))
        ]

    def beidou(self, seen: Seen) -> list[dict[str, object]]:
        """A BeiDou report of each."""
        return [self._beidou_report(seen, row) for row in range(len(seen.mover))]

    def _position_sentence(self, seen: Seen, row: int) -> bytes:
        kind = self._fleet.vessels[int(seen.mover[row])].kind
        position = self._oddities.on_position(self.position_of(seen, row))
        return self.encode(position, kind, int(seen.at_s[row]))

    def _identity_sentences(self, mover: int, at_s: int) -> list[bytes]:
        vessel = self._fleet.vessels[mover]
        identity = _identity_of(vessel)
        if vessel.kind in CLASS_A_KINDS:
            self._group = (self._group + 1) % 10
            sentences = class_a_identity(identity, self._pick_channel(), self._group)
        else:
            sentences = class_b_identity(identity, self._pick_channel())
        return [tagged(sentence, at_s) for sentence in sentences]

    def _beidou_report(self, seen: Seen, row: int) -> dict[str, object]:
        state = seen.state
        course = float(state.course_deg[row])
        report: dict[str, object] = {
            "beidou_id": self._fleet.vessels[int(seen.mover[row])].beidou_id,
            "fix_at": format_utc(datetime.fromtimestamp(int(seen.at_s[row]), UTC)),
            "lon": round(float(state.lon[row]), 6),
            "lat": round(float(state.lat[row]), 6),
            "speed_kn": round(float(state.speed_kn[row]), 1),
        }
        return report if np.isnan(course) else report | {"course_deg": round(course, 1) % 360.0}

    def _pick_channel(self) -> str:
        return "A" if self._rng.random() < 0.5 else "B"


def _identity_of(vessel: FleetVessel) -> AisIdentity:
    number = vessel.mmsi or 0
    return AisIdentity(
        number,
        (vessel.pinyin or "").upper(),
        f"B{number % 1_000_000:06d}",
        _SHIP_TYPES.get(vessel.kind, 0),
        vessel.length_m or 0.0,
    )
