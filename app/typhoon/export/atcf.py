"""Tracks as an ATCF b-deck, forecasts as an a-deck.

Figures that came from a deck go out as they came. Others are turned into its units — tenths of a
degree, whole knots, hPa and nautical miles — and every value that loses by it is counted. A deck
has no place for the agency: one agency goes into one file; an operational track goes out as the
forecaster's analysis, CARQ.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.typhoon.formats.atcf_line import MAX_TAU_H
from app.typhoon.model import Fix, Forecast, Storm, StormClass, Track, TrackKind, WindRadius
from app.units import KNOT_MS, NAUTICAL_MILE_KM

_ATCF_ID = re.compile(r"([A-Z]{2})([0-9]{2})([0-9]{4})")
_PUBLISHED_CIRCLE = re.compile(r"R([0-9]+) (AAA|NEQ|SEQ|SWQ|NWQ) ([0-9 ]+) nm")
_KNOTS = {15.4: 30, 17.5: 34, 25.7: 50, 32.9: 64}
_TYPES = {
    StormClass.TD: "TD",
    StormClass.TS: "TS",
    StormClass.STS: "TS",
    StormClass.TY: "TY",
    StormClass.STY: "TY",
    StormClass.SUPER_TY: "ST",
    StormClass.EXTRATROPICAL: "EX",
    StormClass.LOW: "LO",
}
_HALF_UNIT = 1e-6


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck as text, and how many figures were rounded on the way."""

    text: str
    rounded: int


@dataclass(slots=True)
class _Writer:
    basin: str
    cyclone: int
    name: str
    rounded: int = 0

    def lines(self, at: datetime, tech: str, tau_h: int, fix: Fix) -> Iterator[str]:
        """One line a circle, or one without."""
        minutes = f"{at.minute:02d}" if tech == "BEST" and at.minute else ""
        head = f"{self.basin}, {self.cyclone:02d}, {at:%Y%m%d%H}, {minutes:>2}, {tech:>4}"
        own = dict(fix.published)
        deck = "LatN/S" in own  # figures of a deck go back as they came
        lat = self._write_degrees(fix.lat, "NS", own.get("LatN/S") if deck else None)
        lon = self._write_degrees(fix.lon, "EW", own.get("LonE/W") if deck else None)
        vmax = own.get("VMAX", "") if deck else self._write_whole(fix.wind_ms, KNOT_MS)
        mslp = own.get("MSLP", "") if deck else self._write_whole(fix.pressure_hpa, 1)
        kind = own.get("TY", "") if deck else self._type_code(fix.storm_class)
        where = f"{tau_h:>3}, {lat:>4}, {lon:>5}, {vmax:>3}, {mslp:>4}, {kind:>2}"
        rest = ", ".join(f"{own.get(key, '') if deck else '':>{width}}" for key, width in _REST)
        depth = own.get("DEPTH", "") if deck else ""
        for circle in fix.radii or (None,):
            told = self._write_circle(circle)
            yield f"{head}, {where}, {told}, {rest}, {self.name:>10}, {depth:>1}, "

    def _write_degrees(self, value: float, letters: str, own: str | None) -> str:
        if own:
            return own
        tenths = round(abs(value) * 10)
        self.rounded += abs(abs(value) * 10 - tenths) > _HALF_UNIT
        return f"{tenths}{letters[value < 0]}"

    def _write_whole(self, value: float | None, unit: float) -> str:
        if value is None:
            return "0"
        whole = round(value / unit)
        self.rounded += abs(value / unit - whole) > _HALF_UNIT
        return str(whole)

    def _type_code(self, kind: StormClass | None) -> str:
        return "XX" if kind is None else _TYPES[kind]

    def _write_circle(self, circle: WindRadius | None) -> str:
        if circle is None:
            return f"{0:>3}, {'':>3}, {0:>4}, {0:>4}, {0:>4}, {0:>4}"
        own = _PUBLISHED_CIRCLE.fullmatch(circle.source_text)
        if own:
            knots, code, radii = int(own[1]), own[2], own[3].split()
            return f"{knots:>3}, {code:>3}, " + ", ".join(f"{one:>4}" for one in radii)
        knots = _KNOTS.get(circle.threshold_ms)
        if knots is None:
            knots = int(self._write_whole(circle.threshold_ms, KNOT_MS))
        radii = [self._write_whole(one, NAUTICAL_MILE_KM) for one in circle.quadrants_km]
        return f"{knots:>3}, NEQ, " + ", ".join(f"{one:>4}" for one in radii)


# Columns 18 to 27 of a line (RADP … SPEED) and their widths.
_REST = (
    ("RADP", 4), ("RRP", 4), ("MRD", 3), ("GUSTS", 3), ("EYE", 3), ("SUBREGION", 3),
    ("MAXSEAS", 3), ("INITIALS", 3), ("DIR", 3), ("SPEED", 3),
)  # fmt: skip


def b_deck(track: Track) -> Deck:
    """One agency's fixes; a fix off the whole hour keeps its minutes only as a best track."""
    tech = "BEST" if track.kind is TrackKind.BESTTRACK else "CARQ"
    writer = _make_writer(track.storm)
    lines = [line for fix in track.fixes for line in writer.lines(fix.fix_at, tech, 0, fix)]
    if tech == "CARQ":
        writer.rounded += sum(fix.fix_at.minute != 0 for fix in track.fixes)
    return Deck("\n".join(lines) + "\n", writer.rounded)


def a_deck(storm: Storm, forecasts: Iterable[Forecast]) -> Deck:
    """Every forecast under its agency's technique; the synthetic ones of an exercise stay out."""
    writer = _make_writer(storm)
    lines: list[str] = []
    for forecast in forecasts:
        if not forecast.synthetic:
            lines += _forecast_lines(writer, forecast)
    return Deck("".join(f"{line}\n" for line in lines), writer.rounded)


def _forecast_lines(writer: _Writer, forecast: Forecast) -> Iterator[str]:
    tech = {"NHC": "OFCL"}.get(forecast.agency, forecast.agency[:4])
    for point in forecast.points:
        lead = point.fix_at - forecast.issued_at
        hours = lead // timedelta(hours=1)
        if not 0 <= hours <= MAX_TAU_H:
            continue
        writer.rounded += lead != timedelta(hours=hours)
        yield from writer.lines(forecast.issued_at, tech, hours, point)


def _make_writer(storm: Storm) -> _Writer:
    """The storm's own ATCF id where it has one, else its international number in the west."""
    for alias in (storm.storm_id, *storm.known_as):
        match = _ATCF_ID.fullmatch(alias)
        if match:
            return _Writer(match[1], int(match[2]), storm.name_en[:10])
    return _Writer("WP", int(storm.number[2:]) if storm.number else 0, storm.name_en[:10])
