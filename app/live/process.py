"""Puts the process together: sources → ingest → writer, and ticks and events → sockets."""

import signal
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import gevent
import psycopg
import structlog
from flask import Flask

from app.database import PROBE, Patience
from app.errors import SettingsInvalid
from app.events.model import EventKind
from app.lifeline import leave_with_parent
from app.live.batch import Batch
from app.live.broadcaster import Broadcaster
from app.live.clients import Client
from app.live.connection import ASK, COMMIT, WHOLE, SteadyConnection
from app.live.door import Door, make_server
from app.live.event_stream import EventStream
from app.live.feeds import AskedFeeds, drill_id, open_feeds
from app.live.housekeeping import Housekeeping, prepare_store
from app.live.inbox import Inbox
from app.live.ingest import Ingest
from app.live.ingest_loop import IngestLoop
from app.live.intakes import Intakes
from app.live.lag import LagMeter
from app.live.liveness import Liveness
from app.live.metrics import make_registry
from app.live.namespace import LiveNamespace
from app.live.newcomers import Newcomers
from app.live.ownership import Ownership
from app.live.routes import make_blueprint
from app.live.scene import Scene
from app.live.seats import Seats
from app.live.session_watch import SessionWatch
from app.live.sockets import Sockets
from app.live.sources.file import FileSource
from app.live.sources.senders import Senders
from app.live.sources.tcp import TcpSource
from app.live.sources.udp import UdpSource
from app.live.troubles import Trouble, Troubles
from app.live.watchman import Watchman
from app.live.world_time import real_s
from app.live.worlds import Worlds, load_worlds
from app.live.writer import Writer
from app.logs import configure_logs
from app.positions.decoders import BODY_FORMATS
from app.positions.model import Kind
from app.positions.picture import Mover
from app.positions.queries import REGISTER_CHANNEL, add_unregistered
from app.settings import Settings, load_settings
from app.wording import Text

log = structlog.get_logger()


def main() -> None:
    """Own the picture and serve it until told to stop or the supervisor is gone."""
    settings = load_settings()
    configure_logs(settings, "live")
    leave_with_parent()
    if settings.database_url is None:
        raise SettingsInvalid(
            "E-SET-002",
            Text("没有数据库地址", "There is no database address"),
            Text("HAITANG_DATABASE_URL 是空的", "HAITANG_DATABASE_URL is empty"),
            Text("用 ./haitang run 启动", "Start it with ./haitang run"),
        )
    ownership = Ownership(settings.database_url)
    ownership.wait()
    live = Live(settings, settings.database_url, load_worlds(ownership.conn))
    prepare_store(ownership.conn)
    live.serve(ownership)


