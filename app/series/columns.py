"""From a file's bytes to rows of named texts: CSV by its headings, JSON by its keys."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, timezone
from typing import Any, cast

from app.clock import BEIJING
from app.errors import InvalidInput
from app.wording import Text

ENCODINGS = ("utf-8-sig", "gb18030")
# What a heading may be called; the first is the name used from here on, and JSON's key.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "station": ("station", "station_code", "code", "站码", "站号", "测站编码"),
    "name": ("name", "station_name", "站名", "测站"),
    "lon": ("lon", "longitude", "经度"),
    "lat": ("lat", "latitude", "纬度"),
    "warning_level_m": ("warning_level_m", "警戒潮位"),
    "kind": ("kind", "类别", "要素"),
    "nature": ("nature", "性质"),
    "at": ("at", "time", "时间", "时刻", "观测时间"),
    "value": ("value", "值", "数值"),
    "unit": ("unit", "单位"),
    "datum": ("datum", "基面", "基准面"),
    "span_min": ("span_min", "时段", "分钟数"),
    "issued_at": ("issued_at", "起报时间", "发布时间"),
}
_BY_HEADING = {heading: name for name, headings in HEADINGS.items() for heading in headings}
_ZONES = {"北京时间": BEIJING, "+08:00": BEIJING, "utc+8": BEIJING, "utc": UTC, "世界时": UTC}


@dataclass(frozen=True, slots=True)
class Row:
    """A row's texts by name; `line` as an editor counts (CSV), or the value's number (JSON)."""

    line: int
    texts: Mapping[str, str]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows to come, the time zone a heading states, and how the bytes were read."""

    rows: Iterable[Row]
    zone: timezone | None
    encoding: str
    encoding_sure: bool


def read_rows(data: bytes, encoding: str | None) -> Table:
    """The rows of a CSV or JSON file. Raises InvalidInput when it is neither."""
    text, used, sure = _decode_text(data, encoding)
    if "\x00" in text or not text.strip():
        why = "里面没有字" if not text.strip() else "有二进制内容"
        raise InvalidInput(
            "E-SER-006",
            Text("序列没有导入", "The series was not imported"),
            Text(f"文件{why}", f"The file {why}"),
            Text("传 CSV 或 JSON", "Send CSV or JSON"),
        )
    if text.lstrip().startswith(("{", "[")):
        return Table(_json_rows(text), None, used, sure)
    return _csv_table(text, used, sure)


def _decode_text(data: bytes, encoding: str | None) -> tuple[str, str, bool]:
    """Text, encoding, and whether it is beyond doubt. UTF-8 first: GBK text that happens to be
    valid UTF-8 is practically never met, the other way round is common."""
    for candidate in (encoding,) if encoding else ENCODINGS:
        try:
            text = data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
        return text, candidate.removesuffix("-sig"), bool(encoding) or candidate != "gb18030"
    raise InvalidInput(
        "E-SER-007",
        Text("序列没有导入", "The series was not imported"),
        Text(
            f"文字编码不是 {encoding or 'UTF-8 或 GBK'}",
            f"The text is not encoded as {encoding or 'UTF-8 or GBK'}",
        ),
        Text("另存为 UTF-8 再传，或指定编码", "Save it as UTF-8, or name the encoding"),
    )


def _csv_table(text: str, used: str, sure: bool) -> Table:
    first = text.splitlines()[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",\t;", key=first.count))
    try:
        head = [_read_heading(cell) for cell in next(reader)]
    except csv.Error as error:
        raise _no_columns(str(error)) from error
    names = [name for name, _ in head]
    if not {"at", "value"} <= set(names):
        raise _no_columns(f"表头是“{first[:60]}”")
    zone = next((zone for name, zone in head if name == "at" and zone), None)
    return Table(_csv_rows(reader, names), zone, used, sure)


def _no_columns(why: str) -> InvalidInput:
    return InvalidInput(
        "E-SER-008",
        Text("序列没有导入", "The series was not imported"),
        Text(
            f"找不到时间和数值两列：{why}", f"The columns of time and value were not found: {why}"
        ),
        Text("表头写成 时间、数值", "Name the columns time and value"),
    )


def _read_heading(cell: str) -> tuple[str | None, timezone | None]:
    """The name a heading means, and the zone in its brackets: 时间（北京时间）."""
    plain = cell.strip().lower().replace("（", "(").replace("）", ")")
    word, _, bracket = plain.partition("(")
    return _BY_HEADING.get(word.strip()), _ZONES.get(bracket.rstrip(")").strip())


def _csv_rows(reader: Any, names: list[str | None]) -> Iterator[Row]:
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(reader.line_num, {}, f"这一行不是 CSV：{error}")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        fault = None
        if len(cells) != len(names):
            fault = f"有 {len(cells)} 格，表头有 {len(names)} 格"
        pairs = zip(names, cells, strict=False)
        yield Row(reader.line_num, {n: c.strip() for n, c in pairs if n and c.strip()}, fault)


def _json_rows(text: str) -> Iterator[Row]:
    """Rows of `{"series": [{…, "points": [{"at", "value"} | [at, value]]}]}` or a plain list of
    such rows. NaN is kept as a word, so that it is listed like any other nonsense."""
    try:
        # bignum text and deep nesting are faults of the file too
        document: Any = json.loads(text, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(
            "E-SER-009",
            Text("序列没有导入", "The series was not imported"),
            Text(f"不是 JSON：{error}", f"It is not JSON: {error}"),
            Text("检查文件", "Check the file"),
        ) from error
    number = 0
    for shared, points in _list_groups(document):
        for point in points:
            number += 1
            yield _json_row(number, shared, point)


def _list_groups(document: Any) -> Iterator[tuple[dict[str, Any], list[Any]]]:
    if isinstance(document, list):
        yield {}, cast(list[Any], document)
        return
    groups = cast(dict[str, Any], document).get("series")
    if not isinstance(groups, list):
        raise InvalidInput(
            "E-SER-010",
            Text("序列没有导入", "The series was not imported"),
            Text("JSON 里没有 series 列表", "The JSON has no list called series"),
            Text("按说明写", "Follow the description"),
        )
    for group in cast(list[Any], groups):
        fields = cast(dict[str, Any], group) if isinstance(group, dict) else {}
        points = fields.get("points")
        if not isinstance(points, list):
            raise InvalidInput(
                "E-SER-011",
                Text("序列没有导入", "The series was not imported"),
                Text("有一个序列没有 points", "One series has no points"),
                Text("按说明写", "Follow the description"),
            )
        yield {k: v for k, v in fields.items() if k != "points"}, cast(list[Any], points)


def _json_row(number: int, shared: dict[str, Any], point: Any) -> Row:
    match point:
        case dict():
            fields = {**shared, **cast(dict[str, Any], point)}
        case [at, value]:
            fields = {**shared, "at": at, "value": value}
        case _:
            return Row(number, {}, "不是一个值")
    texts = {
        _BY_HEADING[key]: str(value).strip()
        for key, value in fields.items()
        if key in _BY_HEADING and isinstance(value, str | int | float) and str(value).strip()
    }
    return Row(number, texts)
