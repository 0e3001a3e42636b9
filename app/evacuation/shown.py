"""Zones as they are shown: timed again for now, or as they stood at a moment that is asked for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.database import Connection
from app.evacuation import queries
from app.evacuation.actions import retimed
from app.evacuation.model import Zone
from app.evacuation.present import ZoneView, present_zone
from app.evacuation.redaction import Redactor
from app.evacuation.zone_answer import StoredAnswer
from app.incidents.model import Incident
from app.transaction import Transaction
from app.typed_json import extend
from app.wording import Language


def view_zones(
    tx: Transaction, incident: Incident, at: datetime, past: datetime | None, language: Language
) -> list[ZoneView]:
    """The incident's zones at `at`; with `past` those of then, whatever has become of them."""
    zones = queries.list_zones(tx.conn, incident.incident_id, past)
    return present_views(tx, zones, answers_at(tx.conn, incident, zones, at, past), language)


def answers_at(
    conn: Connection,
    incident: Incident,
    zones: Sequence[Zone],
    at: datetime,
    past: datetime | None,
) -> list[StoredAnswer | None]:
    """What is told of zones: timing run again at `at`, or at `past` the answers that stood."""
    if past is None:
        return retimed(conn, incident, at, zones)
    return [None if zone.answer is None else _as_of(zone.answer, past) for zone in zones]


def _as_of(answer: StoredAnswer, at: datetime) -> StoredAnswer:
    """The answer with the time left that a desk saw at `at`."""
    latest = answer.timing.latest_start_at
    left = None if latest is None else round((latest - at).total_seconds())
    return replace(answer, timing=replace(answer.timing, margin_s=left, incident_at=at))


def present_views(
    tx: Transaction,
    zones: Sequence[Zone],
    answers: Sequence[StoredAnswer | None],
    language: Language,
) -> list[ZoneView]:
    """Zones as the API tells them to this asker."""
    redactor = Redactor(tx.conn, tx.actor, language)
    return [
        extend(
            ZoneView,
            present_zone(zone),
            answer=None if answer is None else redactor.redacted(answer.shown()),
            standing=zone.standing,
        )
        for zone, answer in zip(zones, answers, strict=True)
    ]
