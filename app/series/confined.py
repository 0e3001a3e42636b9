"""`python -m app.series.confined`: reads one file in a process of its own, and runs that process.

A file of 50 MB can be made to need gigabytes and minutes. The child has little memory and time, no
network, no rights and nothing of our environment; what it read comes back as JSON.
"""

import codecs
import ctypes
import os
import resource
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from app import strict_json
from app.errors import AppError, InvalidInput, TooLarge
from app.series.intake import Said, parse_series
from app.series.model import (
    BadRow,
    Nature,
    NewPoint,
    NewSeries,
    ParsedSeries,
    SeriesKind,
    Station,
)
from app.settings import CLONE_DIR

_MEMORY = 1024 * 1024 * 1024
_CPU_S = 60
_WAIT_S = 90
_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
_NOBODY = 65534  # Debian's `nobody` and `nogroup`: it owns no file
_REFUSALS: dict[str, type[AppError]] = {"InvalidInput": InvalidInput, "TooLarge": TooLarge}

Json = dict[str, Any]


def read_series(data: bytes, said: Said, now: datetime) -> ParsedSeries:
    """What `parse_series` gives, worked out by a confined child. Raises its refusals."""
    head = strict_json.dumps({**asdict(said), "now": now.timestamp()}).encode()
    command = [sys.executable, "-m", "app.series.confined"]
    environ = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": str(CLONE_DIR)}
    try:
        done = subprocess.run(command, input=head + b"\n" + data, cwd="/", env=environ,
                              capture_output=True, timeout=_WAIT_S, check=False)  # noqa: S603 our own module  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _too_much(f"{_WAIT_S} 秒没有读完") from None
    if done.returncode != 0:
        raise _too_much("读取时超过了内存或时间的限制")
    answer = strict_json.loads(done.stdout)
    if "refused" in answer:
        refused = answer["refused"]
        raise _REFUSALS[refused.pop("class")](**refused)
    return _parsed(answer)


def _too_much(why: str) -> TooLarge:
    return TooLarge("E-SER-018", "序列没有导入", why, "核对文件，或分成几个小文件")


def main() -> None:
    """Read standard input and print what it holds, or why it is refused."""
    for name in ("utf-8-sig", "gb18030", "gbk", "gb2312", "big5"):
        codecs.lookup(name)  # Python loads a codec from its folder when it is first used
    _confine()
    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    fields = strict_json.loads(head)
    now = datetime.fromtimestamp(fields.pop("now"), UTC)
    try:
        answer = _shown(parse_series(data, Said(**fields), now))
    except (InvalidInput, TooLarge) as error:
        told = {name: getattr(error, name) for name in ("code", "what", "why", "todo", "detail")}
        answer = {"refused": {"class": type(error).__name__, **told}}
    sys.stdout.write(strict_json.dumps(answer))


def _confine() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_S, _CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # No network of its own. Some kernels refuse it; the reader opens nothing anyway.
    libc = ctypes.CDLL(None)
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def _shown(parsed: ParsedSeries) -> Json:
    return {
        "series": [
            {
                "station_code": one.station_code,
                "station": one.station,
                "kind": one.kind,
                "nature": one.nature,
                "datum": one.datum,
                "span_min": one.span_min,
                "points": [
                    (point.at.timestamp(), point.known_at.timestamp(), point.value)
                    for point in one.points
                ],
            }
            for one in parsed.series
        ],
        "bad_rows": parsed.bad_rows,
        "encoding": parsed.encoding,
        "encoding_sure": parsed.encoding_sure,
    }


def _parsed(answer: Json) -> ParsedSeries:
    return ParsedSeries(
        series=tuple(_series(one) for one in answer["series"]),
        bad_rows=tuple(BadRow(**row) for row in answer["bad_rows"]),
        encoding=answer["encoding"],
        encoding_sure=answer["encoding_sure"],
    )


def _series(one: Json) -> NewSeries:
    station = one["station"]
    return NewSeries(
        station_code=one["station_code"],
        station=None if station is None else Station(**station),
        kind=SeriesKind(one["kind"]),
        nature=Nature(one["nature"]),
        datum=one["datum"],
        span_min=one["span_min"],
        points=tuple(
            NewPoint(_moment(at_s), _moment(known_s), value)
            for at_s, known_s, value in one["points"]
        ),
    )


def _moment(unix_s: float) -> datetime:
    return datetime.fromtimestamp(unix_s, UTC)


if __name__ == "__main__":
    main()
