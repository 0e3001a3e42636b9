"""One step of the installation: a line on the terminal with its time, or a reason and a remedy."""

import subprocess
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

SHOWN_LINES = 6  # of the beginning and of the end; npm tells the cause first, pip last


class SetupFailed(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """A step that cannot work: what, why, and what to do, in both languages."""

    def __init__(self, what: str, why: str, todo: str) -> None:
        super().__init__(f"{what}\n  原因 why：{why}\n  请做 do：{todo}")


@contextmanager
def step(title: str) -> Generator[None]:
    """Print the title at once and the time at the end, on one line."""
    began = time.monotonic()
    print(f"{title} … ", end="", file=sys.stderr, flush=True)
    try:
        yield
    except BaseException:
        print("✗", file=sys.stderr, flush=True)
        raise
    print(f"{time.monotonic() - began:.1f} s", file=sys.stderr, flush=True)


def call(
    command: Sequence[str | Path],
    *,
    what: str,
    todo: str,
    cwd: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> None:
    """Run a command; its output is shown only when it fails."""
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise SetupFailed(what, str(error), todo) from error
    if done.returncode != 0:
        lines = done.stdout.strip().splitlines()
        if len(lines) > 2 * SHOWN_LINES:
            lines = [*lines[:SHOWN_LINES], "…", *lines[-SHOWN_LINES:]]
        raise SetupFailed(what, "\n    " + "\n    ".join(lines), todo)
