"""BeiDou positions as JSON: `{"reports": [{beidou_id, fix_at, lon, lat, speed_kn?, course_deg?}]}`.

Vendors' own protocols end in a gateway of theirs; this is what the gateway posts. The JSON is
strict: NaN and Infinity refuse the whole body, a faulty report only itself.
"""

from collections.abc import Mapping
from typing import Any, cast

from app import strict_json
from app.clock import parse_utc
from app.positions.decoders.body_format import BodyFormat
from app.positions.model import PositionReport, Source, Undecodable
from app.wording import Text

MAX_REPORTS = 5000
MOST = 1e6  # no place, speed or course is larger; columns of 32 bits would overflow


def decode_body(body: bytes) -> list[PositionReport | Undecodable]:
    """The reports in order, a faulty one as its Undecodable. Raises Undecodable for the body."""
    try:
        document: Any = strict_json.loads(body, parse_int=int)  # the ranges refuse its report alone
    except (ValueError, RecursionError) as error:
        raise Undecodable(f"not JSON: {error}") from error
    reports: Any = cast(Any, document).get("reports") if isinstance(document, dict) else None
    if not isinstance(reports, list):
        raise Undecodable("no list `reports`")
    if len(cast(list[Any], reports)) > MAX_REPORTS:
        raise Undecodable(f"more than {MAX_REPORTS} reports")
    return [_decode_item(item) for item in cast(list[Any], reports)]


def _decode_item(item: Any) -> PositionReport | Undecodable:
    try:
        return _read_report(item)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        return Undecodable(f"{type(error).__name__}: {error}")


def _read_report(item: Mapping[str, Any]) -> PositionReport:
    beidou_id = item["beidou_id"]
    if not isinstance(beidou_id, str) or not 1 <= len(beidou_id) <= 20:
        raise ValueError("beidou_id")
    return PositionReport(
        mmsi=None,
        beidou_id=beidou_id,
        fix_at=parse_utc(item["fix_at"]).timestamp(),
        lon=_read_number(item["lon"]),
        lat=_read_number(item["lat"]),
        sog_kn=_read_optional(item, "speed_kn"),
        cog_deg=_read_course(item),
        heading_deg=None,
        nav_status=None,
    )


def _read_course(item: Mapping[str, Any]) -> float | None:
    """Terminals write north as 0 or as 360."""
    course = _read_optional(item, "course_deg")
    return 0.0 if course == 360.0 else course


def _read_optional(item: Mapping[str, Any], name: str) -> float | None:
    value = item.get(name)
    return None if value is None else _read_number(value)


def _read_number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("not a number")
    if not -MOST <= value <= MOST:
        raise ValueError("beyond any figure of a terminal")
    return float(value)


FORMAT = BodyFormat(
    id="beidou",
    title=Text("北斗", "BeiDou"),
    expected_s=60.0,
    decode=decode_body,
    source=Source.BEIDOU,
)
