"""Answers about the wind at places and on the map, from what is stored and computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.database import Connection
from app.typhoon import queries
from app.typhoon.explanation import Explanation
from app.typhoon.model import Storm
from app.typhoon.outlook import Outlook
from app.wind import present
from app.wind.arrival import Convention
from app.wind.ensemble.basis import FORCES, basis_of
from app.wind.ensemble.places import WindPlace
from app.wind.ensemble.queries import find_last_result, find_result
from app.wind.ensemble.result import NO_RESULT, UNTOLD, EnsembleAgency, EnsembleResult
from app.wind.ensemble.table import stays_of_places
from app.wind.ensemble.work import ask_for
from app.wind.place_wind import wind_rule

NO_FORECAST = Explanation(
    "没有预报，无从谈概率", "no agency forecasts, so there is no probability to tell"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A storm as known at a moment, and for whom it is asked; `live`: as known now."""

    storm: Storm
    at: datetime
    outlooks: tuple[Outlook, ...]
    incident_id: int
    live: bool = False


Stage = Literal["none", "pending", "done"]


@dataclass(frozen=True, slots=True)
class EnsembleState:
    """How far an ensemble is, whose members it has, and the newest bulletin it rests on."""

    state: Stage
    progress_pct: int
    known_at: datetime | None
    took_ms: int | None
    members: int | None
    agencies: list[EnsembleAgency]
    reason: Explanation | None
    method: Explanation


@dataclass(frozen=True, slots=True)
class Places:
    """Every place by every force."""

    storm_id: str
    at: datetime
    forces: tuple[int, ...]
    inputs: present.AnswerInputs
    convention: Convention
    rules: dict[int, Explanation]
    ensemble: EnsembleState
    places: list[present.PlaceArrival]


@dataclass(frozen=True, slots=True)
class Stored:
    """The stored result of a basis: `state` none, pending or done.

    While pending, `result` is the last finished one if any, of the bulletin `known_at`."""

    state: Stage
    progress_pct: int
    took_ms: int | None
    result: EnsembleResult
    reason: Explanation | None
    known_at: datetime | None = None

    def head(self) -> EnsembleState:
        """How far it is and whose members it has."""
        return EnsembleState(
            state=self.state,
            progress_pct=self.progress_pct,
            known_at=self.known_at,
            took_ms=self.took_ms,
            members=self.result.members or None,
            agencies=self.result.agencies,
            reason=self.reason,
            method=present.METHOD,
        )


def stored_result(conn: Connection, asked: Asked) -> Stored:
    """The result; or a worker asked to make it and meanwhile the last that was finished."""
    basis = basis_of(conn, asked.storm, asked.outlooks)
    known_at = basis.known_at
    if not basis.outlooks or known_at is None:
        return Stored("none", 0, None, NO_RESULT, NO_FORECAST)
    found = find_result(conn, asked.storm.storm_id, basis.key)
    if found is not None and found.result is not None:
        return Stored("done", 100, found.took_ms, found.result, None, known_at)
    ask_for(conn, asked.incident_id, asked.storm.storm_id, basis.key,
            None if asked.live else asked.at)  # fmt: skip
    progress_pct = 0 if found is None else found.progress_pct
    last = find_last_result(conn, asked.storm.storm_id, known_at)
    if last is None:
        return Stored("pending", progress_pct, None, NO_RESULT, None)
    return Stored("pending", progress_pct, last.took_ms, last.result, None, last.known_at)


def chosen(conn: Connection, asked: Asked, agency: str | None) -> Outlook:
    """The outlook of one agency, or the preferred one. Raises NotFound."""
    for outlook in asked.outlooks:
        if agency in (None, outlook.track.agency):
            return outlook
    return queries.get_outlook(conn, asked.storm, asked.at, agency)


def places_answer(
    outlook: Outlook,
    places: Sequence[WindPlace],
    stored: Stored,
    forces: Sequence[int],
    convention: Convention,
    head: tuple[str, datetime],
) -> Places:
    """Every place by every force: the forecast's own stays, and their likelihood once known."""
    stays = {force: stays_of_places(outlook, places, force, convention) for force in forces}
    rows: list[present.PlaceArrival] = []
    for index, place in enumerate(places):
        told = stored.result.places.get(place.identity, {})
        by_force = {
            force: present.force_at_place(
                None if found is None else found[index], told.get(force, UNTOLD)
            )
            for force, found in stays.items()
        }
        rows.append(present.place(place, by_force))
    storm_id, at = head
    return Places(
        storm_id=storm_id,
        at=at,
        forces=tuple(forces),
        inputs=present.inputs(outlook),
        convention=convention,
        rules={force: wind_rule(outlook, force) for force in stays},
        ensemble=stored.head(),
        places=rows,
    )


def known_forces(text: str | None) -> tuple[int, ...]:
    """The `force` argument "7,8,10,12"; ValueError for anything else."""
    if not text:
        return FORCES
    forces = tuple(dict.fromkeys(int(part) for part in text.split(",")))
    if not all(6 < force < 18 for force in forces):
        raise ValueError(text)
    return forces
