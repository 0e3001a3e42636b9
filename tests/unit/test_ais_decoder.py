"""AIS sentences off the air (public captures) become reports, and nothing else does."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyais import encode_dict

from app.positions.decoders.ais import AisDecoder
from app.positions.decoders.ais_block import decode_block
from app.positions.decoders.nmea import PATIENCE_S, checksum, parse_sentence
from app.positions.model import Kind, PositionReport, StaticReport, Undecodable, Unused

CAPTURED = Path(__file__).parent.parent / "data" / "ais" / "captured.nmea"
CLASS_A = b"!AIVDM,1,1,,A,15MrVH0000KH<:V:NtBLoqFP2H9:,0*2F"
EVER_DIADEM = (
    b"!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C",
    b"!AIVDM,2,2,1,A,88888888880,2*25",
)


def decode_any(line: bytes) -> PositionReport | StaticReport | Unused:
    (message,) = AisDecoder().decode(line, 0.0)
    return message


def decode_one(line: bytes) -> PositionReport:
    message = decode_any(line)
    assert isinstance(message, PositionReport)
    return message


def with_checksum(body: bytes) -> bytes:
    return b"!%b*%02X" % (body, checksum(body))


def test_a_captured_class_a_position_is_read_to_the_last_digit():
    assert decode_one(CLASS_A) == PositionReport(
        mmsi=366913120, beidou_id=None, fix_at=None, lon=-64.620662, lat=18.321188, sog_kn=0.0,
        cog_deg=329.5, heading_deg=299.0, nav_status=0,
    )  # fmt: skip


def test_a_captured_class_b_position_has_no_navigational_status():
    report = decode_one(b"!AIVDM,1,1,,B,B39H9GP0;@H136UI3ijEowU5oP06,0*14")
    assert (report.mmsi, report.lon, report.lat) == (211159390, 20.985835, 37.689647)
    assert report.nav_status is None


def test_not_available_becomes_none_and_never_a_figure():
    heading = decode_one(b"!AIVDM,1,1,,B,15NG6V0P01G?cFhE`R2IU?wn28R>,0*05")
    course = decode_one(b"!AIVDM,1,1,,B,35VwAv0300QcEQ`EGcpN40jD0PUQ,0*61")
    assert heading.heading_deg is None  # 511 on the air
    assert course.cog_deg is None  # 360


def test_a_position_at_181_91_has_no_position():
    nowhere = {"type": 1, "mmsi": 412345678, "lon": 181, "lat": 91, "speed": 102.3,
               "course": 360.0, "heading": 511}  # fmt: skip
    (line,) = encode_dict(nowhere, talker_id="AI", sentence_type="VDM")
    report = decode_one(line.encode())
    assert (report.lon, report.lat, report.sog_kn, report.cog_deg) == (None, None, None, None)


def test_a_wrong_checksum_is_refused_though_pyais_would_take_it():
    with pytest.raises(Undecodable, match="checksum"):
        decode_one(CLASS_A[:-2] + b"00")


def test_one_flipped_bit_anywhere_in_a_sentence_is_refused():
    for at in range(1, len(CLASS_A) - 3):
        damaged = CLASS_A[:at] + bytes((CLASS_A[at] ^ 1,)) + CLASS_A[at + 1 :]
        with pytest.raises(Undecodable):
            decode_one(damaged)


def test_the_time_of_a_tag_block_is_the_report_s_own():
    body = b"c:1436486400"
    report = decode_one(b"\\%b*%02X\\%b" % (body, checksum(body), CLASS_A))
    assert report.fix_at == 1436486400.0


def test_a_captured_tag_block_with_other_fields_is_understood():
    line = (b"\\s:rORBCOMM000,q:u,c:1426032001,T:2015-03-11 00.00.01*58\\"
            b"!BSVDM,1,1,,A,13nN34?000QFpgRWnQLLSPpF00SO,0*06")  # fmt: skip
    assert decode_one(line).fix_at == 1426032001.0


@pytest.mark.parametrize("tag", [b"c:1436486400*00", b"c:1436486400", b"c:soon*1E", b"", b"*"])
def test_a_faulty_tag_block_refuses_the_sentence(tag: bytes):
    with pytest.raises(Undecodable):
        decode_one(b"\\%b\\%b" % (tag, CLASS_A))


def test_two_fragments_make_one_identity():
    decoder = AisDecoder()
    assert decoder.decode(EVER_DIADEM[0], 0.0) == ()
    (report,) = decoder.decode(EVER_DIADEM[1], 1.0)
    assert report == StaticReport(351759000, "EVER DIADEM", Kind.MERCHANT, 295.0)


def test_fragments_of_two_receivers_never_join():
    first, second = AisDecoder(), AisDecoder()
    assert first.decode(EVER_DIADEM[0], 0.0) == ()
    assert second.decode(EVER_DIADEM[1], 0.0) == ()


def test_a_fragment_whose_rest_never_comes_is_counted_once():
    decoder = AisDecoder()
    decoder.decode(EVER_DIADEM[0], 0.0)
    assert decoder.take_lost(PATIENCE_S - 1) == 0
    assert decoder.take_lost(PATIENCE_S + 1) == 1
    assert decoder.take_lost(PATIENCE_S + 2) == 0


def test_a_base_station_is_heard_and_not_taken_for_a_vessel():
    assert decode_any(b"!AIVDM,1,1,,A,402B4L1uubaN`1d:>REe@jA028Gh,0*6B") == Unused(2393200)


def test_every_captured_line_ends_as_a_message_or_is_refused():
    decoder, ends = AisDecoder(), 0
    for line in CAPTURED.read_bytes().splitlines():
        try:
            ends += len(decoder.decode(line, 0.0))
        except Undecodable:
            ends += 1
    assert ends == 19  # 20 lines, two of which are one message


@given(st.binary(max_size=120))
def test_no_bytes_crash_the_decoder(line: bytes):
    try:
        AisDecoder().decode(line, 0.0)
    except Undecodable:
        return


PAYLOAD = st.text("0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw", max_size=80)


@given(PAYLOAD, st.integers(0, 5))
def test_no_payload_with_a_right_checksum_crashes_the_decoder(payload: str, fill: int):
    try:
        AisDecoder().decode(with_checksum(f"AIVDM,1,1,,A,{payload},{fill}".encode()), 0.0)
    except Undecodable:
        return


def test_a_sentence_keeps_its_fields():
    sentence = parse_sentence(EVER_DIADEM[1])
    assert (sentence.total, sentence.number, sentence.group) == (2, 2, b"1")


@pytest.mark.parametrize(
    "line",
    [
        CLASS_A + b",r003669930,1436465400",
        CLASS_A + b",s30272,d-086,T17.43,x83,r003669713,1183265820",
        CLASS_A + b" ",
        b"2015-07-10T04:00:00Z," + CLASS_A,
        b"1436465400 " + CLASS_A,
        b"10.07.2015 04:00:00;" + CLASS_A + b"\r",
    ],
)
def test_what_receivers_and_loggers_write_around_a_sentence_is_taken_off(line: bytes):
    assert decode_one(line) == decode_one(CLASS_A)


def test_what_stands_around_a_sentence_mends_no_wrong_one():
    for line in (CLASS_A[:-2] + b"00,r003669930", CLASS_A + b"0", b"x" + CLASS_A):
        with pytest.raises(Undecodable):
            decode_one(line)


@pytest.mark.parametrize("heading", [360, 400, 510, 511])
def test_a_heading_that_no_compass_has_is_unknown_and_the_position_stands(heading: int):
    (line,) = encode_dict({"type": 1, "mmsi": 412345678, "lon": 122.5, "lat": 29.9, "speed": 8.0,
                           "course": 90.0, "heading": heading},
                          talker_id="AI", sentence_type="VDM")  # fmt: skip
    one_by_one = decode_one(line.encode())
    assert (one_by_one.lon, one_by_one.heading_deg) == (122.5, None)
    read, rows = decode_block([line.encode()])
    assert len(read) == 1
    assert np.isnan(rows["heading_deg"][0])


def test_a_position_by_satellite_is_a_position():
    (line,) = encode_dict({"type": 27, "mmsi": 412345678, "lon": 122.5, "lat": 29.9, "speed": 12,
                           "course": 90, "status": 5},
                          talker_id="AI", sentence_type="VDM")  # fmt: skip
    report = decode_one(line.encode())
    assert (report.lon, report.lat, report.sog_kn, report.cog_deg) == (122.5, 29.9, 12.0, 90.0)
    assert (report.heading_deg, report.nav_status) == (None, 5)
    (silent,) = encode_dict({"type": 27, "mmsi": 412345678, "lon": 122.5, "lat": 29.9, "speed": 63,
                             "course": 511}, talker_id="AI", sentence_type="VDM")  # fmt: skip
    assert (decode_one(silent.encode()).sog_kn, decode_one(silent.encode()).cog_deg) == (None, None)
