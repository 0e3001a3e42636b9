"""A connection that is opened when needed and given up at the first sign of trouble."""

from collections.abc import Generator
from contextlib import contextmanager

import psycopg

from app.database import Connection, Patience, connect, is_away
from app.errors import Unavailable
from app.wording import Text, same

# What somebody waits for; a batch; the register and the clock as a whole.
ASK, COMMIT, WHOLE = Patience(3, 2), Patience(10, 5), Patience(60, 10)


class SteadyConnection:
    """One connection for one greenlet; unlike a pool it never waits for a database that is away."""

    def __init__(self, dsn: str, application: str, patience: Patience = ASK) -> None:
        self._dsn = dsn
        self._application = application
        self._patience = patience
        self._conn: Connection | None = None

    @contextmanager
    def use(self) -> Generator[Connection]:
        """The connection, in autocommit. Raises Unavailable when the database does not answer."""
        try:
            if self._conn is None or self._conn.closed:
                self._conn = connect(
                    self._dsn, autocommit=True, application=self._application,
                    patience=self._patience,
                )  # fmt: skip
            yield self._conn
        except psycopg.Error as error:
            if not is_away(error):
                raise
            self.close()
            raise Unavailable(
                "E-DB-003",
                Text("数据库没有应答", "The database did not answer"),
                same(str(error).strip() or type(error).__name__),
                Text("稍等再试", "Try again shortly"),
            ) from error

    def close(self) -> None:
        """Close it; the next use opens another."""
        if self._conn is not None:
            self._conn.close()
            self._conn = None
