"""AIS (ITU-R M.1371): position types 1, 2, 3, 18, 19, 27 (by satellite) and static types 5, 24.

pyais decodes the bits. It reports "not available" as figures (181°, 91°, 102.3 kn, 360°, 511);
here they become None. So does an angle that no compass has: the position beside it is good.
"""

from typing import Any

import pyais
from pyais.exceptions import AISBaseException

from app.positions.decoders.nmea import Assembler, Sentence, parse_sentence
from app.positions.model import Kind, PositionReport, StaticReport, Undecodable, Unused

Message = PositionReport | StaticReport | Unused
POSITION_TYPES = frozenset({1, 2, 3, 18, 19, 27})
STATIC_TYPES = frozenset({5, 19, 24})

_IDENTITY_BITS = 38  # type, repeat, MMSI
_POSITION_BITS, _SATELLITE_BITS = 143, 96  # up to the UTC second; a whole type 27
_SATELLITE = 27
_NO_SATELLITE_SOG = 63

_NO_LON, _NO_LAT, _NO_SOG = 181.0, 91.0, 102.3

# Ship and cargo type (M.1371 table 53) to our kinds; what is not listed says nothing.
_KIND_OF_TYPE = {
    30: Kind.FISHING, 36: Kind.LEISURE, 37: Kind.LEISURE,
    **dict.fromkeys((31, 32, 33, 34, 50, 52, 53, 54), Kind.WORKS),
    **dict.fromkeys(range(40, 50), Kind.PASSENGER), **dict.fromkeys(range(60, 70), Kind.PASSENGER),
    **dict.fromkeys(range(70, 90), Kind.MERCHANT),
}  # fmt: skip


class AisDecoder:
    """Decodes the sentences of one feed; keeps fragments until their message is whole."""

    def __init__(self) -> None:
        self._assembler = Assembler()

    def decode(self, line: bytes, now_s: float) -> tuple[Message, ...]:
        """The messages that `line` completes: none for a first fragment, two for type 19.

        `now_s` is any steady clock; it only ages fragments. Raises Undecodable.
        """
        sentence = parse_sentence(line)
        if sentence.total == 1:
            return decode_message([sentence])
        parts = self._assembler.add(sentence, now_s)
        return () if parts is None else decode_message(parts)

    def take_lost(self, now_s: float) -> int:
        """Fragments given up since the last call."""
        self._assembler.expire(now_s)
        lost, self._assembler.lost = self._assembler.lost, 0
        return lost


def decode_message(sentences: list[Sentence]) -> tuple[Message, ...]:
    """The reports of one whole message. Raises Undecodable."""
    try:
        message: Any = pyais.decode(*(sentence.raw for sentence in sentences))
    except AISBaseException as error:
        raise Undecodable(type(error).__name__) from error
    kind, bits = int(message.msg_type), 6 * sum(len(sentence.payload) for sentence in sentences)
    if bits < _least_bits(kind):
        raise Undecodable("payload too short")
    reports: list[Message] = []
    if kind in POSITION_TYPES:
        reports.append(_read_position(message, sentences[0].time_at))
    if kind in STATIC_TYPES:
        reports.append(_read_static(message))
    return tuple(reports) or (Unused(int(message.mmsi)),)


def _least_bits(kind: int) -> int:
    if kind == _SATELLITE:
        return _SATELLITE_BITS
    return _POSITION_BITS if kind in POSITION_TYPES else _IDENTITY_BITS


def _read_position(message: Any, time_at: float | None) -> PositionReport:
    by_satellite = message.msg_type == _SATELLITE
    return PositionReport(
        mmsi=int(message.mmsi),
        beidou_id=None,
        fix_at=time_at,
        lon=_known_value(message.lon, _NO_LON),
        lat=_known_value(message.lat, _NO_LAT),
        sog_kn=_known_value(message.speed, _NO_SATELLITE_SOG if by_satellite else _NO_SOG),
        cog_deg=_known_angle(message.course),
        heading_deg=None if by_satellite else _known_angle(message.heading),
        nav_status=int(message.status) if message.msg_type <= 3 or by_satellite else None,
    )


def _known_angle(value: float) -> float | None:
    """360° and above is not available, or is nothing at all."""
    return float(value) if 0 <= value < 360 else None


def _known_value(value: float | None, not_available: float) -> float | None:
    return None if value is None or value == not_available else float(value)


def _read_static(message: Any) -> StaticReport:
    bow, stern = getattr(message, "to_bow", None), getattr(message, "to_stern", None)
    name = getattr(message, "shipname", None)
    ship_type = getattr(message, "ship_type", None)
    return StaticReport(
        mmsi=int(message.mmsi),
        name=str(name).strip() or None if name is not None else None,
        kind=None if ship_type is None else _KIND_OF_TYPE.get(int(ship_type)),
        length_m=float(bow + stern) if bow is not None and stern and bow + stern > 0 else None,
    )
