"""The exercise as a process: follows its world's clock and lets the fleet speak."""

import time

import numpy as np
import structlog

from app.clock import real_now
from app.database import Connection, connect
from app.errors import SettingsInvalid
from app.events.queries import listen
from app.exercise.fleet_store import fleet_of
from app.exercise.queries import load_world
from app.exercise.sending import BeidouOutlet, TcpOutlet, UdpOutlet
from app.exercise.transmission import Outlets, Transmission, shore_stations
from app.incidents.model import Incident
from app.incidents.queries import list_open_incidents
from app.settings import Settings
from app.wording import Text
from app.worlds.queries import CLOCK_CHANNEL

log = structlog.get_logger()

TICK_S = 0.4
CLOCK_AGAIN_S = 5.0
JUMP_S = 2.0  # real seconds that a re-anchored clock may be off before it counts as a jump
TOKEN_FILE = "beidou-token"  # noqa: S105 a file's name
ADDRESS_FILE = "ais-udp"  # where the demo's AIS goes, for `replay` in another terminal


def run(settings: Settings, dsn: str) -> None:
    """Simulate until stopped. Raises psycopg.OperationalError when the database is away."""
    outlets = open_outlets(settings)
    note_address(settings)
    with connect(dsn, autocommit=True, application="haitang-exercise") as conn:
        listen(conn, CLOCK_CHANNEL)
        while True:
            _run_exercise(conn, settings, outlets, _awaited_exercise(conn))


def _awaited_exercise(conn: Connection) -> Incident:
    """The open exercise; waits for one. Invented vessels do not sail in a real incident."""
    told = False
    while True:
        incident = _find_exercise(conn)
        if incident is not None:
            return incident
        if not told:
            log.info("no_exercise_open")
            told = True
        for _ in conn.notifies(timeout=CLOCK_AGAIN_S, stop_after=1):
            pass


def _find_exercise(conn: Connection) -> Incident | None:
    """The first incident with a storm of the exercise that is open."""
    practised = [each for each in list_open_incidents(conn) if each.exercise and each.storm_id]
    return min(practised, key=lambda each: each.incident_id, default=None)


def open_outlets(settings: Settings) -> Outlets:
    """The ways to `live`. Raises SettingsInvalid when an address is missing."""
    if settings.drill_udp is None or settings.drill_tcp is None:
        raise SettingsInvalid(
            "E-EXE-002",
            Text("船队没有出海", "The fleet did not put to sea"),
            Text("不知道 AIS 报文发到哪里", "It is not known where to send the AIS reports"),
            Text(
                "设 HAITANG_DRILL_UDP 与 HAITANG_DRILL_TCP（host:port），或用 ./haitang demo",
                "Set HAITANG_DRILL_UDP and HAITANG_DRILL_TCP (host:port), or use ./haitang demo",
            ),
        )
    return Outlets(
        UdpOutlet(settings.drill_udp),
        TcpOutlet(settings.drill_tcp),
        BeidouOutlet(settings.live_socket, settings.run_dir / TOKEN_FILE),
    )


def note_address(settings: Settings) -> None:
    """Tell `replay` where the running demo listens."""
    host, port = settings.drill_udp or ("", 0)
    (settings.run_dir / ADDRESS_FILE).write_text(f"{host}:{port}\n", encoding="ascii")


def _run_exercise(
    conn: Connection, settings: Settings, outlets: Outlets, incident: Incident
) -> None:
    """One exercise, until it is closed or another is open."""
    world = load_world(conn, incident.storm_id)
    fleet = fleet_of(world, settings.data_dir / "exercise")
    rng = np.random.default_rng(incident.incident_id)
    stations = shore_stations(world.harbours)
    radios = Transmission(fleet, stations, outlets, time.monotonic(), rng)
    log.info("fleet_sails", movers=len(fleet.vessels), incident=incident.name)
    read_at = time.monotonic()
    while True:
        sent = radios.speak(time.monotonic(), incident.clock.now().timestamp(), incident.clock.rate)
        log.debug("round", sent=sent)
        if _waited_for_news(conn) or time.monotonic() - read_at > CLOCK_AGAIN_S:
            before, now_open = incident, _find_exercise(conn)
            read_at = time.monotonic()
            if now_open is None or now_open.incident_id != before.incident_id:
                return
            incident = now_open
            if _has_jumped(before, incident):
                log.info("clock_jumped", incident_at=incident.clock.now())
                radios.start_over(time.monotonic())


def _waited_for_news(conn: Connection) -> bool:
    """Wait a tick; True as soon as the clock's row changed."""
    return any(True for _ in conn.notifies(timeout=TICK_S, stop_after=1))


def _has_jumped(before: Incident, after: Incident) -> bool:
    """Whether the moment moved or the rate changed: everyone then speaks anew."""
    now = real_now()
    moved_s = abs((after.clock.at(now) - before.clock.at(now)).total_seconds())
    return after.clock.rate != before.clock.rate or moved_s > JUMP_S * max(after.clock.rate, 1.0)
