"""An incident as the API tells it."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.model import Label
from app.clock import real_now
from app.incidents import queries
from app.incidents.model import Incident, ResponseTrack
from app.transaction import Transaction
from app.typed_json import extend
from app.wording import Text


@dataclass(frozen=True, slots=True)
class ListedIncident:
    """An incident in a list: what it is, not how it stands."""

    incident_id: int
    kind: str
    name: str
    exercise: bool
    world_id: int
    storm_id: str | None
    label: Label
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class IncidentList:
    """Incidents, newest first."""

    incidents: list[ListedIncident]


@dataclass(frozen=True, slots=True)
class ClockAnswer:
    """How incident time runs against real time, and the span a storm is known in."""

    anchor_real_at: datetime
    anchor_incident_at: datetime
    rate: float
    span: tuple[datetime, datetime] | None


@dataclass(frozen=True, slots=True)
class ResponseInForce:
    """A response level in force; None where its track has none."""

    track: ResponseTrack
    title: Text
    level: int | None
    issuer_unit: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class CurrentIncident(ListedIncident):
    """With its clock and responses; `real_at` lets the browser correct its own clock."""

    clock: ClockAnswer
    real_at: datetime
    incident_at: datetime
    response: list[ResponseInForce]


def listed(incident: Incident) -> ListedIncident:
    """What an incident is."""
    return ListedIncident(
        incident_id=incident.incident_id,
        kind=incident.kind,
        name=incident.name,
        exercise=incident.exercise,
        world_id=incident.world.world_id,
        storm_id=incident.storm_id,
        label=incident.label,
        opened_at=incident.opened_at,
        closed_at=incident.closed_at,
    )


def present(tx: Transaction, incident: Incident) -> CurrentIncident:
    """How an incident stands now."""
    span = queries.storm_span(tx.conn, incident.storm_id) if incident.storm_id else None
    clock, real_at = incident.clock, real_now()
    at = clock.at(real_at)
    responses = queries.list_active_responses(tx.conn, incident.incident_id, at)
    return extend(
        CurrentIncident,
        listed(incident),
        clock=ClockAnswer(clock.anchor_real_at, clock.anchor_incident_at, clock.rate, span),
        real_at=real_at,
        incident_at=at,
        response=[
            ResponseInForce(
                each.track, each.track.names, each.level, each.issuer_unit, each.started_at
            )
            for each in responses
        ],
    )
