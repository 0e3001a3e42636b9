"""Connections to PostgreSQL. Sessions speak UTC; nothing else is set."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool, PoolTimeout

from app.errors import Unavailable

Connection = psycopg.Connection[TupleRow]
OPTIONS = "-c TimeZone=UTC"


def connect(dsn: str, *, autocommit: bool = False, application: str = "haitang") -> Connection:
    """One connection. Raises psycopg.OperationalError when the database is away."""
    return psycopg.connect(
        dsn, autocommit=autocommit, options=OPTIONS, application_name=application
    )


class Database:
    """A pool for a threaded process; opened lazily so that a fork or a test can build it first."""

    def __init__(self, dsn: str, *, size: int = 8, application: str = "haitang") -> None:
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            dsn,
            min_size=1,
            max_size=size,
            timeout=10,
            open=False,
            check=ConnectionPool.check_connection,
            kwargs={"options": OPTIONS, "application_name": application},
        )

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
        self.open()
        try:
            with self._pool.connection() as conn:
                yield conn
        except (PoolTimeout, psycopg.OperationalError) as error:
            if isinstance(error, psycopg.errors.QueryCanceled):
                raise
            raise Unavailable(
                "E-DB-001", "数据库没有应答", _first_line(error), "稍等再试；已输入的内容没有丢"
            ) from error


def _first_line(error: Any) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
