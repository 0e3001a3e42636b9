"""The printed unit names this installation's folders and gives up what it does not need."""

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from app.operation.systemd import unit_of
from app.settings import load_settings


def unit_in(folder: str) -> dict[str, list[str]]:
    text = unit_of(load_settings({"HAITANG_DATA_DIR": folder, "HAITANG_PORT": "8090"}, uid=0))
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def test_the_unit_reaches_the_folders_of_this_installation(tmp_path: Path) -> None:
    unit = unit_in(str(tmp_path / "数据 1"))
    program, *words = shlex.split(unit["ExecStart"][0])
    assert Path(program).exists() and words == ["run", "--port", "8090"]
    writable = [path for line in unit["ReadWritePaths"] for path in shlex.split(line)]
    assert str(tmp_path / "数据 1") in writable
    assert f"HAITANG_DATA_DIR={tmp_path / '数据 1'}" in shlex.split(unit["Environment"][0])


def test_the_unit_gives_up_what_it_does_not_need() -> None:
    unit = unit_in("/var/lib/haitang/x")
    assert unit["NoNewPrivileges"] == ["yes"] and unit["ProtectSystem"] == ["strict"]
    assert "CAP_SYS_ADMIN" not in unit["CapabilityBoundingSet"][0]
    # The confined readers make a network namespace of their own: without it they would keep ours.
    assert unit["RestrictNamespaces"] == ["user net"]
    assert unit["RestrictAddressFamilies"] == ["AF_UNIX AF_INET AF_INET6"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_understands_it(tmp_path: Path) -> None:
    file = tmp_path / "haitang.service"
    file.write_text(unit_of(load_settings({}, uid=0)), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", file], capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert "Unknown" not in done.stderr and "Failed" not in done.stderr, done.stderr
