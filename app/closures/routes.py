"""HTTP of closures."""

from dataclasses import dataclass
from typing import Any

from flask import request

from app import edge
from app.blueprint import Blueprint
from app.closures import queries
from app.closures.actions import get_thing, lift, say
from app.closures.body import (
    MAX_ISSUER,
    MAX_NAME,
    read_kind,
    read_new,
    read_place,
    read_reason,
    read_short,
)
from app.closures.intake import BadLine, read_rows, refuse_bad, refused, take_each
from app.closures.model import ClosureKind, ClosureOrigin, Statement, Thing
from app.closures.present import ClosureList, ClosureView, present, present_list
from app.importing.upload import read_upload
from app.incidents.model import Incident
from app.incidents.routes import incident_asked
from app.transaction import Transaction
from app.wording import Text

blueprint = Blueprint("closures", __name__, url_prefix="/api/v1")


@dataclass(frozen=True, slots=True)
class ClosureImport:
    """What was taken of a table, and the rows that were not."""

    taken: list[ClosureView]
    bad_rows: list[BadLine]


@blueprint.get("/closures")
def get_closures() -> ClosureList:
    """What is closed, will close, or was said to be open; with `at` as it was known then.

    `history=1` tells everything that had been said, lifted and over too.
    """
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        at = edge.at_argument() or incident.clock.now()
        known = queries.list_known(tx.conn, incident, at)
        history = request.args.get("history") == "1"
        return present_list(known, at, tx.actor, history=history)


@blueprint.post("/closures")
def post_closure() -> tuple[ClosureView, int]:
    """Say that a bridge, road, line, scenic area or works is `closed` or `open`.

    `object` is the number of its row, or a bridge's name; works bring `name`, `lon` and `lat`.
    """
    data = edge.body()
    kind, new = read_kind(data), read_new(data)
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        return _present_added(
            tx, incident, say(tx, incident, _find_thing(tx, kind, data), new)
        ), 201


@blueprint.post("/closures/import")
def post_import() -> tuple[ClosureImport, int]:
    """Form data: `file`, a table of kind, object, state, from_at, until_at, issuer, reason, lon and
    lat (empty but for works); `encoding`; `accept_partial` (0 unless 1). Times without a zone are
    Beijing time."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise refused(Text("没有收到文件", "No file arrived"))
    table = read_upload(upload.read(), upload.filename, request.form.get("encoding") or None)
    rows = read_rows(table)
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        taken, bad = take_each(rows, lambda data: _record_row(tx, incident, data))
        if request.form.get("accept_partial") != "1":
            refuse_bad(bad)
        known = queries.list_known(tx.conn, incident, incident.clock.now())
        views = [present(each, known, each.said_at, tx.actor) for each in taken]
        return ClosureImport(views, bad), 201


def _record_row(tx: Transaction, incident: Incident, data: dict[str, Any]) -> Statement:
    kind, new = read_kind(data), read_new(data)
    return say(tx, incident, _find_thing(tx, kind, data), new, ClosureOrigin.IMPORTED)


@blueprint.post("/closures/<int:entry_id>/lift")
def post_lift(entry_id: int) -> ClosureView:
    """End a closure now, by the word of `issuer`; it stays in the history."""
    data = edge.body()
    issuer, reason = read_short(data, "issuer", MAX_ISSUER), read_reason(data)
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        return _present_added(tx, incident, lift(tx, incident, entry_id, issuer, reason))


def _find_thing(tx: Transaction, kind: ClosureKind, data: dict[str, Any]) -> Thing:
    if kind is not ClosureKind.WORKS:
        return get_thing(tx, kind, read_short(data, "object", MAX_NAME))
    name, (lon, lat) = read_short(data, "name", MAX_NAME), read_place(data)
    return Thing(kind, name, name, [], queries.list_counties_at(tx.conn, lon, lat), lon, lat)


def _present_added(tx: Transaction, incident: Incident, added: Statement) -> ClosureView:
    known = queries.list_known(tx.conn, incident, added.said_at)
    return present(added, known, added.said_at, tx.actor)
