"""`./haitang test`: a test that only luck failed is run again and named; the rest stays failed."""

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.tooling.testing import command, running
from app.tooling.testing.plan import FRESH_START, RESTART, Check, plan

# Fails until its mark is there, as a test fails on a machine that is busy just then.
UNSTEADY = """
from pathlib import Path
import pytest

@pytest.mark.parametrize("name", {names})
def test_unsteady(name):
    mark = Path(__file__).with_name(name + ".mark")
    if not mark.exists():
        mark.touch()
        raise AssertionError("the machine was busy")
"""
WRONG = "def test_wrong():\n    assert False\n"
RIGHT = "def test_right():\n    pass\n"
# The test itself passes; what cleans up after it does not, the second time either.
UNCLEAN = """
import pytest

@pytest.fixture
def room():
    yield
    raise OSError("not empty")

def test_unclean(room):
    pass
"""


def run_planted(
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    files: dict[str, str],
    *,
    retried: bool = True,
    alone: bool = True,
) -> Result:
    """A whole `./haitang test` whose one check runs these files with pytest."""
    for name, text in files.items():
        (folder / f"test_{name}.py").write_text(text, encoding="utf-8")
    report = folder / "report.xml"
    words = [sys.executable, "-m", "pytest", ".", "-q", "-p", "no:cacheprovider"]
    words += ["-c", "/dev/null", "--rootdir=.", f"--junit-xml={report}"]
    words += ["-o", "junit_family=xunit1"]
    bare = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    path = "." if retried else None
    check = Check(
        "planted", tuple(words), folder, bare, report,
        alone=alone, meanwhile=not alone, retried=path,
    )  # fmt: skip

    def plan_it(*, everything: bool, quick: bool) -> list[Check]:
        return [check]

    monkeypatch.setattr(command, "plan", plan_it)
    monkeypatch.setattr(running, "node_environ", dict)
    return CliRunner().invoke(command.test, [], standalone_mode=False)


def last_lines(result: Result) -> str:
    return result.output.rpartition("planted：")[2]


@pytest.mark.parametrize("alone", [True, False])
def test_what_passes_alone_is_named_and_the_run_is_green(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, alone: bool
) -> None:
    files = {"a": UNSTEADY.format(names=["一 [ü]", "b"]), "c": RIGHT}
    result = run_planted(monkeypatch, tmp_path, files, alone=alone)
    assert result.return_value == 0
    lines = last_lines(result)
    assert lines.count("不稳 unsteady") == 2
    assert "test_a.py::test_unsteady[b]" in lines
    assert "===== 3 passed in" in lines.splitlines()[-1]


def test_more_than_two_unsteady_tests_fail_the_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    result = run_planted(monkeypatch, tmp_path, {"a": UNSTEADY.format(names=list("xyz"))})
    assert result.return_value == 1
    lines = last_lines(result)
    assert lines.count("不稳 unsteady") == 3
    assert "===== 1 failed, 3 passed in" in lines.splitlines()[-1]


def test_what_fails_twice_stays_failed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = {"a": UNSTEADY.format(names=["x"]), "b": WRONG, "c": UNCLEAN}
    result = run_planted(monkeypatch, tmp_path, files)
    assert result.return_value == 1
    assert last_lines(result).count("不稳 unsteady") == 1
    assert "失败 failed: test_b.py::test_wrong" in last_lines(result)
    assert "===== 2 failed, 1 passed in" in result.output.splitlines()[-1]


