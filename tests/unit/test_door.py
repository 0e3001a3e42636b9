"""The shell door: what only looks installs nothing; everything else is made ready first."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Stands for the environment's Python and says what it was asked to run.
TALKS = '#!/bin/sh\n[ "$1" = -c ] || echo "ran $*"\n'


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone in which nothing has been installed."""
    shutil.copy(ROOT / "haitang", tmp_path / "haitang")
    return tmp_path


@pytest.fixture
def installed(clone: Path) -> Path:
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(TALKS)
    python.chmod(0o755)
    return clone


def say(clone: Path, *words: str) -> str:
    """What the door says when it could not install: nothing but the shell's own programs."""
    done = subprocess.run(
        [clone / "haitang", *words],
        env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",), ("test", "--help"), ("--version",)])
def test_help_of_a_fresh_clone_installs_nothing(clone: Path, words: tuple[str, ...]) -> None:
    assert "./haitang demo" in say(clone, *words)
    assert [path.name for path in clone.iterdir()] == ["haitang"]


@pytest.mark.parametrize(
    "words", [(), ("--help",), ("test", "--help"), ("user", "add", "-h"), ("doctor",)]
)
def test_what_only_looks_goes_past_the_installation(
    installed: Path, words: tuple[str, ...]
) -> None:
    told = say(installed, *words)
    assert told.splitlines() == [f"ran -P -m app.cli {' '.join(words)}".rstrip()]


def test_everything_else_is_made_ready_first(installed: Path) -> None:
    told = say(installed, "test", "--quick").splitlines()
    assert told == ["ran -P -m app.setup test", "ran -P -m app.cli test --quick"]
