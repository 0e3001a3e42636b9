"""BeiDou bodies: a faulty body is refused whole, a faulty report alone."""

import json

import pytest

from app.positions.decoders.beidou import MAX_REPORTS, decode_body
from app.positions.model import PositionReport, Undecodable

REPORT = {"beidou_id": "0412345", "fix_at": "2015-07-10T12:00:00+08:00", "lon": 122.3, "lat": 29.9,
          "speed_kn": 6.5, "course_deg": 360}  # fmt: skip


def body(*reports: object) -> bytes:
    return json.dumps({"reports": reports}).encode()


def test_a_report_is_read_with_its_own_time_and_north_as_0():
    (report,) = decode_body(body(REPORT))
    assert report == PositionReport(
        mmsi=None, beidou_id="0412345", fix_at=1436500800.0, lon=122.3, lat=29.9, sog_kn=6.5,
        cog_deg=0.0, heading_deg=None, nav_status=None,
    )  # fmt: skip


def test_what_is_not_given_is_none():
    (report,) = decode_body(body({k: v for k, v in REPORT.items() if k != "speed_kn"}))
    assert isinstance(report, PositionReport)
    assert report.sog_kn is None


@pytest.mark.parametrize(
    "text",
    [
        b'{"reports":[{"beidou_id":"1","fix_at":"2015-07-10T00:00:00Z","lon":NaN,"lat":29.9}]}',
        b'{"reports":[{"beidou_id":"1","fix_at":"2015-07-10T00:00:00Z","lon":1e999,"lat":29.9}]}',
        b'{"reports":', b"[]", b'{"reports":{}}', b"null", b"", b"\xff\xfe", b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_body_that_is_not_strict_json_of_the_form_is_refused_whole(text: bytes):
    with pytest.raises(Undecodable):
        decode_body(text)


@pytest.mark.parametrize(
    "fault",
    [
        {"lon": "122"}, {"lon": True}, {"lon": None}, {"lat": [1]}, {"lat": 10**400},
        {"fix_at": "2015-07-10T00:00:00"}, {"fix_at": "soon"}, {"fix_at": 1}, {"beidou_id": ""},
        {"beidou_id": 7}, {"beidou_id": "1" * 21},
    ],
)  # fmt: skip
def test_a_faulty_report_is_refused_alone(fault: dict[str, object]):
    first, second = decode_body(body(REPORT | fault, REPORT))
    assert isinstance(first, Undecodable)
    assert isinstance(second, PositionReport)


def test_more_reports_than_any_gateway_holds_are_refused():
    with pytest.raises(Undecodable, match=str(MAX_REPORTS)):
        decode_body(body(*[REPORT] * (MAX_REPORTS + 1)))
