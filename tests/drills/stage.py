"""What an attack or fault meets: `live` with an honest stream, and a screen that watches."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.drills import attacker
from tests.drills.honest import Honest, Watcher
from tests.live_process import Live, eventually

NAMED_WITHIN_S = 5.0
ATTACK_S = 7.0


@dataclass(slots=True)
class Stage:
    """What an attack meets."""

    live: Live
    honest: Honest
    watcher: Watcher
    data_dir: Path

    def attack(self, kind: str, port: int) -> int:
        """Run an attack to its end beside the honest; gives how much was sent."""
        words = (kind, "127.0.0.1", str(port), str(ATTACK_S))
        done = subprocess.run(
            [sys.executable, "-m", attacker.__name__, *words], capture_output=True, check=True
        )
        return int(done.stdout)

    def named(self, began: float, *codes: str) -> float:
        """Seconds until the screen was told one of these."""
        eventually(lambda: self.watcher.named_after(began, set(codes)) is not None)
        seconds = self.watcher.named_after(began, set(codes))
        assert seconds is not None and seconds <= NAMED_WITHIN_S, f"{codes}: after {seconds} s"
        return seconds

    def goes_on(self) -> None:
        """Honest reports are acknowledged again."""
        before = len(self.honest.acknowledged)
        eventually(lambda: len(self.honest.acknowledged) > before)
