"""A table of closures, as a traffic or port office sends it: a row for each statement."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import shapely

from app.clock import BEIJING, format_utc, parse_utc
from app.closures.model import ClosureKind, ClosureStanding
from app.closures.words import KINDS, STANDINGS
from app.errors import InvalidInput, NotFound
from app.importing.table import RawRow, RawTable
from app.wording import Text

T = TypeVar("T")

MAX_ROWS = 500
# Degrees of China and of GPS: a closure's mark needs no better.
_DEGREES = (None, "EPSG:4326", "EPSG:4490")
# Headings that mean what the API calls so.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "kind": ("类型", "类别"),
    "object": ("对象", "编号", "name", "名称"),
    "state": ("状态",),
    "from_at": ("起", "起始时间", "from"),
    "until_at": ("止", "结束时间", "until"),
    "issuer": ("发布单位",),
    "reason": ("原因", "风级规定"),
}
_STATES: Mapping[ClosureStanding, str] = {
    ClosureStanding.CLOSED: "closed",
    ClosureStanding.WILL_CLOSE: "closed",
    ClosureStanding.OPEN: "open",
}


@dataclass(frozen=True, slots=True)
class BadLine:
    """A row that was not taken, and why."""

    line: int
    why: Text


def read_rows(table: RawTable) -> list[tuple[int, dict[str, Any]]]:
    """Each row in the API's own words, with its number. Raises InvalidInput for too many."""
    if len(table.rows) > MAX_ROWS:
        raise refused(
            Text(f"有 {len(table.rows)} 行，最多 {MAX_ROWS} 行",
                 f"{len(table.rows)} rows; at most {MAX_ROWS}"),
        )  # fmt: skip
    place = {name: _find_column(table, name) for name in _HEADINGS}
    flat = table.crs in _DEGREES
    return [
        (row.number, _read_row(row.values, place) | _place_of(row, trusted=flat))
        for row in table.rows
    ]


def take_each(
    rows: list[tuple[int, dict[str, Any]]], take: Callable[[dict[str, Any]], T]
) -> tuple[list[T], list[BadLine]]:
    """What `take` makes of each row; its refusals stand beside with their rows.

    A row that is not the asker's to write ends it all: that is no fault of typing.
    """
    taken: list[T] = []
    bad: list[BadLine] = []
    for line, said in rows:
        try:
            taken.append(take(said))
        except (InvalidInput, NotFound) as error:
            bad.append(BadLine(line, error.why))
    return taken, bad


def refused(why: Text) -> InvalidInput:
    """Nothing of the file is kept."""
    return InvalidInput(
        "E-CLO-007",
        Text("封闭表没有导入", "The table of closures was not imported"),
        why,
        Text(
            "改正这些行再传，或加 accept_partial=1 只收好的行",
            "Correct these rows and send again, or send accept_partial=1 to take the good ones",
        ),
    )


def refuse_bad(bad: list[BadLine]) -> None:
    """Raise InvalidInput that names the first bad rows."""
    if not bad:
        return
    first = bad[:3]
    zh = "；".join(f"第 {each.line} 行 {each.why.zh}" for each in first)
    en = "; ".join(f"row {each.line}: {each.why.en}" for each in first)
    raise refused(Text(f"{len(bad)} 行不能收：{zh}", f"{len(bad)} rows cannot be taken: {en}"))


def _place_of(row: RawRow, *, trusted: bool) -> dict[str, Any]:
    """Where a row lies, for works: the file's own point, or the middle of its shape."""
    if row.wkb_hex is None or not trusted:
        return {}
    middle = shapely.centroid(shapely.from_wkb(row.wkb_hex))
    return {} if middle.is_empty else {"lon": middle.x, "lat": middle.y}


def _find_column(table: RawTable, name: str) -> str | None:
    known = {name, *_HEADINGS[name]}
    return next((each for each in table.columns if each.strip().lower() in known), None)


def _read_row(values: Mapping[str, Any], place: Mapping[str, str | None]) -> dict[str, Any]:
    told = {name: str(values.get(column) or "").strip() for name, column in place.items() if column}
    said: dict[str, Any] = {name: text for name, text in told.items() if text}
    said["kind"] = _code_of(told.get("kind", ""), {kind: KINDS[kind] for kind in ClosureKind})
    state = _code_of(told.get("state", ""), {each: STANDINGS[each] for each in _STATES})
    said["state"] = {str(key): code for key, code in _STATES.items()}.get(state, state)
    for name in ("from_at", "until_at"):
        if name in said:
            said[name] = _moment_text(said[name])
    return said | {"name": said.get("object")}


def _code_of(told: str, words: Mapping[Any, Text]) -> str:
    """The code of a word in either language; what is neither stays for the reader to refuse."""
    for code, text in words.items():
        if told.lower() in (str(code), text.zh, text.en.lower()):
            return str(code)
    return told


def _moment_text(told: str) -> str:
    """As the API has it: a time without a zone is the office's own."""
    try:
        return format_utc(parse_utc(told))
    except ValueError:
        pass
    try:
        return format_utc(datetime.fromisoformat(told.replace("/", "-")).replace(tzinfo=BEIJING))
    except ValueError:
        return told
