"""One command on an untouched Debian 12: from `git clone` to a served page, and again offline."""

import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.drills.fresh_machine import FreshMachine, make_fresh_machine

pytestmark = pytest.mark.drill

FIRST_LIMIT_S = 300.0
SECOND_LIMIT_S = 60.0  # about 3 s by itself; other tests run beside it
FOLDER = "/srv/海塘 一号"
# Fetches three pages from inside: with the network cut there is no other way in.
FETCH = """
import json, sys, urllib.request
base, link = sys.argv[1:]
entry = urllib.request.Request(base + "api/v1/session/entry",
    json.dumps({"token": link.split("#")[1]}).encode(), {"Content-Type": "application/json"})
cookie = urllib.request.urlopen(entry, timeout=20).headers["Set-Cookie"].split(";")[0]
page = urllib.request.urlopen(base, timeout=20).read().decode()
script = page.split('src="/assets/')[1].split('"')[0]
size = len(urllib.request.urlopen(base + "assets/" + script, timeout=20).read())
asked = urllib.request.Request(base + "api/v1/layers", headers={"Cookie": cookie})
layers = json.load(urllib.request.urlopen(asked, timeout=60))["layers"]
print("FETCHED", len(page), size, len(layers), flush=True)
"""


@dataclass(slots=True)
class Start:
    """What one `./haitang demo` printed, and when it was ready."""

    lines: list[str] = field(default_factory=list[str])
    ready_s: float | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@pytest.fixture(scope="module")
def machine() -> Iterator[FreshMachine]:
    folder = Path(tempfile.mkdtemp(prefix="haitang-fresh-"))
    folder.chmod(0o755)
    made = make_fresh_machine(folder / "debian")
    made.run(
        f"mkdir -p '{FOLDER}' && cd '{FOLDER}' && git config --global safe.directory '*'"
        " && git clone -q /source haitang"
    )
    yield made
    shutil.rmtree(folder)


def start_demo(machine: FreshMachine, limit_s: float, *, network: bool) -> Start:
    """Start, wait for the ready line, fetch pages, press Ctrl-C, wait for the end."""
    script = f"""
        cd '{FOLDER}/haitang'
        setsid --wait sh -c 'echo $$ > /tmp/demo.pid; exec ./haitang demo' > /tmp/demo.log 2>&1 &
        demo=$!
        touch /tmp/demo.log
        tail -n +1 -f --pid=$demo /tmp/demo.log &
        until grep -q 就绪 /tmp/demo.log || ! kill -0 $demo; do sleep 0.2; done
        base=$(sed -n 's/.*就绪：\\([^ ]*\\).*/\\1/p' /tmp/demo.log)
        link=$(sed -n 's/.*planner: \\(http[^ ]*\\).*/\\1/p' /tmp/demo.log)
        [ -z "$base" ] || .venv/bin/python /tmp/fetch.py "$base" "$link"
        kill -INT $(cat /tmp/demo.pid)
        wait $demo
        echo "ENDED $?"
    """
    (machine.root / "tmp" / "fetch.py").write_text(FETCH)
    start = Start()
    began = time.monotonic()
    process = machine.start(script, network=network, stdout=subprocess.PIPE)
    guard = threading.Timer(limit_s + 120, process.kill)
    guard.start()
    assert process.stdout is not None
    with process:
        for line in process.stdout:
            start.lines.append(line.rstrip())
            if "就绪" in line and start.ready_s is None:
                start.ready_s = time.monotonic() - began
    guard.cancel()
    return start


@pytest.fixture(scope="module")
def first(machine: FreshMachine) -> Start:
    """The first start; what the others look at is there after it, whichever of them runs alone."""
    return start_demo(machine, FIRST_LIMIT_S, network=True)


def test_first_start_installs_everything_and_serves_the_pages(first: Start) -> None:
    print(first.text)
    assert first.ready_s is not None, first.text
    assert first.ready_s < FIRST_LIMIT_S
    assert_served(first)


@pytest.mark.usefixtures("first")
def test_port_80_and_the_systems_own_services_stay_as_they_were(machine: FreshMachine) -> None:
    root = machine.root
    assert (root / "etc/systemd/system/nginx.service").readlink() == Path("/dev/null")
    assert not list((root / "etc/postgresql").glob("*/main"))
    assert not (root / "usr/sbin/policy-rc.d").exists()


@pytest.mark.usefixtures("first")
def test_second_start_does_nothing_again_and_needs_no_network(machine: FreshMachine) -> None:
    start = start_demo(machine, 60, network=False)
    print(start.text)
    assert start.ready_s is not None, start.text
    assert start.ready_s < SECOND_LIMIT_S
    assert "packages" not in start.text
    assert "screens" not in start.text
    assert_served(start)


@pytest.mark.usefixtures("first")
def test_start_without_network_says_what_is_missing_and_what_to_do(machine: FreshMachine) -> None:
    script = f"cd '{FOLDER}/haitang' && rm -rf .setup .venv && ./haitang demo"
    process = machine.start(script, network=False, stdout=subprocess.PIPE)
    text, _ = process.communicate(timeout=300)
    assert process.returncode == 1
    assert "pip config list" in text


def assert_served(start: Start) -> None:
    fetched = re.search(r"FETCHED (\d+) (\d+) (\d+)", start.text)
    assert fetched is not None, start.text
    page, script, layers = map(int, fetched.groups())
    assert page > 200
    assert script > 10_000
    assert layers >= 16
    assert "ENDED 0" in start.text
