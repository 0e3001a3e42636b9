"""What reports, settlements and households look like on the wire, and their refusals."""

from typing import Any, cast
from uuid import UUID

from app.accounts.model import Actor
from app.body import objects_of, optional_text, text_of
from app.clock import parse_utc
from app.errors import InvalidInput
from app.exposure.model import GroupCode
from app.people.actions import GivenReport, LineSettlement, TakenReport
from app.people.model import HouseholdEntry, HouseholdState, Persons, ReportChannel
from app.wording import Text, reason_of

MOST_REPORTS = 200
MOST_PEOPLE = 100_000
MOST_SEEN = 100
_UUID_VERSION = 7
_NOT_BY_DOOR = frozenset({GroupCode.VISITOR, GroupCode.MOORED_CREW})
_NOTE, _PLACE, _SHORT = 500, 100, 40


def read_reports(data: dict[str, Any], actor: Actor) -> list[GivenReport | TakenReport]:
    """The batch; a report that cannot be read is refused by itself. Raises InvalidInput where one
    has no number to answer under."""
    found = objects_of(data, "reports")
    if not 1 <= len(found) <= MOST_REPORTS:
        raise _refused(
            Text(
                f"一次收 1 到 {MOST_REPORTS} 份，来了 {len(found)} 份",
                f"A batch has 1 to {MOST_REPORTS} reports; got {len(found)}",
            )
        )
    return [_read_alone(each, actor) for each in found]


def _read_alone(data: dict[str, Any], actor: Actor) -> GivenReport | TakenReport:
    number = _read_id(data, "report_id")
    try:
        return _read_report(data, actor)
    except InvalidInput as refused:
        return TakenReport(number, 0, False, None, refused)


def _read_report(data: dict[str, Any], actor: Actor) -> GivenReport:
    sequence = data.get("sequence")
    people = data.get("people")
    return GivenReport(
        report_id=_read_id(data, "report_id"),
        line_id=_whole(data, "line_id", 1, 2**62),
        state=_read_state(data),
        people=None if people is None else _whole(data, "people", 0, MOST_PEOPLE),
        shelter_code=_short(data, "shelter_code", _SHORT) or None,
        place=_short(data, "place", _PLACE),
        note=_short(data, "note", _NOTE),
        seen=_read_ids(data, "seen"),
        sequence=None if sequence is None else _whole(data, "sequence", 1, 2**62),
        made_at=_moment(data),
        channel=_read_channel(data, actor),
    )


def _read_channel(data: dict[str, Any], actor: Actor) -> ReportChannel:
    """A shelter's desk says that it is one; else a device is a tablet and a person telephones."""
    if data.get("channel") == ReportChannel.SHELTER:
        return ReportChannel.SHELTER
    return ReportChannel.PHONE if actor.device_id is None else ReportChannel.TABLET


def read_settlement(data: dict[str, Any]) -> LineSettlement:
    """What a person settles. Raises InvalidInput."""
    return LineSettlement(
        report_id=_read_id(data, "report_id"),
        heads=_read_ids(data, "heads"),
        state=_read_state(data),
        people=_whole(data, "people", 0, MOST_PEOPLE),
        shelter_code=_short(data, "shelter_code", _SHORT) or None,
        place=_short(data, "place", _PLACE),
        reason=_long_enough(data, "reason"),
        made_at=_moment(data),
    )


def read_household(data: dict[str, Any]) -> HouseholdEntry:
    """What a form enters of a household. Raises InvalidInput."""
    people = _whole(data, "people", 1, 200)
    return HouseholdEntry(
        village_code=text_of(data, "village_code")[:12],
        grid=_short(data, "grid", _SHORT),
        house_number=_long_enough(data, "house_number", _SHORT),
        address=_short(data, "address", _PLACE),
        groups=_read_groups(data),
        hazard_code=_short(data, "hazard_code", _SHORT) or None,
        people=people,
        mobility_limited=_whole(data, "mobility_limited", 0, people),
        vehicle=_short(data, "vehicle", _PLACE) or None,
        shelter_code=_short(data, "shelter_code", _SHORT) or None,
        lon=_degrees(data, "lon", 180),
        lat=_degrees(data, "lat", 90),
        persons=_read_persons(data),
    )


