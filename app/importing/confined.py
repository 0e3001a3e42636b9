"""Reads a stranger's bytes in a process of its own.

A small file can be made to need gigabytes and minutes, and every large library has its faults. The
child has little memory and time, no network, no rights and nothing of our environment; it is told
what is known of the file, and what it read comes back as JSON.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import structlog

from app import strict_json
from app.errors import AppError, InvalidInput, TooLarge
from app.settings import CLONE_DIR
from app.wording import Text

log = structlog.get_logger()

Json = dict[str, Any]

NOBODY = 65534  # Debian's `nobody` and `nogroup`: it owns no file
_WAIT_S = 90
_REFUSALS: Mapping[str, type[AppError]] = {"InvalidInput": InvalidInput, "TooLarge": TooLarge}


@dataclass(frozen=True, slots=True)
class Job:
    """A reader: a module of ours with `read(said, data)`, which gives what `strict_json` can write
    or raises InvalidInput or TooLarge, and where it needs rights first, `prepare()`.

    `too_much` words the refusal of a file that breaks the limits or the reader. With `file_bytes`
    the child may write files of that size into its working folder, which goes when it ends.
    """

    module: str
    too_much: Callable[[Text], AppError]
    memory_bytes: int = 1024 * 1024 * 1024  # address space; libraries are part of it
    file_bytes: int = 0
    environ: Mapping[str, str] = field(default_factory=dict[str, str])


def read_confined(job: Job, said: Json, data: bytes) -> Any:
    """The JSON that the job's `read` makes of `data` in a confined child. Raises its refusals."""
    return _read_answer(job, run_child(job, strict_json.dumps(said).encode() + b"\n" + data))


def run_child(job: Job, told: bytes) -> subprocess.CompletedProcess[bytes]:
    """What the child made of its standard input. Raises the job's refusal of a child too slow."""
    command = [
        sys.executable, "-m", "app.importing.child",
        job.module, str(job.memory_bytes), str(job.file_bytes),
    ]  # fmt: skip
    with ExitStack() as stack:
        folder = "/"
        if job.file_bytes:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="haitang-import-"))
            if os.geteuid() == 0:
                os.chown(folder, NOBODY, NOBODY)
        try:
            return subprocess.run(command, input=told, cwd=folder, env=environment(job),
                                  capture_output=True, timeout=_WAIT_S, check=False)  # noqa: S603 our own module  # fmt: skip
        except subprocess.TimeoutExpired:
            raise job.too_much(
                Text(f"{_WAIT_S} 秒没有读完", f"It was not read within {_WAIT_S} seconds")
            ) from None


def environment(job: Job) -> dict[str, str]:
    """The child's whole environment; nothing of ours is handed on."""
    plain = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": str(CLONE_DIR)}
    return {**plain, **job.environ}


def _read_answer(job: Job, done: subprocess.CompletedProcess[bytes]) -> Any:
    broken = Text(
        "读取时超过了内存或时间的限制，或文件损坏",
        "Reading it broke the limits of memory or time, or the file is damaged",
    )
    if done.returncode != 0:
        log.warning(
            "confined reader failed", job=job.module, code=done.returncode, told=done.stderr[-500:]
        )
        raise job.too_much(broken)
    try:
        answer: Json = strict_json.loads(done.stdout)
    except ValueError:
        raise job.too_much(broken) from None
    if "refused" in answer:
        raise _refusal_told(answer["refused"])
    return answer["read"]


def _refusal_told(told: Json) -> AppError:
    what, why, todo = (Text(**told[name]) for name in ("what", "why", "todo"))
    return _REFUSALS[told["class"]](told["code"], what, why, todo, detail=told["detail"])
