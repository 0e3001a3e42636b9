"""The fast reader and the thorough one say the same of every line, or the fast one says nothing."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyais import encode_dict

from app.positions.columns import rows_of
from app.positions.decoders.ais import AisDecoder
from app.positions.decoders.ais_block import decode_block
from app.positions.decoders.nmea import checksum
from app.positions.model import PositionReport, Source, Undecodable

CAPTURED = Path(__file__).parent.parent / "data" / "ais" / "captured.nmea"
NAMES = ("mmsi", "own_time", "fix_at", "lon", "lat", "sog_kn", "cog_deg", "heading_deg",
         "nav_status")  # fmt: skip

AisField = str | int | float | bytes | bool  # what pyais encodes


def thoroughly(line: bytes) -> PositionReport | None:
    try:
        messages = AisDecoder().decode(line, 0.0)
    except Undecodable:
        return None
    return next((m for m in messages if isinstance(m, PositionReport)), None)


def assert_agreed(lines: list[bytes]) -> int:
    """How many lines the fast reader took."""
    read, rows = decode_block(lines)
    reports = [thoroughly(lines[index]) for index in read]
    assert None not in reports
    known = [report for report in reports if report is not None]
    expected = rows_of(known, Source.AIS_UDP, 0.0)
    for name in NAMES:
        np.testing.assert_array_equal(rows[name], expected[name], err_msg=name)
    return len(read)


def sentence(**fields: AisField) -> bytes:
    report: dict[str, AisField] = {
        "type": 1, "mmsi": 412345678, "lon": 122.3, "lat": 29.9, "speed": 8.5,
        "course": 45.0, "heading": 44,
    }  # fmt: skip
    report |= fields
    return encode_dict(report, talker_id="AI", sentence_type="VDM")[0].encode()


def tagged(line: bytes, seconds: int = 1436486400) -> bytes:
    body = b"c:%d" % seconds
    return b"\\%b*%02X\\%b" % (body, checksum(body), line)


def test_every_captured_position_of_one_sentence_is_read_alike():
    assert assert_agreed(CAPTURED.read_bytes().splitlines()) == 14


def test_a_time_in_front_is_the_report_s_own():
    line = sentence()
    read, rows = decode_block([line, tagged(line)])
    assert read.tolist() == [0, 1]
    assert rows["own_time"].tolist() == [False, True]
    assert rows["fix_at"][1] == 1436486400


@settings(max_examples=300)
@given(
    kind=st.sampled_from([1, 2, 3, 18]),
    mmsi=st.integers(0, 999_999_999),
    lon=st.one_of(st.floats(-180, 180), st.just(181.0)),
    lat=st.one_of(st.floats(-90, 90), st.just(91.0)),
    speed=st.one_of(st.floats(0, 102.2), st.just(102.3)),
    course=st.one_of(st.floats(0, 359.9), st.just(360.0)),
    heading=st.one_of(st.integers(0, 359), st.just(511)),
    status=st.integers(0, 15),
)
def test_any_position_is_read_alike(
    kind: int, mmsi: int, lon: float, lat: float, speed: float, course: float, heading: int,
    status: int,
):  # fmt: skip
    line = sentence(type=kind, mmsi=mmsi, lon=lon, lat=lat, speed=speed, course=course,
                    heading=heading, status=status)  # fmt: skip
    assert assert_agreed([line, tagged(line)]) == 2


PAYLOAD = st.text("0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw",
                  min_size=28, max_size=28)  # fmt: skip


@settings(max_examples=300)
@given(PAYLOAD)
def test_any_payload_of_that_length_is_read_alike_or_left(payload: str):
    body = f"AIVDM,1,1,,A,{payload},0".encode()
    assert_agreed([b"!%b*%02X" % (body, checksum(body))])


@settings(max_examples=300)
@given(st.integers(0, 46), st.integers(0, 255), st.booleans())
def test_a_damaged_byte_is_never_read_otherwise_than_thoroughly(at: int, byte: int, tag: bool):
    line = bytearray(tagged(sentence()) if tag else sentence())
    line[at] = byte
    assert_agreed([bytes(line)])


@pytest.mark.parametrize(
    "line",
    [
        b"", b"x" * 47, b"\\" * 64, sentence()[:-2] + b"00",
        b"!AIVDM,1,1,,A,402B4L1uubaN`1d:>REe@jA028Gh,0*6B",
        tagged(sentence())[:14] + b"00" + tagged(sentence())[16:],
    ],
)  # fmt: skip
def test_what_is_not_plainly_a_position_is_left_to_the_other(line: bytes):
    assert decode_block([line])[0].tolist() == []


def test_nothing_gives_nothing():
    read, rows = decode_block([])
    assert (len(read), len(rows)) == (0, 0)
