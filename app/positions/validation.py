"""What is refused, and why: named predicates over columns, in the order they are asked.

A predicate says which rows are at fault. The first that does gives the row's reason. A report
older than its mover's last is not refused: it is stored and does not become current.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.positions.columns import NO_SLOT, Mask, Rows
from app.positions.geometry import distance_m
from app.positions.model import Reason
from app.units import NAUTICAL_MILE_KM


@dataclass(frozen=True, slots=True)
class PlausibilityLimits:
    """Thresholds from configuration. `max_speed_kn` is indexed by `Kind`."""

    future_s: float
    oldest_s: float
    max_speed_kn: tuple[float, ...]
    slack_m: float


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of each row's mover before this report; NaN where there is no last fix."""

    fix_at: NDArray[np.float64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    kind: NDArray[np.uint8]
    own_time: Mask


@dataclass(frozen=True, slots=True)
class JudgedMoment:
    """The incident's moment (unix seconds) and the clock's rate, with the limits in force."""

    now: float
    rate: float
    limits: PlausibilityLimits


Predicate = Callable[[Rows, Known, JudgedMoment], Mask]

# Reception wavers by about this much real time; times the clock's rate it is ship time that a
# report without a time of its own cannot account for.
JITTER_S = 1.0


def is_placed(rows: Rows) -> Mask:
    """It says where it is, and that can be."""
    return (np.abs(rows["lon"]) <= 180) & (np.abs(rows["lat"]) <= 90)


def lacks_identity(rows: Rows, known: Known, moment: JudgedMoment) -> Mask:
    """No mover belongs to the identity it gives (MMSI 0, or above nine digits)."""
    return rows["slot"] == NO_SLOT


def lacks_position(rows: Rows, known: Known, moment: JudgedMoment) -> Mask:
    """The source says it has no position (AIS 181°, 91°)."""
    return np.isnan(rows["lon"]) | np.isnan(rows["lat"])


def is_non_finite(rows: Rows, known: Known, moment: JudgedMoment) -> Mask:
    """A figure is infinite."""
    return np.logical_or.reduce([np.isinf(rows[name]) for name in _FIGURES])


def is_out_of_range(rows: Rows, known: Known, moment: JudgedMoment) -> Mask:
    """A figure that is given lies outside what it can be."""
    beyond = np.abs(rows["lon"]) > 180
    beyond |= np.abs(rows["lat"]) > 90
    beyond |= (rows["sog_kn"] < 0) | (rows["sog_kn"] > 102.25)
    for name in ("cog_deg", "heading_deg"):
        beyond |= (rows[name] < 0) | (rows[name] >= 360)
    return beyond


def is_in_future(rows: Rows, known: Known, moment: JudgedMoment) -> Mask:
    """Its own time is later than the incident's moment, jitter and tolerance allowed for."""
    return rows["fix_at"] > moment.now + moment.limits.future_s + JITTER_S * moment.rate


def is_too_old(rows: Rows, known: Known, moment: JudgedMoment) -> Mask:
    """Its own time lies further back than any outbox holds."""
    return rows["fix_at"] < moment.now - moment.limits.oldest_s


def is_impossibly_fast(rows: Rows, known: Known, moment: JudgedMoment) -> Mask:
    """It would have had to move faster than its kind can since its last fix."""
    distance = distance_m(known.lon, known.lat, rows["lon"], rows["lat"])
    elapsed = np.abs(rows["fix_at"] - known.fix_at)
    elapsed += np.where(rows["own_time"] & known.own_time, 0.0, JITTER_S * moment.rate)
    limit_ms = np.asarray(moment.limits.max_speed_kn)[known.kind] * NAUTICAL_MILE_KM / 3.6
    return distance > limit_ms * elapsed + moment.limits.slack_m


PREDICATES: tuple[tuple[Reason, Predicate], ...] = (
    (Reason.NO_IDENTITY, lacks_identity),
    (Reason.NO_POSITION, lacks_position),
    (Reason.NON_FINITE, is_non_finite),
    (Reason.OUT_OF_RANGE, is_out_of_range),
    (Reason.FUTURE_TIME, is_in_future),
    (Reason.TOO_OLD, is_too_old),
    (Reason.IMPOSSIBLE_SPEED, is_impossibly_fast),
)
FINE = -1
_FIGURES = ("lon", "lat", "fix_at", "sog_kn", "cog_deg", "heading_deg")


def judge(rows: Rows, known: Known, moment: JudgedMoment) -> NDArray[np.int8]:
    """For each row the index in `PREDICATES` of its fault, or FINE."""
    verdict = np.full(len(rows), FINE, np.int8)
    with np.errstate(invalid="ignore"):  # every predicate sees every row, infinite ones too
        for index, (_, predicate) in enumerate(PREDICATES):
            verdict[(verdict == FINE) & predicate(rows, known, moment)] = index
    return verdict


def reason_of(verdict: int, *, terminal: bool) -> Reason:
    """The reason of a verdict; `terminal` when the report named a BeiDou terminal."""
    reason = PREDICATES[verdict][0]
    return Reason.UNKNOWN_TERMINAL if terminal and reason is Reason.NO_IDENTITY else reason


def is_not_newer(rows: Rows, known: Known) -> Mask:
    """Stored but not current; also every repetition, which only the history can tell."""
    return rows["fix_at"] <= known.fix_at


def is_net_buoy(mmsi: int, name: str | None) -> bool:
    """Whether it is a net marker 网位仪: an MMSI that no ship can have, or a battery in its name.

    Ships have a country code 201–775 in front; 97 and 98 are distress and tender craft. Markers
    name themselves after their battery, e.g. `NET12-87%` or `12.4V` (sources#fishing-vessels).
    """
    prefix = mmsi // 1_000_000
    ship_like = 201 <= prefix <= 775 or 970 <= prefix <= 974 or 980 <= prefix <= 989
    return not ship_like or (
        name is not None
        and name.rstrip().endswith(("%", "V"))
        and any(character.isdigit() for character in name)
    )
