"""Checks of what is installed."""

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

from app.cluster import postgres
from app.errors import Unavailable
from app.operation.doctor.finding import Finding, fail, ok
from app.operation.nginx.server import nginx_program

OLDEST_PYTHON = (3, 11)
OLDEST_POSTGIS = (3, 3)
SHARE_DIR = Path("/usr/share/postgresql")
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; (.+?))? \\$", re.MULTILINE)


def check_python(version: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    """Python is new enough."""
    text = ".".join(map(str, version))
    if version < OLDEST_PYTHON:
        return fail("Python", f"{text} 太旧", "安装 Python 3.11 或更新，删除 .venv 后再启动")
    return ok("Python", text)


def check_packages(lock_file: Path) -> Finding:
    """Every package has the version that the lock file names."""
    wrong: list[str] = []
    locked = LOCKED.findall(lock_file.read_text(encoding="utf-8"))
    for name, version, marker in locked:
        if not marker and _find_version(name) != version:
            wrong.append(f"{name} {_find_version(name) or '缺失'}≠{version}")
    if wrong:
        shown = "、".join(wrong[:4])
        return fail("软件包", f"{len(wrong)} 个与锁定不符：{shown}", "删除 .setup 后再启动")
    return ok("软件包", f"{len(locked)} 个与锁定一致")


def check_postgresql() -> Finding:
    """A PostgreSQL server of 15 or later is installed."""
    try:
        program = postgres.bin_dir() / "postgres"
    except Unavailable as error:
        return fail("PostgreSQL", error.what.zh, error.todo.zh)
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return ok("PostgreSQL", answer.stdout.strip().removeprefix("postgres (PostgreSQL) "))


def check_postgis(share_dir: Path = SHARE_DIR) -> Finding:
    """PostGIS of 3.3 or later is installed for that server."""
    try:
        major = postgres.bin_dir().parent.name
    except Unavailable:
        major = str(postgres.OLDEST_MAJOR)
    todo = f"apt-get install postgresql-{major}-postgis-3"
    control = share_dir / major / "extension" / "postgis.control"
    if not control.exists():
        return fail("PostGIS", f"没有安装到 PostgreSQL {major}", todo)
    found = re.search(r"default_version = '([\d.]+)", control.read_text(encoding="utf-8"))
    version = found.group(1) if found else "0"
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_POSTGIS:
        return fail("PostGIS", f"{version} 太旧", f"{todo}（需要 3.3 或更新）")
    return ok("PostGIS", version)


def check_nginx() -> Finding:
    """nginx is installed."""
    try:
        program = nginx_program()
    except Unavailable as error:
        return fail("nginx", error.what.zh, error.todo.zh)
    answer = subprocess.run([program, "-v"], capture_output=True, text=True, check=False)
    return ok("nginx", answer.stderr.strip().rpartition("/")[2])


def _find_version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
