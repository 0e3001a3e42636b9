"""Calls of PostgreSQL's own programs, with the password in a file: `ps` shows every word."""

import os
import subprocess
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo


@contextmanager
def client(dsn: str) -> Generator[tuple[str, dict[str, str]]]:
    """The address without its password, and the environment that holds where the password is."""
    parts: dict[str, Any] = conninfo_to_dict(dsn)
    password = parts.pop("password", None)
    environ = dict(os.environ) | {"PGCONNECT_TIMEOUT": "10"}
    with tempfile.TemporaryDirectory(prefix="haitang-pgpass-") as folder:  # 0700
        if password is not None:
            file = Path(folder) / "pgpass"
            file.touch(mode=0o600)
            file.write_text(f"*:*:*:*:{_escape_password(str(password))}\n", encoding="utf-8")
            environ["PGPASSFILE"] = str(file)
        yield make_conninfo("", **parts), environ


def run_client(
    program: str, dsn: str | None, words: Sequence[str] = (), *, quiet: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run `program`, on the database at `dsn`; its output is kept unless a person talks to it."""
    with client(dsn or "") as (address, environ):
        database = [] if dsn is None else [f"--dbname={address}"]
        return subprocess.run(
            [program, *database, *words],
            env=environ, capture_output=quiet, text=True, check=False,
        )  # fmt: skip


def _escape_password(password: str) -> str:
    return password.replace("\\", "\\\\").replace(":", "\\:")
