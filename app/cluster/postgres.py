"""Commands of the distribution's PostgreSQL: initialise a cluster, run its postmaster."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from app.cluster.place import ARCHIVE_ROLE, OWNER_ROLE, SUPERUSER, ClusterPaths
from app.cluster.service_user import ServiceUser
from app.errors import Unavailable
from app.wording import Text, same

INSTALL_DIR = Path("/usr/lib/postgresql")
OLDEST_MAJOR = 15
# Roles that row-level security needs; made once, with the cluster.
APP_ROLES = ("city_app", "county_app", "township_app")

# One office box: small memory, one SSD, geometry-heavy queries that JIT only slows.
CONFIGURATION = """\
listen_addresses = ''
unix_socket_directories = '{run_dir}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
checkpoint_timeout = 10min
wal_compression = on
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
log_min_duration_statement = 2s
log_lock_waits = on
"""


def bin_dir(cluster_dir: Path | None = None) -> Path:
    """Programs of the newest installed PostgreSQL, or of the one that made `cluster_dir`."""
    version_file = cluster_dir / "PG_VERSION" if cluster_dir else None
    if version_file and version_file.exists():
        majors = [int(version_file.read_text())]
    else:
        majors = sorted((int(p.name) for p in INSTALL_DIR.glob("[0-9]*")), reverse=True)
    for major in majors:
        found = INSTALL_DIR / str(major) / "bin"
        if major >= OLDEST_MAJOR and (found / "postgres").exists():
            return found
    raise Unavailable(
        "E-CLU-006",
        Text(
            f"找不到 PostgreSQL（需要 {OLDEST_MAJOR} 或更新）",
            f"PostgreSQL was not found ({OLDEST_MAJOR} or newer is needed)",
        ),
        Text(
            f"{INSTALL_DIR} 中没有 {majors or '任何版本'}",
            f"{INSTALL_DIR} has {majors or 'no version'}",
        ),
        Text(
            "请运行：apt-get install postgresql-15-postgis-3",
            "Run: apt-get install postgresql-15-postgis-3",
        ),
    )


def initialise(place: ClusterPaths, user: ServiceUser) -> None:
    """Make the cluster's files; a try that is cut off leaves nothing under the final name."""
    draft = place.data_dir / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    user.own(draft)
    command = [
        *user.prefix("KILL"),
        str(bin_dir() / "initdb"),
        f"--pgdata={draft}",
        f"--username={SUPERUSER}",
        "--data-checksums",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--auth-local=peer",
        "--auth-host=reject",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode != 0:
        raise Unavailable(
            "E-CLU-007",
            Text("数据库初始化失败", "The database could not be initialised"),
            same(done.stderr.strip()),
            Text("请检查磁盘空间与权限后重试", "Check disk space and permissions, then try again"),
        )
    with (draft / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write("\ninclude 'haitang.conf'\n")
    draft.rename(place.cluster_dir)


def write_configuration(place: ClusterPaths, user: ServiceUser) -> None:
    """Write our settings and who may be whom; on every start, so that an update takes effect."""
    files = {
        "haitang.conf": CONFIGURATION.format(run_dir=str(place.run_dir).replace("'", "''")),
        "pg_hba.conf": "local all all peer map=haitang\n",
        "pg_ident.conf": _ident_map(user),
    }
    for name, text in files.items():
        path = place.cluster_dir / name
        path.write_text(text, encoding="utf-8")
        user.own(path)


def _ident_map(user: ServiceUser) -> str:
    """Lines that let the service user and whoever runs us act as any of our roles."""
    starter = pwd.getpwuid(os.geteuid()).pw_name
    roles = (SUPERUSER, OWNER_ROLE, ARCHIVE_ROLE, *APP_ROLES)
    return "".join(
        f"haitang {name} {role}\n" for name in sorted({user.name, starter}) for role in roles
    )


def postmaster_command(place: ClusterPaths, user: ServiceUser, *, durable: bool) -> list[str]:
    """Command of a postmaster that shuts down fast (SIGINT) when its parent dies."""
    return [
        *user.prefix("INT"),
        str(bin_dir(place.cluster_dir) / "postgres"),
        "-D",
        str(place.cluster_dir),
        "-c",
        f"fsync={'on' if durable else 'off'}",
    ]
