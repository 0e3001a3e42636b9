"""What a source may say: a position, an identity. Missing is None."""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum


class Source(IntEnum):
    """Where a position came from; the number is stored and sent."""

    AIS_UDP = 1
    AIS_TCP = 2
    BEIDOU = 3
    REPLAY = 4
    GATEWAY = 5  # posted by a gateway, in a format that is not BeiDou's


class Reason(StrEnum):
    """Why a report was refused. A new reason is added here and in `validation.PREDICATES`."""

    NO_IDENTITY = "no_identity"
    NO_POSITION = "no_position"
    NON_FINITE = "non_finite"
    OUT_OF_RANGE = "out_of_range"
    FUTURE_TIME = "future_time"
    TOO_OLD = "too_old"
    IMPOSSIBLE_SPEED = "impossible_speed"
    UNKNOWN_TERMINAL = "unknown_terminal"
    MALFORMED = "malformed"
    NOT_STORABLE = "not_storable"


class Kind(IntEnum):
    """Kind of a mover as frames carry it; names equal `vessel.kind` in the database."""

    UNKNOWN = 0
    FISHING = 1
    CARRIER = 2
    LEISURE = 3
    PASSENGER = 4
    MERCHANT = 5
    WORKS = 6
    NET_BUOY = 7


@dataclass(frozen=True, slots=True)
class PositionReport:
    """One position as a source gave it; `fix_at` is unix seconds UTC of the source's own clock."""

    mmsi: int | None
    beidou_id: str | None
    fix_at: float | None
    lon: float | None
    lat: float | None
    sog_kn: float | None
    cog_deg: float | None
    heading_deg: float | None
    nav_status: int | None


@dataclass(frozen=True, slots=True)
class StaticReport:
    """What a ship says of itself (AIS 5 and 24); only what this message carried is not None."""

    mmsi: int
    name: str | None
    kind: Kind | None
    length_m: float | None

    def merge_earlier(self, earlier: "StaticReport | None") -> "StaticReport":
        """This report, with what only `earlier` carried: type 24 comes in two halves."""
        if earlier is None:
            return self
        return replace(
            self,
            name=earlier.name if self.name is None else self.name,
            kind=earlier.kind if self.kind is None else self.kind,
            length_m=earlier.length_m if self.length_m is None else self.length_m,
        )


@dataclass(frozen=True, slots=True)
class Unused:
    """A valid message that is no vessel's position or identity, e.g. a base station's."""

    mmsi: int


class Undecodable(Exception):
    """The bytes are not what the format says; the text tells why."""
