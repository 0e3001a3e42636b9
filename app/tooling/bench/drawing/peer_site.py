"""Builds the peer's pages and serves them with the demo's own data, on loopback only."""

import json
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from app.settings import CLONE_DIR
from app.setup.screens import STATIC, node_dir, node_environ
from app.tooling.bench.drawing.demo import Demo

OUTPUT = CLONE_DIR / "tests" / "output" / "bench-map"
_VESSELS = "/api/v1/layers/vessels/features?bbox=118,26,126,34&limit=10000"
_BUILD_LIMIT_S = 120
_FLEET_POLLS, _FLEET_POLL_S, _GROWS_STILL = 60, 1.0, 1.01


def build_pages() -> None:
    """Run Vite on `static/bench`. Raises RuntimeError with what it said."""
    vite = STATIC / "node_modules" / "vite" / "bin" / "vite.js"
    done = subprocess.run(
        [node_dir() / "bin" / "node", vite, "build", "--config", "bench/vite.config.ts",
         "--outDir", OUTPUT, "--logLevel", "error"],
        cwd=STATIC, env=node_environ(), capture_output=True, encoding="utf-8", check=False,
        timeout=_BUILD_LIMIT_S,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"the peer's page could not be built:\n{done.stderr[-2000:]}")


def take_data(demo: Demo) -> int:
    """Keep the demo's coast and vessels beside the peer's pages; returns how many vessels."""
    folder = OUTPUT / "data"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "land.geojson").write_bytes(demo.read("/api/v1/basemap/land.geojson"))
    placed = _await_fleet(demo)
    collection = {"type": "FeatureCollection", "features": placed}
    (folder / "vessels.geojson").write_text(json.dumps(collection), encoding="utf-8")
    return len(placed)


def _await_fleet(demo: Demo) -> list[dict[str, Any]]:
    """The vessels once nearly all have been heard. Raises RuntimeError when none are."""
    known: list[dict[str, Any]] = []
    for _ in range(_FLEET_POLLS):
        fleet: dict[str, Any] = json.loads(demo.read(_VESSELS))
        if fleet["truncated"]:
            raise RuntimeError("the demo has more vessels than one answer gives")
        placed = [each for each in fleet["features"] if each["geometry"] is not None]
        if placed and len(placed) <= _GROWS_STILL * len(known):
            return placed
        known = placed
        time.sleep(_FLEET_POLL_S)
    raise RuntimeError(f"the demo's fleet was not complete: {len(known)} vessels")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class's name
        """Say nothing of each request."""


@contextmanager
def serve(folder: Path) -> Generator[str]:
    """Address of a server for `folder`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
