"""Settings from the environment; every fault is told in one go."""

import hashlib
import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.allowed_hosts import AllowedHost, parse_allowed_hosts
from app.errors import SettingsInvalid
from app.witness_target import FileTarget, SyslogTarget, parse_targets
from app.wording import Text, same

T = TypeVar("T")

CLONE_DIR = Path(__file__).resolve().parent.parent

# Every variable that is read, with what it is for; docs/reference.md is made from this.
VARIABLES: dict[str, str] = {
    "DATA_DIR": "folder of the private cluster, built screens, logs and certificates",
    "RUN_DIR": "folder of the unix sockets; short, they may not pass 107 bytes",
    "DATABASE_URL": "use this PostgreSQL (UTF-8, PostGIS ≥ 3.3) instead of the private cluster",
    "HOST": "address the door listens on; 127.0.0.1. Any other needs --tls",
    "PORT": "port of the one door; 8080",
    "TRUSTED_PROXIES": "networks of proxies before us, as 10.0.0.0/8,…: they say who asks",
    "AIS_UDP": "host:port on which `live` takes AIS sentences over UDP",
    "AIS_TCP": "host:port on which `live` takes AIS sentences over TCP",
    "AIS_CONNECT": "host:port of a receiver that `live` connects to for AIS sentences",
    "AIS_ALLOW": "networks AIS is taken from, as 10.0.0.0/8,…; without it from everybody",
    "DRILL_UDP": "host:port on which `live` takes a drill's AIS sentences over UDP",
    "DRILL_TCP": "host:port on which `live` takes a drill's AIS sentences over TCP",
    "AIS_FILE": "file of AIS sentences that a receiver writes and `live` follows",
    "LIVE_SILENCE_S": "seconds without a sign of life after which a screen's socket is closed; 45",
    "OIDC_ISSUER": "https address of the office's OpenID provider; empty: no such sign-in",
    "OIDC_CLIENT_ID": "what that provider knows us by",
    "OIDC_CLIENT_SECRET_FILE": "file (0600) with our secret there",  # noqa: S105 words about it
    "FEED_ALLOW": "hosts feeds are fetched from, host:port,…; an intranet one host:port=CIDR",
    "WATCH_DIR": "folder whose `typhoon` and `series` are watched for files; DATA_DIR/incoming",
    "AUDIT_WITNESS": "also where audit seals go: file:/path,syslog:host:port,syslog:/dev/log",
    "AUDIT_KEY_FILE": "file (0600) with the witness's HMAC key; DATA_DIR/keys/audit.key",
    "AUDIT_DATABASE_URL": "a database of your own as haitang_archive: moves old audit days out",
    "BACKUP_KEY_FILE": "file (0600) that signs backups; DATA_DIR/keys/backup.key",
    "BODY_LIMIT_MB": "largest request body in MB; 50",
    "LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR; INFO",
    "LOG_JSON": "1 writes logs as JSON lines",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process needs to know of its surroundings."""

    clone_dir: Path
    data_dir: Path
    run_dir: Path
    database_url: str | None
    host: str
    port: int
    ais_udp: tuple[str, int] | None
    ais_tcp: tuple[str, int] | None
    body_limit_mb: int
    log_level: str
    log_json: bool
    ais_connect: tuple[str, int] | None = None
    ais_file: Path | None = None
    ais_allow: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    feed_allow: tuple[AllowedHost, ...] = ()
    watch_dir: Path | None = None
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret_file: Path | None = None
    live_silence_s: int = 45
    audit_witness: tuple[FileTarget | SyslogTarget, ...] = ()
    audit_key_file: Path | None = None
    audit_database_url: str | None = None
    backup_key_file: Path | None = None
    drill_udp: tuple[str, int] | None = None
    drill_tcp: tuple[str, int] | None = None

    @property
    def web_socket(self) -> Path:
        """Unix socket on which `web` listens."""
        return self.run_dir / "web.sock"

    @property
    def live_socket(self) -> Path:
        """Unix socket on which `live` listens."""
        return self.run_dir / "live.sock"


def clone_id(clone_dir: Path) -> str:
    """Twelve hex digits that tell two clones on one machine apart."""
    return hashlib.sha256(str(clone_dir.resolve()).encode()).hexdigest()[:12]


def default_data_dir(environ: Mapping[str, str], clone_dir: Path, uid: int) -> Path:
    """`/var/lib/haitang/<id>` for root, else the XDG data directory's `haitang/<id>`."""
    if uid == 0:
        return Path("/var/lib/haitang") / clone_id(clone_dir)
    base = environ.get("XDG_DATA_HOME") or str(Path(environ.get("HOME", "/")) / ".local/share")
    return Path(base) / "haitang" / clone_id(clone_dir)


def default_run_dir(data_dir: Path, uid: int) -> Path:
    """A short folder for sockets: their paths may not pass 107 bytes."""
    short = hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]
    return Path(f"/run/haitang-{short}" if uid == 0 else f"/tmp/haitang-{uid}-{short}")  # noqa: S108 made 0700 and owned by us


