"""ATCF decks: b-deck (best track, TECH BEST) and a-deck (forecasts by technique and TAU).

Up to three lines a time, one per radius threshold, are merged; lines of one time that differ in
anything else are listed. JTWC answers for the western Pacific, the Indian Ocean and the south,
NHC and CPHC for the rest; both publish 1-min winds. CARQ at TAU 0 is the forecaster's own
analysis and becomes an operational fix.
"""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta

from app.typhoon.formats.atcf_line import DeckLine, read_line
from app.typhoon.formats.gathering import BadRows, ordered
from app.typhoon.model import (
    Fix,
    Forecast,
    IssuedForecast,
    ParsedFile,
    Storm,
    Track,
    TrackKind,
)
from app.typhoon.register import atcf_id, storm_of_name

_FIRST_LINE = re.compile(r"\s*[A-Z]{2},\s*\d{1,2},\s*\d{10},")
_CENTRES = {"AL": "NHC", "EP": "NHC", "CP": "CPHC"}
_OFFICIAL = {"OFCL": "NHC"}
_SOURCE = "ATCF deck"
_AVERAGING_MIN = 1
_APART = timedelta(days=60)  # two lives of one number in one file are two storms
_ANALYSIS = "CARQ"

Lives = dict[tuple[str, int], list[list[DeckLine]]]


def sniff(text: str) -> bool:
    """The first line begins `WP, 09, 2015063012,`."""
    return _FIRST_LINE.match(text[:100]) is not None


def parse(text: str) -> ParsedFile:
    """Every storm of the deck."""
    bad_rows, lines = BadRows(), list[DeckLine]()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            lines.append(read_line(number, line))
        except ValueError as error:
            bad_rows.note(number, line, str(error))
    tracks, forecasts = list[Track](), list[IssuedForecast]()
    for life in _split_lives(lines):
        storm = _read_storm(life)
        tracks += _read_tracks(storm, life, bad_rows)
        forecasts += _read_forecasts(storm, life, bad_rows)
    return ParsedFile(tuple(tracks), tuple(bad_rows), tuple(forecasts))


def _split_lives(lines: list[DeckLine]) -> list[list[DeckLine]]:
    by_number: Lives = defaultdict(list)
    for line in sorted(lines, key=lambda each: each.issued_at):
        lives = by_number[line.basin, line.cyclone]
        if not lives or line.issued_at - lives[-1][-1].issued_at > _APART:
            lives.append([])
        lives[-1].append(line)
    return [life for lives in by_number.values() for life in lives]


def _read_storm(life: list[DeckLine]) -> Storm:
    first = life[0]
    season = first.issued_at.year
    if first.basin in ("SH", "SP", "SI") and first.issued_at.month >= 7:
        season += 1  # the southern season runs from July and is called by its second year
    named = [line.name for line in life if line.name]
    return storm_of_name(
        season, named[-1] if named else "", atcf_id(first.basin, first.cyclone, season)
    )


def _read_tracks(storm: Storm, life: list[DeckLine], bad_rows: BadRows) -> list[Track]:
    centre = _CENTRES.get(life[0].basin, "JTWC")
    best = _merge_lines([line for line in life if line.tech == "BEST"], bad_rows)
    analyses = [line for line in life if line.tech == _ANALYSIS and line.tau_h == 0]
    kinds = ((TrackKind.BESTTRACK, best), (TrackKind.OPERATIONAL, _merge_lines(analyses, bad_rows)))
    return [
        Track(storm, centre, kind, _AVERAGING_MIN, f"{_SOURCE}, {storm.known_as[0]}", fixes)
        for kind, fixes in kinds
        if fixes
    ]


def _read_forecasts(storm: Storm, life: list[DeckLine], bad_rows: BadRows) -> list[IssuedForecast]:
    issued: dict[tuple[str, datetime], list[DeckLine]] = defaultdict(list)
    for line in life:
        if line.tau_h < 0:
            bad_rows.note(line.line, f"{line.tech} {line.tau_h}", "negative TAU: not a forecast")
        elif line.tech not in ("BEST", _ANALYSIS):
            issued[_OFFICIAL.get(line.tech, line.tech), line.issued_at].append(line)
    source = f"{_SOURCE}, {storm.known_as[0]}"
    return [
        IssuedForecast(
            storm,
            Forecast(
                agency, at, False, f"ATCF {lines[0].tech}", _merge_lines(lines, bad_rows),
                _AVERAGING_MIN, source,
            ),
        )
        for (agency, at), lines in issued.items()
    ]  # fmt: skip


def _merge_lines(lines: list[DeckLine], bad_rows: BadRows) -> tuple[Fix, ...]:
    fixes: dict[datetime, Fix] = {}
    thresholds: set[tuple[datetime, int]] = set()
    for line in lines:
        at = line.fix.fix_at
        try:
            if (at, line.knots) in thresholds:
                raise ValueError(f"second row for {at:%Y-%m-%d %H:%M} UTC")
            known = fixes.get(at)
            fixes[at] = line.fix if known is None else _with_circle(known, line.fix)
            thresholds.add((at, line.knots))
        except ValueError as error:
            bad_rows.note(line.line, _line_text(line), str(error))
    return ordered(fixes)


def _with_circle(known: Fix, more: Fix) -> Fix:
    if _core_of(known) != _core_of(more):
        raise ValueError(f"differs from line {known.line} of the same time")
    radii = sorted((*known.radii, *more.radii), key=lambda circle: circle.threshold_ms)
    return replace(known, radii=tuple(radii))


def _core_of(fix: Fix) -> tuple[object, ...]:
    """What the lines of one time must agree in; seas and sizes may stand in one of them only."""
    return fix.lon, fix.lat, fix.wind_ms, fix.pressure_hpa, fix.storm_class


def _line_text(line: DeckLine) -> str:
    figures = ", ".join(f"{name} {value}" for name, value in line.fix.published)
    return f"{line.tech} {line.issued_at:%Y%m%d%H} {line.tau_h} RAD {line.knots}, {figures}"
