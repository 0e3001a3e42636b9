"""The demo's database: the sample city in it, and an exercise that stands still while off."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from app.accounts.model import SYSTEM_ACTOR
from app.administration.people.first_start import first_links
from app.clock import IncidentClock, format_utc, parse_utc, real_now
from app.database import Connection, connect
from app.demo.devices import issue_beidou_token, issue_links
from app.demo.exercise import RATE, STORM_ID, open_exercise
from app.demo.queries import find_mark
from app.errors import NotFound
from app.incidents.model import Incident
from app.incidents.queries import (
    get_incident,
    insert_exercise,
    list_open_incidents,
    storm_span,
)
from app.operation.supervisor import queries
from app.operation.supervisor.progress import Progress
from app.settings import Settings
from app.transaction import Transaction, on_connection
from app.wording import Text
from app.worlds.queries import close_exercises_without_incident, update_clock

ALIVE_EVERY_S = 2.0
CHINA_TIME = timezone(timedelta(hours=8))
LEAD = timedelta(hours=36)  # an exercise begins this long before the storm is nearest


class AliveNote:
    """Notes every two seconds that the demo runs, so that a restart knows when it stopped."""

    def __init__(self, data_dir: Path) -> None:
        self._file = data_dir / "demo-alive.json"
        self._noted_at: datetime | None = None

    def __call__(self) -> None:
        """Note the time when it is due."""
        now = real_now()
        if self._noted_at is None or (now - self._noted_at).total_seconds() >= ALIVE_EVERY_S:
            draft = self._file.with_suffix(".new")
            draft.write_text(json.dumps({"alive_at": format_utc(now)}), encoding="utf-8")
            draft.replace(self._file)
            self._noted_at = now

    def last_at(self) -> datetime | None:
        """When the demo last ran."""
        try:
            return parse_utc(json.loads(self._file.read_text(encoding="utf-8"))["alive_at"])
        except (FileNotFoundError, ValueError, KeyError):
            return None


def prepare_demo(
    dsn: str, settings: Settings, storm: str | None, speed: float | None, progress: Progress
) -> Mapping[str, str]:
    """Fill an empty database; set the exercise going; give the screens' links.

    Raises Conflict for others' data.
    """
    with connect(dsn) as conn:
        if find_mark(conn) != "demo":
            with progress.step("示例城市已装入"):
                _fill_city(conn, settings)
        with on_connection(conn, SYSTEM_ACTOR) as tx:
            incident = _find_exercise(tx, storm, AliveNote(settings.data_dir).last_at())
            clock = incident.clock.rebased(real_now(), rate=speed)
            update_clock(tx.conn, incident.world.world_id, clock)
            issue_beidou_token(tx.conn, settings.run_dir)
            links = issue_links(tx.conn)
    local = clock.now().astimezone(CHINA_TIME)
    progress.say(f"演练“{incident.name}”：{local:%Y-%m-%d %H:%M} 起，倍速 ×{clock.rate:g}")
    return links


def prepare_service(dsn: str) -> Mapping[str, str]:
    """Mark a database that nobody has marked as one in service.

    Gives the links of the first officers while nobody can sign in.
    """
    with connect(dsn) as conn:
        queries.mark_service(conn)
        return first_links(conn, real_now())


def _fill_city(conn: Connection, settings: Settings) -> None:
    from app.demo.fill import fill  # the geometry libraries: only the first start pays for them
    from app.people.seal import load_persons_seal

    seal = load_persons_seal(settings.data_dir)
    fill(conn, settings.clone_dir / "sample_geo", seal)


def _find_exercise(tx: Transaction, storm: str | None, last_at: datetime | None) -> Incident:
    """The open exercise as it stood when the demo last ran, or a new one of the storm."""
    practised = [each for each in list_open_incidents(tx.conn) if each.exercise]
    incident = next(iter(practised), None)
    storm_id = STORM_ID if storm is None else _storm_id(tx.conn, storm)
    if incident is None or (storm is not None and incident.storm_id != storm_id):
        return _open_exercise(tx, storm_id)
    return incident if last_at is None else _held_since(tx, incident, last_at)


def _storm_id(conn: Connection, name: str) -> str:
    storm_id = queries.find_storm(conn, name)
    if storm_id is None:
        known = "、".join(queries.list_storm_names(conn))
        raise NotFound(
            "E-SUP-003",
            Text(f"没有台风“{name}”", f"There is no typhoon “{name}”"),
            Text(f"库中有：{known}", f"The database has: {known}"),
            Text("请从中选一个", "Choose one of them"),
        )
    return storm_id


def _open_exercise(tx: Transaction, storm_id: str) -> Incident:
    """A new exercise of the storm; the one that was open is closed."""
    now = real_now()
    queries.close_open_exercises(tx.conn, now)
    close_exercises_without_incident(tx.conn, now)
    if storm_id == STORM_ID:
        return get_incident(tx.conn, open_exercise(tx))
    name, nearest_at = queries.get_storm(tx.conn, storm_id)
    clock = IncidentClock(now, nearest_at - LEAD, RATE)
    title = f"{storm_id[2:]} {name}"
    return get_incident(
        tx.conn,
        insert_exercise(tx.conn, kind="typhoon", name=title, storm_id=storm_id, clock=clock),
    )


def _held_since(tx: Transaction, incident: Incident, last_at: datetime) -> Incident:
    """The exercise, its clock held for as long as nothing ran; a new one when it is over."""
    clock = incident.clock
    moment = clock.at(max(last_at, clock.anchor_real_at))
    span = storm_span(tx.conn, incident.storm_id) if incident.storm_id else None
    if incident.storm_id is not None and span is not None and moment >= span[1]:
        return _open_exercise(tx, incident.storm_id)
    held = IncidentClock(real_now(), moment, clock.rate)
    return replace(incident, world=replace(incident.world, clock=held))