def _read_persons(data: dict[str, Any]) -> Persons:
    phones = data.get("phones")
    numbers = cast(list[Any], phones) if isinstance(phones, list) else []
    if len(numbers) > 5 or not all(isinstance(n, str) and len(n) <= _SHORT for n in numbers):
        raise _refused(Text("电话看不懂", "The telephones cannot be read"))
    return Persons(
        _short(data, "head", _SHORT), tuple(n.strip() for n in numbers if n.strip()),
        _short(data, "helper", _SHORT), _short(data, "helper_phone", _SHORT),
    )  # fmt: skip


def _read_groups(data: dict[str, Any]) -> tuple[GroupCode, ...]:
    named = data.get("groups")
    codes = cast(list[Any], named) if isinstance(named, list) else []
    try:
        given = {GroupCode(str(code)) for code in codes} - _NOT_BY_DOOR
    except ValueError as error:
        raise _refused(Text("人群看不懂", "The groups cannot be read")) from error
    if not given:
        raise _refused(Text("至少选一类人群", "Choose at least one group"))
    return tuple(code for code in GroupCode if code in given)


def _read_id(data: dict[str, Any], name: str) -> UUID:
    try:
        found = UUID(str(data.get(name)))
    except ValueError as error:
        raise _refused(Text(f"{name} 看不懂", f"{name} cannot be read")) from error
    if found.version != _UUID_VERSION:
        raise _refused(Text(f"{name} 不是 UUIDv7", f"{name} is not a UUIDv7"))
    return found


def _read_ids(data: dict[str, Any], name: str) -> frozenset[UUID]:
    """Numbers of reports; none where there are none."""
    found = data.get(name)
    ids = cast(list[Any], found) if isinstance(found, list) else []
    try:
        numbers = frozenset(UUID(str(each)) for each in ids)
    except ValueError as error:
        raise _refused(Text(f"{name} 看不懂", f"{name} cannot be read")) from error
    if len(numbers) > MOST_SEEN:
        raise _refused(Text(f"{name} 太多", f"Too many of {name}"))
    return numbers


def _read_state(data: dict[str, Any]) -> HouseholdState:
    try:
        return HouseholdState(str(data.get("state")))
    except ValueError as error:
        raise _refused(Text("state 看不懂", "state cannot be read")) from error


def _moment(data: dict[str, Any]) -> Any:
    try:
        return parse_utc(str(data.get("made_at")))
    except ValueError as error:
        raise _refused(reason_of(error)) from error


def _whole(data: dict[str, Any], name: str, low: int, high: int) -> int:
    found = data.get(name)
    if type(found) is int and low <= found <= high:
        return found
    raise _refused(
        Text(f"{name} 要 {low} 到 {high} 的整数", f"{name} is a whole number from {low} to {high}")
    )


def _degrees(data: dict[str, Any], name: str, most: int) -> float:
    found = data.get(name)
    if isinstance(found, int | float) and not isinstance(found, bool) and -most <= found <= most:
        return float(found)
    raise _refused(Text(f"{name} 不是经纬度", f"{name} is no degree of a place"))


def _short(data: dict[str, Any], name: str, longest: int) -> str:
    found = optional_text(data, name) or ""
    if len(found) > longest or "\x00" in found:
        raise _refused(
            Text(f"{name} 超过 {longest} 字", f"{name} is longer than {longest} characters")
        )
    return found


def _long_enough(data: dict[str, Any], name: str, longest: int = _NOTE) -> str:
    text_of(data, name)
    return _short(data, name, longest)


def _refused(why: Text) -> InvalidInput:
    return InvalidInput(
        "E-PPL-004",
        Text("没有保存", "Not saved"),
        why,
        Text("改正后再发", "Correct it and send again"),
    )