def _read_address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host:
        raise ValueError("write host:port, e.g. 127.0.0.1:10110")
    return host, _read_port(port)


def _read_port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError("a port is 0 to 65535")
    return port


def _read_networks(text: str) -> tuple[str, ...]:
    return tuple(str(ipaddress.ip_network(part.strip())) for part in text.split(","))


def _read_positive(text: str) -> int:
    value = int(text)
    if value <= 0:
        raise ValueError("must be above 0")
    return value


def _read_level(text: str) -> str:
    if text.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("one of DEBUG, INFO, WARNING, ERROR")
    return text.upper()


class _Reader:
    """Reads `HAITANG_*` variables and collects what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.faults: list[str] = []

    def get(self, name: str, parse: Callable[[str], T], default: T) -> T:
        assert name in VARIABLES, name  # noqa: S101 a setting nobody can look up is a bug
        text = self.environ.get(f"HAITANG_{name}", "")
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as error:
            self.faults.append(f"HAITANG_{name}={text!r}: {error}")
            return default


def load_settings(environ: Mapping[str, str] | None = None, uid: int | None = None) -> Settings:
    """Settings of `environ` (the process's own when None).

    Raises SettingsInvalid that lists every variable at fault.
    """
    env = os.environ if environ is None else environ
    user = os.getuid() if uid is None else uid
    read = _Reader(env)
    data_dir = read.get("DATA_DIR", Path, default_data_dir(env, CLONE_DIR, user))
    settings = Settings(
        clone_dir=CLONE_DIR,
        data_dir=data_dir,
        run_dir=read.get("RUN_DIR", Path, default_run_dir(data_dir, user)),
        database_url=read.get("DATABASE_URL", str, None),
        host=read.get("HOST", str, "127.0.0.1"),
        port=read.get("PORT", _read_port, 8080),
        ais_udp=read.get("AIS_UDP", _read_address, None),
        ais_tcp=read.get("AIS_TCP", _read_address, None),
        body_limit_mb=read.get("BODY_LIMIT_MB", _read_positive, 50),
        log_level=read.get("LOG_LEVEL", _read_level, "INFO"),
        log_json=read.get("LOG_JSON", lambda text: text == "1", False),
        ais_connect=read.get("AIS_CONNECT", _read_address, None),
        ais_file=read.get("AIS_FILE", Path, None),
        ais_allow=read.get("AIS_ALLOW", _read_networks, ()),
        trusted_proxies=read.get("TRUSTED_PROXIES", _read_networks, ()),
        feed_allow=read.get("FEED_ALLOW", parse_allowed_hosts, ()),
        watch_dir=read.get("WATCH_DIR", Path, data_dir / "incoming"),
        drill_udp=read.get("DRILL_UDP", _read_address, None),
        drill_tcp=read.get("DRILL_TCP", _read_address, None),
        live_silence_s=read.get("LIVE_SILENCE_S", _read_positive, 45),
        audit_witness=read.get("AUDIT_WITNESS", parse_targets, ()),
        audit_key_file=read.get("AUDIT_KEY_FILE", Path, None),
        audit_database_url=read.get("AUDIT_DATABASE_URL", str, None),
        backup_key_file=read.get("BACKUP_KEY_FILE", Path, None),
        oidc_issuer=read.get("OIDC_ISSUER", str, None),
        oidc_client_id=read.get("OIDC_CLIENT_ID", str, None),
        oidc_client_secret_file=read.get("OIDC_CLIENT_SECRET_FILE", Path, None),
    )
    if read.faults:
        raise SettingsInvalid(
            "E-SET-001",
            Text("设置有误", "The settings are wrong"),
            same("; ".join(read.faults)),
            Text("改正这些环境变量后再启动", "Correct these environment variables and start again"),
        )
    return settings
