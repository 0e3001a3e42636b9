"""What a backup says of itself, so that a restore can be compared with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.clock import format_utc, parse_utc
from app.errors import InvalidInput
from app.wording import Text

FORMAT = "haitang-backup-1"


@dataclass(frozen=True, slots=True)
class TableFacts:
    """`checksum` sums a hash of every row's text, so order does not matter."""

    rows: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was in the database at the moment of the dump."""

    made_at: datetime
    revision: str | None
    dump_sha256: str
    tables: Mapping[str, TableFacts]

    @property
    def rows(self) -> int:
        """Rows in all tables."""
        return sum(facts.rows for facts in self.tables.values())


def to_json(manifest: Manifest) -> str:
    """The text that lies in the backup."""
    tables = {
        name: {"rows": facts.rows, "checksum": facts.checksum}
        for name, facts in manifest.tables.items()
    }
    content = {
        "format": FORMAT,
        "made_at": format_utc(manifest.made_at),
        "revision": manifest.revision,
        "dump_sha256": manifest.dump_sha256,
        "tables": tables,
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def from_json(text: str) -> Manifest:
    """The manifest in a backup. Raises InvalidInput for anything else."""
    try:
        content = json.loads(text)
        if content["format"] != FORMAT:
            raise ValueError(content["format"])
        tables = {
            str(name): TableFacts(int(facts["rows"]), str(facts["checksum"]))
            for name, facts in content["tables"].items()
        }
        return Manifest(
            parse_utc(content["made_at"]), content["revision"], content["dump_sha256"], tables
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(
            "E-BAK-001",
            Text("这不是海塘的备份", "This is not a backup of Haitang"),
            Text(f"清单读不懂（{error}）", f"Its manifest cannot be read ({error})"),
            Text("选 ./haitang backup 做的文件", "Choose a file made by ./haitang backup"),
        ) from error


def differences(expected: Manifest, found: Mapping[str, TableFacts]) -> list[Text]:
    """One line a table that is not the same."""
    lines: list[Text] = []
    for name in sorted({*expected.tables, *found}):
        before, after = expected.tables.get(name), found.get(name)
        if before is None or after is None:
            gone = (
                Text("备份中没有", "not in the backup")
                if before is None
                else Text("恢复后没有", "not there after restoring")
            )
            lines.append(Text(f"{name}：{gone.zh}", f"{name}: {gone.en}"))
        elif before.rows != after.rows:
            lines.append(
                Text(
                    f"{name}：备份 {before.rows} 行，恢复后 {after.rows} 行",
                    f"{name}: {before.rows} rows in the backup, {after.rows} after restoring",
                )
            )
        elif before.checksum != after.checksum:
            lines.append(
                Text(
                    f"{name}：{after.rows} 行，内容不同",
                    f"{name}: {after.rows} rows with other contents",
                )
            )
    return lines
