"""One round after the other: who is due speaks, over the outlet its equipment has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.spatial import cKDTree

from app.exercise import rota
from app.exercise.fleet import Fleet
from app.exercise.model import ExerciseHarbour
from app.exercise.oddities import IMPOSTOR_EVERY_S, Oddities, impostor
from app.exercise.reports import CLASS_A_KINDS, Seen, Speaker
from app.exercise.rota import Rota
from app.exercise.sea import Flags, Floats, to_plane
from app.exercise.sending import SentenceOutlet

SHORE_RANGE_M = 70_000.0  # 38 nautical miles: AIS shore stations hear 20–40
_STATION_LEVELS = frozenset({"central", "first"})
_STILL_KN = 2.0  # class B reports seldom below this


class BeidouSink(Protocol):
    """Takes BeiDou reports."""

    def send(self, reports: Sequence[dict[str, object]]) -> None:
        """Send them, now or when the gateway is there again."""
        ...


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where a round goes. Class A is heard by the traffic service (TCP), class B by the fishery's
    stations (UDP), BeiDou by its gateway."""

    udp: SentenceOutlet
    tcp: SentenceOutlet
    beidou: BeidouSink


class Transmission:
    """The radios of a fleet."""

    def __init__(
        self,
        fleet: Fleet,
        stations: Floats,
        outlets: Outlets,
        now_s: float,
        rng: np.random.Generator,
    ) -> None:
        self._fleet = fleet
        self._outlets = outlets
        self._speaker = Speaker(fleet, Oddities(rng), rng)
        self._stations = cKDTree(stations)
        vessels = fleet.vessels
        self._class_a = np.array([vessel.kind in CLASS_A_KINDS for vessel in vessels])
        self._ais = np.flatnonzero([vessel.mmsi is not None for vessel in vessels])
        self._beidou = np.flatnonzero([vessel.beidou_id is not None for vessel in vessels])
        self._has_ais = np.zeros(len(vessels), np.bool_)
        self._has_ais[self._ais] = True
        self._victim = next((k for k in self._ais if vessels[k].kind == "fishing"), None)
        self._rng = rng
        self.start_over(now_s)

    def start_over(self, now_s: float) -> None:
        """Everyone speaks within the first round: after a start, and when the clock jumped."""
        first = rota.FIRST_ROUND_S
        self._positions = Rota(len(self._ais), now_s, first, self._rng)
        self._identities = Rota(len(self._ais), now_s, rota.AIS_IDENTITY.floor_s, self._rng)
        self._reports = Rota(len(self._beidou), now_s, first, self._rng)
        self._impostor_due_s = now_s + IMPOSTOR_EVERY_S

    def speak(self, now_s: float, at_s: float, rate: float) -> int:
        """Send what is due at the steady clock's `now_s`; gives how many positions went out."""
        sentences = self._speak_ais(now_s, at_s, rate)
        reports = self._speak_beidou(now_s, at_s, rate)
        self._send_names(now_s, at_s, rate)
        self._speak_impostor(now_s, at_s)
        return sentences + reports

    def _speak_ais(self, now_s: float, at_s: float, rate: float) -> int:
        due = self._positions.take(now_s)
        seen = self._speaker.look(self._ais[due], at_s)
        slow = seen.state.speed_kn < _STILL_KN
        silent = self._speaker.is_silent(seen.mover, at_s)
        wait = np.where(slow, rota.AIS_AT_REST.real_s(rate), rota.AIS_UNDER_WAY.real_s(rate))
        self._positions.put_off(due, now_s, np.where(silent, rota.LONGEST_S, wait))
        heard = self._class_a[seen.mover] | self._in_range(seen)
        self._send_positions(seen.only(heard), at_s)
        return int(heard.sum())

    def _send_positions(self, seen: Seen, at_s: float) -> None:
        sentences = self._speaker.positions(seen)
        class_a = self._class_a[seen.mover]
        for outlet, chosen in ((self._outlets.tcp, class_a), (self._outlets.udp, ~class_a)):
            outlet.send([sentences[row] for row in np.flatnonzero(chosen)])

    def _speak_beidou(self, now_s: float, at_s: float, rate: float) -> int:
        due = self._reports.take(now_s)
        # A second apart from the AIS of this round: one fix is told once.
        seen = self._speaker.look(self._beidou[due], at_s - 1.0)
        beside = self._has_ais[seen.mover] & self._in_range(seen)
        silent = self._speaker.is_silent(seen.mover, at_s)
        alone_s, beside_s = (
            rhythm.real_s(rate) for rhythm in (rota.BEIDOU_ALONE, rota.BEIDOU_BESIDE_AIS)
        )
        wait = np.where(silent, rota.LONGEST_S, np.where(beside, beside_s, alone_s))
        self._reports.put_off(due, now_s, wait)
        self._outlets.beidou.send(self._speaker.beidou(seen))
        return len(due)

    def _send_names(self, now_s: float, at_s: float, rate: float) -> None:
        due = self._identities.take(now_s)
        self._identities.put_off(due, now_s, rota.AIS_IDENTITY.real_s(rate))
        movers = self._ais[due]
        movers = movers[~self._speaker.is_silent(movers, at_s)]
        for outlet, chosen in (
            (self._outlets.tcp, self._class_a[movers]), (self._outlets.udp, ~self._class_a[movers])
        ):  # fmt: skip
            outlet.send(self._speaker.identities(movers[chosen], at_s))

    def _speak_impostor(self, now_s: float, at_s: float) -> None:
        if self._victim is None or now_s < self._impostor_due_s:
            return
        self._impostor_due_s = now_s + IMPOSTOR_EVERY_S
        seen = self._speaker.look(np.array([self._victim]), at_s)
        position = impostor(self._speaker.position_of(seen, 0))
        self._outlets.udp.send([self._speaker.encode(position, "fishing", int(at_s))])

    def _in_range(self, seen: Seen) -> Flags:
        away, _ = self._stations.query(to_plane(seen.state.lon, seen.state.lat))
        return np.asarray(away) <= SHORE_RANGE_M


def shore_stations(harbours: tuple[ExerciseHarbour, ...]) -> Floats:
    """AIS receivers stand at the big fishing ports (an assumption of the exercise)."""
    chosen = [h for h in harbours if h.level in _STATION_LEVELS]
    return to_plane(np.array([h.lon for h in chosen]), np.array([h.lat for h in chosen]))