def test_many_failures_are_no_bad_luck(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = run_planted(monkeypatch, tmp_path, {"a": UNSTEADY.format(names=list("abcdefg"))})
    assert result.return_value == 1
    assert "once more" not in result.output
    assert "===== 7 failed, 0 passed in" in result.output.splitlines()[-1]


def test_a_run_that_did_not_come_to_its_end_is_no_bad_luck(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    files = {"a": UNSTEADY.format(names=["x"]), "b": "import nothing_like_it\n"}
    result = run_planted(monkeypatch, tmp_path, files)
    assert result.return_value == 1
    assert "once more" not in result.output


def test_a_unit_test_has_no_luck_to_have(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = {"a": UNSTEADY.format(names=["x"])}
    result = run_planted(monkeypatch, tmp_path, files, retried=False)
    assert result.return_value == 1
    assert "===== 1 failed, 0 passed in" in result.output.splitlines()[-1]


def test_only_what_waits_for_processes_is_run_again() -> None:
    retried = {check.retried for check in plan(everything=True)} - {None}
    folders = {f"tests/{name}" for name in ("integration", "browser", "load", "drills")}
    assert retried == {*folders, RESTART, FRESH_START}
    for check in plan(everything=True):
        assert check.retried is None or check.retried in check.words


def test_checks_side_by_side_are_shown_in_the_order_of_the_plan(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The first ends only once the second has begun: they do run at the same time."""
    monkeypatch.setattr(running, "CORES", 2)
    monkeypatch.setattr(running, "node_environ", dict)
    meeting = tmp_path / "meeting"
    os.mkfifo(meeting)  # who opens it waits for the other end
    say = "import signal; signal.alarm(60); open({!r}, {!r}).close(); print('said'); {}"
    checks = [
        Check("first", (sys.executable, "-c", say.format(str(meeting), "w", "exit(1)"))),
        Check("second", (sys.executable, "-c", say.format(str(meeting), "r", "exit(0)"))),
    ]
    outcomes = list(running.run_checks(checks))
    assert [outcome.tally.failed for outcome in outcomes] == [1, 0]
    shown = [line for line in capfd.readouterr().out.splitlines() if line]
    assert [line.partition("：")[0] for line in shown] == [
        "── first", "said", "✗ first", "── second", "said", "✓ second",
    ]  # fmt: skip


def test_every_drill_runs_once_with_all() -> None:
    drills = [check for check in plan(everything=True) if "tests/drills" in " ".join(check.words)]
    left_out = {word.removeprefix("--ignore=") for check in drills for word in check.words
                if word.startswith("--ignore=")}  # fmt: skip
    alone = {word for check in drills for word in check.words if word.startswith("tests/drills/")}
    assert left_out == alone == {RESTART, FRESH_START}


def test_what_runs_meanwhile_runs_one_after_another(tmp_path: Path) -> None:
    log = tmp_path / "log"
    write = f"import time; f = open({str(log)!r}, 'a', buffering=1); "
    write += "print('begin', file=f); time.sleep(0.3); print('end', file=f)"
    checks = [
        Check("first", (sys.executable, "-c", write), meanwhile=True),
        Check("second", (sys.executable, "-c", write), meanwhile=True),
        Check("third", (sys.executable, "-c", "pass"), alone=True),
    ]
    assert [each.tally.passed for each in running.run_checks(checks)] == [1, 1, 1]
    assert log.read_text().split() == ["begin", "end", "begin", "end"]


def test_what_runs_meanwhile_is_begun_before_and_shown_after(tmp_path: Path) -> None:
    """The one alone waits for a file that only the other writes: each needs the other to run."""
    wrote, waits = tmp_path / "wrote", tmp_path / "waits.py"
    waits.write_text(
        "import pathlib, sys, time\n"
        "while not pathlib.Path(sys.argv[1]).exists(): time.sleep(0.05)\n",
        encoding="utf-8",
    )
    write = f"open({str(wrote)!r}, 'w').write('x')"
    checks = [
        Check("first", (sys.executable, "-c", write), meanwhile=True),
        Check("second", (sys.executable, str(waits), str(wrote)), alone=True),
    ]
    outcomes = running.run_checks(checks)
    ended = [(outcome.check.name, outcome.tally.passed) for outcome in outcomes]
    assert ended == [("second", 1), ("first", 1)]
