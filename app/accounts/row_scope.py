"""Lets a transaction see what its actor may see, and no more."""

from collections.abc import Generator
from contextlib import contextmanager

from psycopg.pq import TransactionStatus

from app.accounts.model import Label, Scope
from app.database import Connection


def take_scope(conn: Connection, scope: Scope, clearance: Label, name: str = "") -> None:
    """Take the reach's database role and tell the policies which units, until the transaction ends.

    `name` is whose hand the history of a register tells of. One statement, because it goes before
    every request's first.
    """
    conn.execute(
        """
        SELECT set_config('haitang.county', %s, true), set_config('haitang.townships', %s, true),
               set_config('haitang.zone', %s, true), set_config('haitang.clearance', %s, true),
               set_config('haitang.actor', %s, true), set_config('role', %s, true)
        """,
        (
            scope.county or "",
            ",".join(scope.townships),
            scope.zone or "",
            str(clearance.rank),
            name,
            scope.reach.database_role,
        ),
    )


@contextmanager
def seeing_all(conn: Connection) -> Generator[None]:
    """Step out of the actor's rows for what is no row of anybody's: a number, the road graph.

    Nothing read inside may leave the server as it is.
    """
    row = conn.execute("SELECT current_setting('role')").fetchone()
    role = "none" if row is None else str(row[0])
    conn.execute("SELECT set_config('role', 'none', true)")
    try:
        yield
    finally:
        if conn.info.transaction_status is not TransactionStatus.INERROR:
            conn.execute("SELECT set_config('role', %s, true)", (role,))
