"""Using the private cluster: the first user starts it, the last one's leaving stops it."""

import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from app.cluster.folders import make_folders, open_log
from app.cluster.lock import FileLock, alone, is_held
from app.cluster.place import SUPERUSER, ClusterPaths, place_at
from app.cluster.postgres import initialise, write_configuration
from app.cluster.roles import make_roles_and_database
from app.cluster.service_user import service_user
from app.errors import Unavailable
from app.settings import CLONE_DIR
from app.wording import Text, same

START_LIMIT_S = 75.0  # above the keeper's own limit, so that its reason reaches the log first
POLL_S = 0.05
LOG_TAIL_LINES = 8


class ClusterSession:
    """One user's hold on the cluster; `revive` brings it back should its keeper be killed."""

    def __init__(self, place: ClusterPaths, *, durable: bool = True) -> None:
        self.place = place
        self._durable = durable
        make_folders(place, service_user())
        self._users = FileLock(place.users_lock)
        self._users.share()
        try:
            self.revive()
        except BaseException:
            self.close()
            raise

    def revive(self) -> None:
        """See that a keeper runs and the cluster answers; start what is missing."""
        with alone(self.place.start_lock):
            self._wait_until_answering()
            make_roles_and_database(self.place)

    @property
    def kept(self) -> bool:
        """Whether the keeper is alive."""
        return is_held(self.place.keeper_lock)

    def close(self) -> None:
        """Stop using the cluster; it stops when nobody else does."""
        self._users.close()

    def wait_until_stopped(self, limit_s: float = 30.0) -> bool:
        """After `close`: whether the cluster stopped in time. Somebody else may still use it."""
        deadline = time.monotonic() + limit_s
        while self.kept and time.monotonic() < deadline:
            time.sleep(POLL_S)
        return not self.kept

    def _start_keeper(self) -> subprocess.Popen[bytes]:
        user = service_user()
        make_folders(self.place, user)
        if not self.place.cluster_dir.exists():
            initialise(self.place, user)
        write_configuration(self.place, user)
        command = [sys.executable, "-m", "app.cluster.keeper", str(self.place.data_dir)]
        if not self._durable:
            command.append("--not-durable")
        with open_log(self.place.postgres_log) as log:
            keeper = subprocess.Popen(
                command,
                cwd=CLONE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us; the keeper leaves after us
            )
        threading.Thread(target=keeper.wait, daemon=True).start()  # reaps it should it end first
        return keeper

    def _wait_until_answering(self) -> None:
        """Start a keeper as soon as there is none.

        Looking once is not enough: the kernel may let go of a leaving keeper's `users_lock`
        before its `keeper_lock` (93 of 200 times on Linux 6.18), so it still seems to be there.
        """
        keeper: subprocess.Popen[bytes] | None = None
        deadline = time.monotonic() + START_LIMIT_S
        while True:
            if keeper is None and not self.kept:
                keeper = self._start_keeper()
            if _does_answer(self.place):
                return
            gone = keeper is not None and keeper.poll() is not None
            if gone or time.monotonic() > deadline:
                raise Unavailable(
                    "E-CLU-008",
                    Text("数据库没有启动", "The database did not start"),
                    same(_tail_of(self.place.postgres_log)),
                    Text(
                        f"请看日志 {self.place.postgres_log}",
                        f"See the log {self.place.postgres_log}",
                    ),
                )
            time.sleep(POLL_S)


@contextmanager
def running(data_dir: Path, *, durable: bool = True) -> Generator[str]:
    """Address of the database of `data_dir`, up for as long as the block lasts."""
    session = ClusterSession(place_at(data_dir), durable=durable)
    try:
        yield session.place.dsn()
    finally:
        session.close()


def _does_answer(place: ClusterPaths) -> bool:
    try:
        psycopg.connect(place.dsn("postgres", SUPERUSER), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _tail_of(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-LOG_TAIL_LINES:])
