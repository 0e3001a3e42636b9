"""Fan-out: one tick's changes to 100 screens, and what arrives there.

The claim is server CPU for one client and tick, packed frames by tile against JSON by one room
emit, measured in turn. Beside it the whole path is run once: sentences over UDP into `live`,
100 clients, and every mover's last value, every event and the delay compared.
"""

import tempfile
import time
from pathlib import Path

from app.database import connect
from app.tooling.bench.fanout.processes import get_json, process, wait_for, watchers
from app.tooling.bench.fanout.scale import CHANGED_A_TICK, CLIENTS, MOVERS
from app.tooling.bench.fanout.sign_in import sign_in
from app.tooling.bench.fanout.whole_path import watch_whole_path
from app.tooling.bench.model import Bench, Better, Result
from app.tooling.bench.scratch import scratch_database

RUNS, SETTLE_S, MEASURE_S = 5, 2.0, 6.0
LATEST_MS = 1000


def run_bench() -> Result:
    """Five turns of ours and the plain way, then the whole path once."""
    with scratch_database() as dsn, connect(dsn, autocommit=True) as conn:
        tokens = sign_in(conn)
        runs = [(cpu_us("ours", dsn, tokens), cpu_us("plain", dsn, tokens)) for _ in range(RUNS)]
    notes = {"movers": MOVERS, "clients": CLIENTS, "changed_a_tick": CHANGED_A_TICK}
    whole = watch_whole_path()
    if whole["report_to_client_p99_ms"] > LATEST_MS or whole["counters"]["lost"]:
        raise RuntimeError(f"something was lost, or came later than {LATEST_MS} ms: {whole}")
    return Result(
        "µs CPU a client-tick", Better.LOWER, "Flask-SocketIO JSON room emit", runs, notes | whole
    )


def cpu_us(form: str, dsn: str, tokens: list[str]) -> float:
    """Server CPU for one client and tick in microseconds, once clients have settled.

    Sessions of ours are checked as in the product, at the upgrade and every two seconds; the plain
    way lets everybody in.
    """
    with tempfile.TemporaryDirectory(prefix="haitang-bench-") as folder:
        path = Path(folder) / "s"
        with process("app.tooling.bench.fanout.server", form, str(path), dsn):
            wait_for(path, "/cpu")
            with watchers(path, tokens) as clients:
                time.sleep(SETTLE_S)
                before = get_json(path, "/cpu")
                time.sleep(MEASURE_S)
                after = get_json(path, "/cpu")
                got = clients.finish()
    ticks = after["ticks"] - before["ticks"]
    if min(len(client.frames) for client in got) < ticks:
        raise RuntimeError("a client did not get every tick")
    return (after["cpu_s"] - before["cpu_s"]) / ticks / CLIENTS * 1e6


BENCH = Bench("fanout", "一拍变化发到 100 个屏幕的服务器开销，并核对全路径", run_bench, floor=1.0)
