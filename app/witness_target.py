"""Where the witness's lines go beside its own file: a file elsewhere, a syslog server."""

import logging
import logging.handlers
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

SYSLOG_DEVICE = "/dev/log"


class WitnessTarget(Protocol):
    """Takes the lines. Raises OSError when it cannot be reached."""

    def send(self, whole: str, new: list[str]) -> None:
        """Take the new lines; `whole` is the file as it is with them."""
        ...


@dataclass(frozen=True, slots=True)
class FileTarget:
    """A copy that is only added to; one that was away catches up with the next line."""

    path: Path

    def send(self, whole: str, new: list[str]) -> None:
        """Append what the copy lacks. What it has besides stays: it is evidence."""
        with self.path.open("a+", encoding="utf-8") as file:
            file.seek(0)
            there = file.read()
            missing = whole.removeprefix(there) if whole.startswith(there) else _join_lines(new)
            file.write(missing)


@dataclass(frozen=True, slots=True)
class SyslogTarget:
    """A syslog server over UDP, or this machine's own daemon."""

    address: tuple[str, int] | str

    def send(self, whole: str, new: list[str]) -> None:
        """Send each new line as a message of the security facility."""
        handler = logging.handlers.SysLogHandler(
            self.address, logging.handlers.SysLogHandler.LOG_AUTHPRIV
        )
        handler.ident = "haitang-audit: "
        try:
            for line in new:
                handler.emit(logging.LogRecord("audit", logging.INFO, "", 0, line, None, None))
        finally:
            handler.close()


def parse_targets(text: str) -> tuple[FileTarget | SyslogTarget, ...]:
    """`file:/path` and `syslog:host:port` or `syslog:/dev/log`, by commas. Raises ValueError."""
    return tuple(_parse_target(part.strip()) for part in text.split(","))


def _parse_target(text: str) -> FileTarget | SyslogTarget:
    kind, _, rest = text.partition(":")
    host, _, port = rest.rpartition(":")
    if kind == "file" and Path(rest).is_absolute():
        return FileTarget(Path(rest))
    if kind == "syslog" and rest.startswith("/"):
        return SyslogTarget(rest)
    if kind == "syslog" and host and port.isdecimal():
        return SyslogTarget((host.strip("[]"), int(port)))
    raise ValueError(f"{text!r}: write file:/path, syslog:host:port or syslog:{SYSLOG_DEVICE}")


def _join_lines(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
