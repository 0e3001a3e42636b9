"""SQL of configuration: the office's value where it has one, else the default."""

from dataclasses import replace

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
