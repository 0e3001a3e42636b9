"""Connections to PostgreSQL: UTC, and a limit on every wait for it.

The server ends what lasts too long by itself; a server that hangs (a stopped process, a dead disk)
ends nothing, so that a connection of ours also gives up by its own watch.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.rows import TupleRow
from psycopg.types.json import set_json_dumps
from psycopg_pool import ConnectionPool, PoolTimeout

from app import strict_json
from app.errors import Unavailable
from app.wording import Text, same

# Whatever is written as JSON: our models have a form, NaN has none.
set_json_dumps(strict_json.dumps)

Connection = psycopg.Connection[TupleRow]
Result = TypeVar("Result")

OPTIONS = "-c TimeZone=UTC"
CONNECT_S = 3  # whole seconds, as libpq reads them
CHECK_S = 1.5  # a pooled connection that does not say hello in this is not lent
_GRACE_S = 2.0
_AWAY, _AGAIN = (
    Text("数据库没有应答", "The database did not answer"),
    Text("稍等再试；已输入的内容没有丢", "Try again shortly; nothing that was entered is lost"),
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a statement and a lock may take; our own watch gives a little more than this."""

    statement_s: float
    lock_s: float

    @property
    def options(self) -> str:
        """For the server, in milliseconds."""
        return (
            f"{OPTIONS} -c statement_timeout={self.statement_s * 1000:.0f}"
            f" -c lock_timeout={self.lock_s * 1000:.0f}"
            f" -c idle_in_transaction_session_timeout={self.statement_s * 2000:.0f}"
        )


# A page waits for it; a job may take minutes; a round comes again; a probe wants to know now.
PAGE, JOB, ROUND, PROBE = Patience(40, 10), Patience(600, 30), Patience(20, 5), Patience(1, 1)


class PatientConnection(psycopg.Connection[TupleRow]):
    """Gives up a command that the server does not end, and closes: its answer may come yet."""

    wait_s: float | None = None

    def wait(
        self, gen: PQGen[Result], interval: float = 0.1, timeout: float | None = None
    ) -> Result:
        """Wait for the server. Raises psycopg.OperationalError past the patience."""
        if timeout is not None or self.wait_s is None:
            return super().wait(gen, interval=interval, timeout=timeout)
        try:
            return super().wait(gen, interval=interval, timeout=self.wait_s)
        except psycopg.errors._WaitTimeout as error:  # pyright: ignore[reportPrivateUsage] no other
            self.close()
            raise psycopg.OperationalError(f"no answer in {self.wait_s:g} s") from error

    @contextmanager
    def within(self, wait_s: float) -> Generator[None]:
        """Wait no longer than this for a while."""
        before, self.wait_s = self.wait_s, wait_s
        try:
            yield
        finally:
            self.wait_s = before


# Classes of SQLSTATE that are not the statement's fault: connection, read-only standby, collision
# with another transaction, resources, locks and time-outs, shutdown, the system below.
_NOT_THE_STATEMENT = ("08", "25006", "40", "53", "55", "57", "58")


def is_away(error: Exception) -> bool:
    """Whether the database is at fault and not what it was told: the same may be tried again."""
    if not isinstance(error, psycopg.Error):
        return False
    if error.sqlstate is None:  # not the server's word: nobody answered, or the wire is cut
        return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return error.sqlstate.startswith(_NOT_THE_STATEMENT)


def connect(
    dsn: str,
    *,
    autocommit: bool = False,
    application: str = "haitang",
    patience: Patience | None = None,
) -> Connection:
    """One connection. Raises psycopg.OperationalError when the database is away.

    Without `patience` a command of it may take as long as it takes: for a person who waits.
    """
    conn = PatientConnection.connect(
        dsn,
        autocommit=autocommit,
        options=OPTIONS if patience is None else patience.options,
        application_name=application,
        connect_timeout=CONNECT_S,
    )
    conn.wait_s = None if patience is None else patience.statement_s + _GRACE_S
    return conn


def greet(conn: Connection) -> None:
    """Ask the least there is. Raises psycopg.OperationalError when nobody answers."""
    conn.execute("SELECT 1")


class Witness(Protocol):
    """Who looks whether the database answers, for everybody who would wait."""

    def answers(self) -> bool:
        """Whether it answered a moment ago; begins to look."""
        ...

    def says_lost(self) -> bool:
        """Whether it has looked in vain; False while nobody looks."""
        ...


class Database:
    """A pool for a threaded process; opened lazily so that a fork or a test can build it first."""

    def __init__(
        self,
        dsn: str,
        *,
        size: int = 8,
        application: str = "haitang",
        patience: Patience = PAGE,
    ) -> None:
        self._patience = patience
        self._witness: Witness | None = None
        self._pool: ConnectionPool[PatientConnection] = ConnectionPool(
            dsn,
            connection_class=PatientConnection,
            min_size=1,
            max_size=size,
            timeout=5,
            open=False,
            configure=self._configure_connection,
            check=_check_connection,
            kwargs={
                "options": patience.options,
                "application_name": application,
                "connect_timeout": CONNECT_S,
            },
        )

    def ask(self, witness: Witness) -> None:
        """Let nobody wait for a database of which this one knows that it does not answer."""
        self._witness = witness

    def _configure_connection(self, conn: PatientConnection) -> None:
        conn.wait_s = self._patience.statement_s + _GRACE_S

    def open(self) -> None:
        """Start the pool's threads; harmless when it is open already."""
        self._pool.open()

    def close(self) -> None:
        """Give back every connection."""
        self._pool.close()

    @contextmanager
    def connection(self) -> Generator[Connection]:
        """A connection in one transaction: committed at the end, rolled back on an error.

        Raises Unavailable when the database is away.
        """
        if self._witness is not None and self._witness.says_lost():
            raise Unavailable(
                "E-DB-001", _AWAY, Text("它挂起或停了", "It hangs or is stopped"), _AGAIN
            )
        self.open()
        try:
            with self._pool.connection() as conn:
                yield conn
        except (PoolTimeout, psycopg.OperationalError) as error:
            if isinstance(error, psycopg.errors.QueryCanceled):
                raise
            if self._witness is not None:
                self._witness.answers()  # it looks from now on; the next are not kept waiting
            raise Unavailable("E-DB-001", _AWAY, same(_first_line(error)), _AGAIN) from error


def _check_connection(conn: PatientConnection) -> None:
    with conn.within(CHECK_S):
        ConnectionPool.check_connection(conn)


def _first_line(error: Any) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
