"""SQL of configuration: the office's value where it has one, else the default."""

from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from app.configuration.defaults import DEFAULTS, TEXTS
from app.configuration.model import Default, DefaultText, InForce, Setting, TextSetting
from app.database import Connection

_BY_KEY = {default.key: default for default in DEFAULTS}
_TEXT_BY_KEY = {default.key: default for default in TEXTS}
_IN_FORCE = """
    SELECT key, version, value, source, reason, adopted_by FROM configuration_value
"""


@dataclass(frozen=True, slots=True)
class Adoption:
    """What comes into force under a key; `value` None: the shipped default, again."""

    key: str
    version: int
    value: object
    source: str
    reason: str
    actor: str


def find_in_force(conn: Connection, key: str) -> InForce | None:
    """What an office last put under a key; None while it has not."""
    with conn.cursor(row_factory=class_row(InForce)) as cursor:
        return cursor.execute(_IN_FORCE + " WHERE key = %s", (key,)).fetchone()


def list_in_force(conn: Connection) -> dict[str, InForce]:
    """What an office put under every key that it ever changed."""
    with conn.cursor(row_factory=class_row(InForce)) as cursor:
        return {row.key: row for row in cursor.execute(_IN_FORCE).fetchall()}


def get_setting(conn: Connection, key: str) -> Setting:
    """The value in force. Raises KeyError for a key that is not in the list of defaults."""
    return _number_setting(_BY_KEY[key], find_in_force(conn, key))


def value(conn: Connection, key: str) -> float:
    """The figure in force, in the key's unit."""
    return get_setting(conn, key).value


def list_settings(conn: Connection) -> list[Setting]:
    """Every setting in the order of the defaults."""
    chosen = list_in_force(conn)
    return [_number_setting(default, chosen.get(default.key)) for default in DEFAULTS]


def list_texts(conn: Connection) -> list[TextSetting]:
    """Every text setting: the office's own where it has one."""
    chosen = list_in_force(conn)
    return [_text_setting(default, chosen.get(default.key)) for default in TEXTS]


def text(conn: Connection, key: str) -> str:
    """The words in force. Raises KeyError for a key that is not in the list of texts."""
    return _text_setting(_TEXT_BY_KEY[key], find_in_force(conn, key)).text


def put_in_force(conn: Connection, adoption: Adoption, now: datetime) -> None:
    """Let it stand in the place of what stood under the key."""
    conn.execute(
        """
        INSERT INTO configuration_value
            (key, version, value, source, reason, adopted_by, adopted_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s)
        ON CONFLICT (key) DO UPDATE SET version = EXCLUDED.version, value = EXCLUDED.value,
            source = EXCLUDED.source, reason = EXCLUDED.reason,
            adopted_by = EXCLUDED.adopted_by, adopted_at = EXCLUDED.adopted_at
        """,
        (adoption.key, adoption.version, Jsonb(adoption.value), adoption.source,
         adoption.reason, adoption.actor, now),
    )  # fmt: skip


def lock_key(conn: Connection, key: str) -> None:
    """Let one change of a key happen at a time, also when it has no row yet."""
    conn.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7240003))", (key,))


def _number_setting(default: Default, chosen: InForce | None) -> Setting:
    own = chosen if chosen is not None and chosen.value is not None else None
    return Setting(
        key=default.key,
        value=default.value if own is None else float(str(own.value)),
        unit=default.unit,
        source=default.source if own is None else own.source,
        confidence=default.confidence,
        meaning=default.meaning,
        adopted=own is not None,
        version=0 if chosen is None else chosen.version,
    )


def _text_setting(default: DefaultText, chosen: InForce | None) -> TextSetting:
    own = chosen if chosen is not None and chosen.value is not None else None
    return TextSetting(
        key=default.key,
        text=default.value if own is None else str(own.value),
        source=default.source if own is None else own.source,
        meaning=default.meaning,
        adopted=own is not None,
        version=0 if chosen is None else chosen.version,
    )
