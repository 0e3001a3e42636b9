"""The doctor says in one line what is wrong, and what to do."""

import socket
from pathlib import Path

from app.operation.doctor import machine, programs
from app.operation.doctor.finding import FindingState
from app.settings import load_settings


def test_missing_postgis_is_told_with_the_package_to_install(tmp_path: Path) -> None:
    finding = programs.check_postgis(share_dir=tmp_path)
    assert finding.state is FindingState.FAIL
    assert "apt-get install postgresql-15-postgis-3" in str(finding.todo)


def test_old_postgis_is_refused(tmp_path: Path) -> None:
    major = programs.postgres.bin_dir().parent.name
    control = tmp_path / major / "extension" / "postgis.control"
    control.parent.mkdir(parents=True)
    control.write_text("default_version = '3.2.9'\n")
    assert programs.check_postgis(share_dir=tmp_path).state is FindingState.FAIL


def test_taken_port_is_told_with_the_option_that_chooses_another(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        environ = {"HAITANG_PORT": str(port), "HAITANG_DATA_DIR": str(tmp_path)}
        finding = machine.check_port(load_settings(environ))
    assert finding.state is FindingState.FAIL
    assert str(port) in finding.text
    assert "--port" in str(finding.todo)


def test_folder_that_cannot_be_written_is_told() -> None:
    finding = machine.check_disk(Path("/proc/haitang"))
    assert finding.state is FindingState.FAIL
    assert "HAITANG_DATA_DIR" in str(finding.todo)


def test_package_of_another_version_than_locked_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("click==0.0.1 \\\n    --hash=sha256:00\nnosuch==1.0 \\\n    --hash=sha256:00\n")
    finding = programs.check_packages(lock)
    assert finding.state is FindingState.FAIL
    assert "click" in finding.text
    assert "nosuch 缺失" in finding.text


def test_old_python_is_refused() -> None:
    assert programs.check_python((3, 9, 2)).state is FindingState.FAIL
