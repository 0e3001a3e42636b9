"""The virtual environment: exactly what the lock files say, checked by hash."""

import os
import platform
import shutil
import subprocess
import sys

from app.setup.stamp import CLONE, content_hash, is_stamped, stamp
from app.setup.step import call, step

VENV = CLONE / ".venv"
# Never a script of .venv/bin: its first line breaks when the clone's path has a space.
PYTHON = VENV / "bin" / "python"
# An office's gateway that inspects TLS is known to the system, not to pip's own list.
SYSTEM_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
NETWORK = "检查网络与 pip 的软件源设置（pip config list），然后再运行 check network and pip index"


def make_environment() -> None:
    """Make `.venv` when there is none or its Python is gone; a moved clone's still works."""
    if _does_work():
        return
    with step("Python 环境 virtual environment"):
        draft = CLONE / ".setup" / "venv"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(VENV, ignore_errors=True)
        call(
            [sys.executable, "-m", "venv", draft],
            what="无法建立 Python 环境 cannot make .venv",
            todo="apt-get install python3-venv；并确认目录可写",
        )
        draft.rename(VENV)  # in one step: a start that is cut off leaves no half environment


def install_packages(lock_name: str) -> None:
    """Install one lock file unless that very file has been installed in this environment."""
    lock = CLONE / lock_name
    identity = f"{content_hash([lock])} {platform.python_version()} {_environment_id()}"
    if is_stamped(lock_name, identity):
        return
    with step(f"Python 软件包 packages（{lock_name}）"):
        call(
            [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps", "--no-input"]
            + ["--disable-pip-version-check", "--no-warn-script-location", "--retries", "2"]
            + ["-r", lock],
            environ={"REQUESTS_CA_BUNDLE": SYSTEM_AUTHORITIES} | os.environ,
            what="Python 软件包没有装上 pip failed",
            todo=NETWORK,
        )
    stamp(lock_name, identity)


def _does_work() -> bool:
    if not PYTHON.exists():
        return False
    answer = subprocess.run(
        [PYTHON, "-c", "import sys; print(sys.prefix)"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return answer.stdout.strip() == str(VENV)


def _environment_id() -> str:
    """Changes when the environment is made anew."""
    found = (VENV / "pyvenv.cfg").stat()
    return f"{found.st_ino}-{found.st_mtime_ns}"
