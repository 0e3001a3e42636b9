"""The child process: `python -m app.maplayers.importing.reader PATH KIND [ENCODING]`.

It limits itself before it looks at the file, and tells what it read as JSON on standard output.
"""

import codecs
import ctypes
import os
import resource
import sys
from pathlib import Path

_MEMORY = 1536 * 1024 * 1024  # address space; libraries alone map about 600 MB
_CPU_S = 60
_FILE = 600 * 1024 * 1024
_CLONE_NEWNET = 0x40000000
_CLONE_NEWUSER = 0x10000000
# Python loads a codec from its folder when it is first used.
ENCODINGS = ("cp437", "utf-8-sig", "gb18030", "gbk", "gb2312", "big5", "latin-1")
NOBODY = 65534  # Debian's `nobody` and `nogroup`: it owns no file


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_S, _CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE, _FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    # No network of its own. Some kernels refuse it; then the skipped drivers are the guard.
    libc = ctypes.CDLL(None)
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _become_nobody() -> None:
    """Give up root for good. Only now: a clone under /root can be imported by nobody else."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def main() -> None:
    """Read one file and print the table, or why it is refused."""
    _limit()
    from app import strict_json
    from app.maplayers.importing import text, vector
    from app.maplayers.importing.table import RawTable, Refused

    for encoding_name in ENCODINGS:
        codecs.lookup(encoding_name)
    vector.load_drivers()
    _become_nobody()

    path, kind = Path(sys.argv[1]), sys.argv[2]
    encoding = sys.argv[3] if len(sys.argv) > 3 else None

    def read() -> RawTable:
        if kind == ".csv":
            return text.read_csv(path.read_bytes(), encoding)
        if kind in (".geojson", ".json"):
            return vector.read_geojson(path.read_bytes())
        if kind == ".zip":
            return vector.read_zip(path, encoding)
        return vector.read_vector(path, {".gpkg": "GPKG", ".kml": "LIBKML"}[kind])

    try:
        answer = {"table": read()}
    except Refused as refused:
        answer = {"refused": {"code": refused.code, "why": refused.why, "todo": refused.todo}}
    sys.stdout.write(strict_json.dumps(answer))


if __name__ == "__main__":
    main()
