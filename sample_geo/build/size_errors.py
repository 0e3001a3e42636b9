"""How much wind circles change while a forecast lets them persist, learnt from best tracks.

`python -m sample_geo.build.size_errors [--jma FILE] [--since SEASON]` prints, by lead, the mean and
the deviation of ln(radius then / radius now) of the 30- and 50-kt circles, and what they give when
taken together. With the two storms that the sample ships the two radii cannot be told apart, so the
office's values (`typhoon.size_error_*`) are those of both together.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from app.typhoon.formats import parse_file
from app.typhoon.model import Fix, Track

ARCHIVE = Path(__file__).resolve().parents[1] / "storms" / "jma_best_track.txt"
LEADS_H = (12, 24, 48, 72)
FORCES = (7, 10)  # JMA's 30 and 50 kt
STEP_H = 6


@dataclass(frozen=True, slots=True)
class Learnt:
    """Of one lead: how many pairs, the mean and the deviation of the logarithm."""

    lead_h: int
    pairs: int
    mean: float
    deviation: float


def read_tracks(path: Path, since: int = 0) -> list[Track]:
    """The archive's storms from a season on."""
    tracks = parse_file(path.read_bytes(), "jma").tracks
    return [track for track in tracks if track.storm.season >= since]


def learn(tracks: Sequence[Track], forces: Iterable[int] = FORCES) -> list[Learnt]:
    """What persistence misses, by lead, over all the tracks' circles of these forces."""
    wanted = tuple(forces)
    return [_learnt(tracks, wanted, lead_h) for lead_h in LEADS_H]


def _learnt(tracks: Sequence[Track], forces: Sequence[int], lead_h: int) -> Learnt:
    pairs = [pair for track in tracks for force in forces for pair in _pairs(track, force, lead_h)]
    ratios = np.log(np.array(pairs).reshape(-1, 2))
    change = ratios[:, 1] - ratios[:, 0]
    return Learnt(lead_h, len(pairs), float(change.mean()), float(change.std()))


def _pairs(track: Track, force: int, lead_h: int) -> list[tuple[float, float]]:
    """Radius now and then, km, at the hours of the usual bulletins."""
    radii = {fix.fix_at: radius for fix in track.fixes if (radius := mean_radius(fix, force))}
    later = timedelta(hours=lead_h)
    return [
        (radius, radii[at + later])
        for at, radius in radii.items()
        if _is_bulletin(at) and at + later in radii
    ]


def mean_radius(fix: Fix, force: int) -> float:
    """Mean of the quadrants; 0 without the circle."""
    told = (np.mean(circle.quadrants_km) for circle in fix.radii if circle.force == force)
    return float(next(told, 0.0))


def _is_bulletin(at: datetime) -> bool:
    return at.hour % STEP_H == 0


def growth_a_day(learnt: Sequence[Learnt]) -> float:
    """The mean change a day, through nothing at the analysis, each pair counted once."""
    days = np.array([each.lead_h / 24 for each in learnt])
    pairs, means = (np.array([getattr(each, k) for each in learnt]) for k in ("pairs", "mean"))
    return float((pairs * days * means).sum() / (pairs * days**2).sum())


def main() -> None:
    parser = argparse.ArgumentParser(prog="sample_geo.build.size_errors", description=__doc__)
    parser.add_argument("--jma", type=Path, default=ARCHIVE)
    parser.add_argument("--since", type=int, default=0)
    asked = parser.parse_args()
    tracks = read_tracks(asked.jma, asked.since)
    print(f"{len(tracks)} storms, {len({track.storm.season for track in tracks})} seasons")
    for title, forces in (("30 kt", (7,)), ("50 kt", (10,)), ("both", FORCES)):
        found = learn(tracks, forces)
        for each in found:
            print(f"{title:>6} {each.lead_h:3} h: {each.pairs:5} pairs, "
                  f"mean {each.mean:+.3f}, deviation {each.deviation:.3f}")  # fmt: skip
        print(f"{title:>6} growth {growth_a_day(found):+.3f} a day")


if __name__ == "__main__":
    main()
