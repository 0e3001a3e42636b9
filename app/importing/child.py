"""The confined child: `python -m app.importing.child MODULE MEMORY_BYTES FILE_BYTES`.

It limits itself before it imports the reader, and gives up every right before it sees the file.
"""

import codecs
import ctypes
import importlib
import os
import resource
import sys
from typing import Any

_CPU_S = 60
_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
# Python loads a codec from its folder when it is first used.
_ENCODINGS = ("cp437", "utf-8-sig", "gb18030", "gbk", "gb2312", "big5", "latin-1")


def main() -> None:
    """Read standard input and print what it holds as JSON, or why it is refused."""
    module, memory_bytes, file_bytes = sys.argv[1:]
    _limit_process(int(memory_bytes), int(file_bytes))
    from app import strict_json
    from app.errors import InvalidInput, TooLarge

    reader: Any = importlib.import_module(module)
    for encoding in _ENCODINGS:
        codecs.lookup(encoding)
    if hasattr(reader, "prepare"):
        reader.prepare()
    _become_nobody()

    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    try:
        answer: dict[str, Any] = {"read": reader.read(strict_json.loads(head), data)}
    except (InvalidInput, TooLarge) as error:
        told = {name: getattr(error, name) for name in ("code", "what", "why", "todo", "detail")}
        answer = {"refused": {"class": type(error).__name__, **told}}
    sys.stdout.write(strict_json.dumps(answer))


def _limit_process(memory_bytes: int, file_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_S, _CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    # No network of its own. Some kernels refuse it; the readers open none anyway.
    libc = ctypes.CDLL(None)
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _become_nobody() -> None:
    """Give up root for good. Only now: a clone under /root can be imported by nobody else."""
    if os.geteuid() == 0:
        from app.importing.confined import NOBODY

        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


if __name__ == "__main__":
    main()
