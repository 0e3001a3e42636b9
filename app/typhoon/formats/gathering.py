"""What every format does with what it reads: fixes by time, bad rows up to a bound."""

import json
from datetime import datetime

from app.errors import InvalidInput
from app.typhoon.model import BadRow, Fix
from app.wording import Text, same

# More bad rows than this and the file is noise, or another format than the one that was named.
MAX_BAD_ROWS = 5_000
VALUE_CHARS = 200


class BadRows(list[BadRow]):
    """The rows that were not taken. Raises InvalidInput when there is no end to them."""

    def note(self, line: int, value: str, reason: str) -> None:
        """Add a row: where, what stood there, why not."""
        self.append(BadRow(line, value[:VALUE_CHARS], reason[:VALUE_CHARS]))

    def append(self, row: BadRow) -> None:
        """Add a row. Raises InvalidInput beyond `MAX_BAD_ROWS`."""
        if len(self) >= MAX_BAD_ROWS:
            first = self[0]
            raise InvalidInput(
                "E-TYP-007",
                Text("路径文件没有导入", "The track file was not imported"),
                Text(
                    f"超过 {MAX_BAD_ROWS} 行读不出来，第一行：第 {first.line} 行 {first.reason}",
                    f"More than {MAX_BAD_ROWS} lines cannot be read; the first, line "
                    f"{first.line}: {first.reason}",
                ),
                Text("核对格式，或用 --format 指定", "Check the format, or name it with --format"),
                detail={"bad_rows": [[each.line, each.value, each.reason] for each in self[:50]]},
            )
        super().append(row)


def check_storable(document: object) -> None:
    """Raises InvalidInput for characters that escapes can smuggle in and no database can keep."""
    try:
        text = json.dumps(document, ensure_ascii=False, default=str)
        text.encode()
    except (UnicodeEncodeError, RecursionError, ValueError) as error:
        raise _unkeepable_file(same(str(error))) from error
    if "\\u0000" in text:
        raise _unkeepable_file(Text("文件里有空字符", "The file holds null characters"))


def _unkeepable_file(why: Text) -> InvalidInput:
    return InvalidInput(
        "E-TYP-002",
        Text("路径文件没有导入", "The track file was not imported"),
        why,
        Text("去掉这些字符再导入", "Remove these characters and import again"),
    )


def put(fixes: dict[datetime, Fix], fix: Fix) -> None:
    """Add a fix. Raises ValueError for a second one of the same time."""
    if fix.fix_at in fixes:
        raise ValueError(f"second row for {fix.fix_at:%Y-%m-%d %H:%M} UTC")
    fixes[fix.fix_at] = fix


def ordered(fixes: dict[datetime, Fix]) -> tuple[Fix, ...]:
    """The fixes by time."""
    return tuple(fixes[moment] for moment in sorted(fixes))
