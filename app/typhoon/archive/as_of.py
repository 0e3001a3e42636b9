"""Putting together what was current at an earlier moment of recording."""

from collections.abc import Iterable
from dataclasses import replace

from app.typhoon.model import Track


def joined(current: Iterable[Track], past: Iterable[Track]) -> list[Track]:
    """Tracks of the same agency and kind as one, their fixes by time."""
    tracks: dict[tuple[str, str], Track] = {}
    for track in (*current, *past):
        known = tracks.setdefault((track.agency, track.kind), track)
        if known is not track:
            fixes = sorted((*known.fixes, *track.fixes), key=lambda fix: fix.fix_at)
            tracks[track.agency, track.kind] = replace(known, fixes=tuple(fixes))
    return [tracks[key] for key in sorted(tracks)]
