"""The supervisor's promises: restart ever later, sweep orphans, children leave with it."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import Conflict, SettingsInvalid
from app.lifeline import VARIABLE
from app.operation.supervisor import supervisor as supervisor_module
from app.operation.supervisor.child import Child, Command
from app.operation.supervisor.door import open_door
from app.operation.supervisor.reserve import FULL_BYTES, Reserve
from app.operation.supervisor.serve import Options, serve
from app.operation.supervisor.supervisor import Supervisor
from app.processes import ProcessState, ProcessStatus, read_status, write_status
from app.settings import CLONE_DIR, load_settings

ENVIRON = {"PATH": os.environ["PATH"], "PYTHONPATH": str(CLONE_DIR)}


def wait(claim: Callable[[], bool], limit_s: float = 15.0) -> None:
    deadline = time.monotonic() + limit_s
    while not claim():
        assert time.monotonic() < deadline, "did not come true in time"
        time.sleep(0.02)


def child_of(script: str, log: Path) -> Child:
    return Child(Command("drill", ("sh", "-c", script), ENVIRON), log)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_log_is_not_for_everybody_to_read(tmp_path: Path) -> None:
    (tmp_path / "log").touch(mode=0o644)
    child = child_of("echo 谁从哪里来", tmp_path / "log")
    child.start()
    child.finish(time.monotonic() + 10)
    assert oct((tmp_path / "log").stat().st_mode & 0o777) == "0o640"


def test_process_that_keeps_dying_is_started_ever_later(tmp_path: Path) -> None:
    child = child_of("echo 没有配置 >&2; exit 3", tmp_path / "log")
    child.start()
    lines: list[str] = []
    deadline = time.monotonic() + 10
    while len(lines) < 3 and time.monotonic() < deadline:
        line = child.tend()
        if line:
            lines.append(line)
        time.sleep(0.02)
    assert [line.partition("秒")[0].rpartition("，")[2].strip() for line in lines] == [
        "0.25",
        "0.5",
        "1",
    ]
    assert "退出码 3" in lines[0]
    assert "没有配置" in lines[0]
    assert child.status.state is ProcessState.WAITING


def test_orphans_of_a_killed_leader_are_swept_before_its_successor_starts(tmp_path: Path) -> None:
    note = tmp_path / "orphan"
    child = child_of(f"sleep 600 & echo $! > '{note}'; wait", tmp_path / "log")
    child.start()
    wait(lambda: note.exists() and note.read_text().strip() != "")
    orphan, leader = int(note.read_text()), child.status.pid
    assert leader is not None
    os.kill(leader, signal.SIGKILL)
    wait(lambda: child.tend() is not None)
    wait(lambda: not alive(orphan))


def test_process_that_will_not_stop_is_killed_after_its_grace(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    child = child_of(f"trap '' TERM; touch '{ready}'; while :; do sleep 0.1; done", tmp_path / "l")
    child.start()
    wait(ready.exists)
    child.ask_to_stop()
    child.finish(time.monotonic() + 0.5)
    assert child.status.state is ProcessState.STOPPED


@pytest.mark.parametrize("first_line", ["", "from gevent import monkey; monkey.patch_all()\n"])
def test_child_leaves_when_its_supervisor_is_killed(first_line: str, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    child = first_line + (
        "import os, pathlib, time\nfrom app.lifeline import leave_with_parent\n"
        f"leave_with_parent()\npathlib.Path({str(note)!r}).write_text(str(os.getpid()))\n"
        "time.sleep(600)"
    )
    parent = (
        "import os, subprocess, sys, time\nread, write = os.pipe()\n"
        f"env = dict(os.environ, {VARIABLE}=str(read))\n"
        f"subprocess.Popen([sys.executable, '-c', {child!r}], env=env, pass_fds=(read,))\n"
        "time.sleep(600)"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", parent], env=ENVIRON)
    wait(lambda: note.exists() and note.read_text() != "")
    pid = int(note.read_text())
    supervisor.kill()
    supervisor.wait()
    wait(lambda: not alive(pid), 5)


def test_taken_port_gives_the_next_one_or_is_refused_when_it_must_be_that() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with open_door("127.0.0.1", port, exactly=False) as door:
            assert port < door.getsockname()[1] <= port + 50
        with pytest.raises(Conflict, match=f"{port}.*--port"):
            open_door("127.0.0.1", port, exactly=True)


def test_status_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert read_status(tmp_path) == []
    written = [ProcessStatus("live", ProcessState.WAITING, None, None, 3, "信号 SIGKILL")]
    write_status(tmp_path, written)
    assert read_status(tmp_path) == written


def test_no_other_machine_comes_in_without_encryption(tmp_path: Path) -> None:
    settings = load_settings({"HAITANG_DATA_DIR": str(tmp_path), "HAITANG_HOST": "10.0.0.5"})
    with pytest.raises(SettingsInvalid) as refused:
        serve(settings, Options(demo=True))
    assert refused.value.code == "E-SET-003"
    assert list(tmp_path.iterdir()) == []


def test_a_supervisor_outlives_a_disk_on_which_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It wrote who runs, got ENOSPC, and took everything with it."""
    (tmp_path / "logs").mkdir()
    said: list[str] = []
    supervisor = Supervisor(tmp_path, tmp_path / "logs", None, said.append)
    supervisor.start([Command("drill", ("sleep", "60"), ENVIRON)])

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    rounds = iter(range(5))
    supervisor.on_round(lambda: no_room())
    monkeypatch.setattr(supervisor_module, "write_status", no_room)
    supervisor.tend(until=lambda: next(rounds, None) is None)
    (pid,) = [row.pid for row in read_status(tmp_path)]
    assert pid is not None
    assert alive(pid)
    assert len([line for line in said if "No space left" in line]) == 1
    supervisor.stop()
    assert not alive(pid)


def test_the_reserve_is_given_up_when_the_disk_is_full_and_kept_again_when_there_is_room(
    tmp_path: Path,
) -> None:
    said: list[str] = []
    reserve, file = Reserve(tmp_path, said.append, size=4096), tmp_path / "reserve"
    reserve.tend(lambda _: FULL_BYTES * 100)
    assert file.stat().st_blocks * 512 >= 4096
    reserve.tend(lambda _: FULL_BYTES - 1)
    assert not file.exists()
    assert len(said) == 1
    reserve.tend(lambda _: 4096)
    assert not file.exists()
    reserve.tend(lambda _: FULL_BYTES * 100)
    assert file.exists()
