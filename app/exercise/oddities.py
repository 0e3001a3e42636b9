"""What real feeds get wrong, at a low rate, so that counters and evidence live in the exercise.

| oddity | rate | what becomes of it |
|---|---|---|
| wrong checksum | 1 in 4,000 AIS positions | undecodable |
| position "not available" (181°, 91°) | 1 in 4,000 AIS positions | rejected: no position |
| a far stranger with a Zhoushan boat's MMSI | 1, every 90 s of real time | impossible speed |
"""

from dataclasses import replace

import numpy as np

from app.exercise.ais import Position

WRONG_CHECKSUM_EVERY = 4000
NO_POSITION_EVERY = 4000
IMPOSTOR_EVERY_S = 90.0
# Names and numbers of Zhoushan boats were faked off Taiwan in 2022 (sources#fishing-vessels).
IMPOSTOR_LON, IMPOSTOR_LAT = 120.05, 23.35


class Oddities:
    """Draws them from one seed."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng

    def on_position(self, position: Position) -> Position:
        """Now and then a receiver without a fix."""
        if self._rng.integers(NO_POSITION_EVERY) == 0:
            return replace(position, lon=None, lat=None)
        return position

    def on_sentence(self, sentence: bytes) -> bytes:
        """Now and then noise on the air."""
        return garbled(sentence) if self._rng.integers(WRONG_CHECKSUM_EVERY) == 0 else sentence


def garbled(sentence: bytes) -> bytes:
    """The sentence with one bit of its payload turned over; its checksum no longer fits."""
    at = sentence.rindex(b",") - 3
    return sentence[:at] + bytes((sentence[at] ^ 1,)) + sentence[at + 1 :]


def impostor(position: Position) -> Position:
    """The same ship, it says, 700 km away."""
    return replace(position, lon=IMPOSTOR_LON, lat=IMPOSTOR_LAT, speed_kn=4.0, nav_status=0)
