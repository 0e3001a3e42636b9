"""SQL of configuration: the office's value where it has one, else the default."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from app.configuration.defaults import DEFAULTS, TEXTS
from app.configuration.model import Default, Setting, TextSetting
from app.database import Connection

_BY_KEY = {default.key: default for default in DEFAULTS}


def get_setting(conn: Connection, key: str) -> Setting:
    """The value in force. Raises KeyError for a key that is not in the list of defaults."""
    default = _BY_KEY[key]
    row = conn.execute(
        "SELECT value, source FROM configuration_value WHERE key = %s", (key,)
    ).fetchone()
    return _setting(default, row)


def value(conn: Connection, key: str) -> float:
    """The figure in force, in the key's unit."""
    return get_setting(conn, key).value


def list_settings(conn: Connection) -> list[Setting]:
    """Every setting in the order of the defaults."""
    rows = conn.execute("SELECT key, value, source FROM configuration_value").fetchall()
    adopted = {row[0]: (row[1], row[2]) for row in rows}
    return [_setting(default, adopted.get(default.key)) for default in DEFAULTS]


def list_texts(conn: Connection) -> list[TextSetting]:
    """Every text setting: the office's own where it has one."""
    rows = conn.execute("SELECT key, value, source FROM configuration_value").fetchall()
    adopted = {row[0]: (row[1], row[2]) for row in rows}
    return [
        text
        if text.key not in adopted
        else replace(
            text, text=str(adopted[text.key][0]), source=adopted[text.key][1], adopted=True
        )
        for text in TEXTS
    ]


def text(conn: Connection, key: str) -> str:
    """The words in force. Raises KeyError for a key that is not in the list of texts."""
    found = {setting.key: setting.text for setting in list_texts(conn)}
    return found[key]


def adopt(
    conn: Connection, key: str, chosen: float | str, *, source: str, actor: str, now: datetime
) -> None:
    """Make a value the office's own. Raises KeyError for a key that nobody reads."""
    if key not in _BY_KEY and key not in {text.key for text in TEXTS}:
        raise KeyError(key)
    conn.execute(
        """
        INSERT INTO configuration_value (key, value, source, adopted_by, adopted_at)
        VALUES (%s, %s, %s, %s, %s)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value, source = excluded.source,
            adopted_by = excluded.adopted_by, adopted_at = excluded.adopted_at
        """,
        (key, Jsonb(chosen), source, actor, now),
    )


def find_adopted(conn: Connection, key: str) -> tuple[Any, str, str] | None:
    """What an office adopted under a key: value, source and by whom; None while it has not."""
    row = conn.execute(
        "SELECT value, source, adopted_by FROM configuration_value WHERE key = %s", (key,)
    ).fetchone()
    return None if row is None else (row[0], row[1], row[2])


def adopt_table(
    conn: Connection, key: str, table: Mapping[str, Any], *, source: str, actor: str, now: datetime
) -> None:
    """Make a whole table the office's own, in the place of what stood under the key."""
    conn.execute(
        """
        INSERT INTO configuration_value (key, value, source, adopted_by, adopted_at)
        VALUES (%s, %s, %s, %s, %s)
        ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, source = EXCLUDED.source,
            adopted_by = EXCLUDED.adopted_by, adopted_at = EXCLUDED.adopted_at
        """,
        (key, Jsonb(dict(table)), source, actor, now),
    )


def lock_key(conn: Connection, key: str) -> None:
    """Let one change of a key happen at a time, also when it has no row yet."""
    conn.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7240003))", (key,))


def _setting(default: Default, adopted: tuple[float, str] | tuple[object, ...] | None) -> Setting:
    chosen, source = (default.value, default.source) if adopted is None else adopted
    return Setting(
        key=default.key,
        value=float(str(chosen)),
        unit=default.unit,
        source=str(source),
        confidence=default.confidence,
        meaning=default.meaning,
        adopted=adopted is not None,
    )
