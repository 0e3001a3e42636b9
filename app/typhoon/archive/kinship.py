"""What a forecaster says of two storms: the same one, merged, re-formed."""

import re
from dataclasses import replace
from datetime import datetime

from app.errors import InvalidInput
from app.transaction import Transaction
from app.typhoon.archive.identity.queries import taken_ids
from app.typhoon.archive.importing import renumber
from app.typhoon.archive.queries import save_notes
from app.typhoon.model import NoteKind, Storm, StormNote
from app.typhoon.queries import get_storm
from app.wording import Text

KINDS = (NoteKind.MERGED, NoteKind.REFORMED)
_SOURCE = "人工"
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{2,39}")


def give_number(tx: Transaction, old_id: str, new_id: str) -> Storm:
    """Everything of a storm under another id, which may be another storm's: then they are one.

    Raises NotFound, InvalidInput, or Conflict where both hold one agency's fixes of one time."""
    old = get_storm(tx.conn, old_id)
    if not _ID.fullmatch(new_id) or new_id == old.storm_id:
        raise InvalidInput(
            "E-TYP-018",
            Text("编号没有改", "The number was not changed"),
            Text(f"“{new_id[:40]}”不是另一个编号", f"“{new_id[:40]}” is not another number"),
            Text("写成 201509 这样的编号", "Write a number such as 201509"),
        )
    there = get_storm(tx.conn, new_id) if taken_ids(tx.conn, [new_id]) else None
    keeps = there is not None and there.name_en
    renumber(tx, old.storm_id, there if there and keeps else replace(old, storm_id=new_id))
    return get_storm(tx.conn, new_id)


def link_storms(
    tx: Transaction, storm_id: str, other_id: str, kind: NoteKind, at: datetime
) -> StormNote:
    """That a storm merged into another, or formed again from it. Raises NotFound, InvalidInput."""
    storm, other = get_storm(tx.conn, storm_id), get_storm(tx.conn, other_id)
    if storm.storm_id == other.storm_id or kind not in KINDS:
        raise InvalidInput(
            "E-TYP-019",
            Text("没有记下", "It was not noted"),
            Text("要两个不同的台风", "Two different typhoons are needed"),
            Text("核对编号", "Check the numbers"),
        )
    note = StormNote(storm.storm_id, tx.actor.name, kind, _SOURCE, at, other_id=other.storm_id)
    save_notes(tx.conn, [note])
    tx.audit(
        "link_typhoons", f"typhoon/{storm.storm_id}", detail={"other": other.storm_id, "kind": kind}
    )
    return note