class Live:
    """The parts of the process, and who is told what by whom."""

    def __init__(self, settings: Settings, dsn: str, worlds: Worlds) -> None:
        def connection(patience: Patience = ASK) -> SteadyConnection:
            return SteadyConnection(dsn, "haitang-live", patience)

        self.worlds = worlds
        self.clients: dict[str, Client] = {}
        self.inbox = Inbox()
        self.feeds = open_feeds(_feed_ids(settings), real_s())
        asked = AskedFeeds()
        self.writer = Writer(connection(COMMIT))
        self._connection = connection
        self.intakes = Intakes(worlds, self._ingest_for)
        self.ingest_loop = IngestLoop(self.inbox, self.intakes)
        self.troubles = Troubles()
        self.watchman = Watchman(
            self.troubles,
            connection(PROBE),
            self.feeds.values(),
            settings.data_dir,
            self._count_refused,
        )
        self.lag = LagMeter()
        app = Flask("app.live", static_folder=None)
        self.sockets = Sockets(app)
        self.broadcaster = Broadcaster(
            self.sockets, worlds, self.clients, self.feeds, asked, self.troubles
        )
        self.events = EventStream(connection(), self._send_event)
        self.liveness = Liveness(lambda: self.sockets.wires, settings.live_silence_s)
        self.seats = Seats()
        self.sessions = SessionWatch(
            connection(), self.seats, self.broadcaster.emit, self.events.catch_up
        )
        self.sockets.add(LiveNamespace(self.sockets, self.clients, worlds, self.events))
        registry = make_registry(self.feeds, self._read_figures)
        app.register_blueprint(
            make_blueprint(
                self.inbox, self.feeds, connection(), registry, self._is_ready, self.troubles
            )
        )
        self.housekeeping = Housekeeping(connection(WHOLE), worlds, self.feeds, asked)
        door = Door(app, self.sessions.find, self.seats)
        self.server = make_server(settings.live_socket, door)
        self._sources = _start_sources(settings, self)

    def serve(self, ownership: Ownership) -> None:
        """Run every part until told to stop, or until one part ends: then a new process begins."""
        loops: list[Callable[[], None]] = [
            self.writer.run, self.ingest_loop.run, self.broadcaster.run, self.lag.run,
            self.housekeeping.run, self.sessions.run, self.liveness.run,
            partial(self.events.run, self.clients), self.server.serve_forever,
            self.watchman.run, *self._sources,
        ]  # fmt: skip
        self.events.start(ownership.conn)
        follower: Any = cast(Any, gevent).spawn(self._follow_database, ownership)

        failed: list[Any] = []

        def stop(ended: Any = None) -> None:
            if ended is not None:  # none of them ends by itself
                failed.append(ended)
                log.error("part_ended", part=ended.name, why=repr(ended.exception))
            follower.kill()

        for loop in loops:
            part: Any = cast(Any, gevent).spawn(loop)
            part.name = getattr(loop, "__qualname__", repr(loop))
            part.link(stop)
        for number in (signal.SIGTERM, signal.SIGINT):
            gevent.signal_handler(number, stop)
        shown = {scene.time.world.name: scene.picture.shown for scene in self.worlds.scenes}
        log.info("serving", movers=shown)
        follower.join()
        self.writer.drain()
        if failed or not follower.successful():
            raise SystemExit(1)

    def _follow_database(self, ownership: Ownership) -> None:
        """Worlds, incidents, events and register as they change; owns again after an absence."""
        register_changed = False
        while True:
            try:
                # First: which incident a screen follows decides what it hears of.
                anew = self.worlds.follow(ownership.conn)
                self.broadcaster.start_anew(anew)
                told = self.events.advance(ownership.conn, self.clients.values())
                if any(event.kind == EventKind.CONFIGURATION_CHANGED for event in told):
                    self.worlds.reread_rules(ownership.conn)
                    register_changed = True  # who is high-risk is a rule too
                for scene in self.worlds.scenes if register_changed else ():
                    if scene.world_id not in anew:
                        scene.follow_register(ownership.conn)
                register_changed = REGISTER_CHANNEL in ownership.wait_for_news()
            except psycopg.OperationalError as error:
                log.warning("database_away", why=str(error).strip())
                ownership.regain()
                register_changed = True  # whatever was told meanwhile

    def _ingest_for(self, scene: Scene) -> Ingest:
        """What takes a world's reports; strangers wait for their rows in each by themselves."""

        def keep(batch: Batch) -> None:
            self.writer.put(batch, scene.world_id)

        newcomers = Newcomers(_make_registrar(self._connection(), scene))
        newcomers.on_met = self.inbox.wake
        cast(Any, gevent).spawn(newcomers.run)
        return Ingest(scene, newcomers, keep)

    def _send_event(self, event: dict[str, object], sid: str) -> None:
        self.broadcaster.emit("event", event, sid)

    def _is_ready(self) -> bool:
        away = self.writer.away_since is not None or self.troubles.stands(Trouble.DATABASE_AWAY)
        return not away and not self.troubles.stands(Trouble.DISK_FULL)

    def _count_refused(self) -> int:
        return self.writer.refused + self.writer.side_refused

    def _read_figures(self) -> dict[str, float]:
        return {
            "movers": sum(scene.picture.shown for scene in self.worlds.scenes),
            "worlds": len(self.worlds.scenes),
            "clients": len(self.clients),
            "clients_slow": sum(client.told_slow for client in self.clients.values()),
            "sockets_silent": self.liveness.closed,
            "sockets": len(self.seats),
            "sockets_refused": self.seats.refused,
            "sockets_taken_away": self.sessions.taken_away,
            "batches_waiting": len(self.writer),
            "rows_refused": self.writer.refused,
            "evidence_refused": self.writer.side_refused,
            "loop_lag_worst_seconds": self.lag.worst_s,
            "newcomers_waiting": sum(len(ingest.newcomers) for ingest in self.intakes),
            "jobs_waiting": self.watchman.backlog.waiting,
            "jobs_oldest_waiting_seconds": self.watchman.oldest_job_s(),
            "disk_used_share": self.watchman.disk_used,
            "tick_failures": self.broadcaster.failures,
            "batch_failures": self.ingest_loop.failures,
        }


def _feed_ids(settings: Settings) -> list[str]:
    wanted = {
        **{form.id: True for form in BODY_FORMATS},
        "ais_udp": settings.ais_udp is not None,
        "ais_tcp": settings.ais_tcp is not None or settings.ais_connect is not None,
        "ais_file": settings.ais_file is not None,
        **{drill_id(form.id): True for form in BODY_FORMATS},
        "drill_udp": settings.drill_udp is not None,
        "drill_tcp": settings.drill_tcp is not None,
    }
    return [feed_id for feed_id, is_wanted in wanted.items() if is_wanted]


def _start_sources(settings: Settings, live: Live) -> list[Callable[[], None]]:
    loops: list[Callable[[], None]] = []
    feeds, inbox, senders = live.feeds, live.inbox, Senders(settings.ais_allow)
    for name, address in (("ais_udp", settings.ais_udp), ("drill_udp", settings.drill_udp)):
        if address is not None:
            loops.append(UdpSource(address, feeds[name], inbox, senders).run)
    for name, address in (("ais_tcp", settings.ais_tcp), ("drill_tcp", settings.drill_tcp)):
        if address is not None:
            loops.append(TcpSource(feeds[name], inbox, senders).serve(address).serve_forever)
    if settings.ais_connect is not None:
        loops.append(partial(TcpSource(feeds["ais_tcp"], inbox).follow, settings.ais_connect))
    if settings.ais_file is not None:
        loops.append(FileSource(settings.ais_file, feeds["ais_file"], inbox).run)
    return loops


def _make_registrar(connection: SteadyConnection, scene: Scene) -> Callable[..., list[Mover]]:
    def register(movers: list[tuple[int, Kind]]) -> list[Mover]:
        with connection.use() as conn:
            return add_unregistered(conn, movers, scene.rules.high_risk_crew)

    return register
