"""HTTP of registers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from urllib.parse import quote

from flask import Response, request
from flask.blueprints import BlueprintSetupState

from app import edge
from app.accounts.rights import Permission, may
from app.blueprint import Blueprint
from app.body import optional_text
from app.clock import parse_utc
from app.errors import InvalidInput
from app.registers import queries
from app.registers.access import find_register
from app.registers.actions import add_row, change_row, get_row, reveal_row
from app.registers.asked import read_wish
from app.registers.definition import Register
from app.registers.export import export_rows
from app.registers.model import MOST, PAGE, Wish
from app.registers.present import (
    RegisterList,
    RegisterView,
    RevealedRow,
    RowHistory,
    RowList,
    RowView,
    present_history,
    present_register,
    present_row,
    present_rows,
)
from app.registers.registry import Registers, load_registers
from app.services import Slot
from app.transaction import Transaction
from app.wording import Text, reason_of

blueprint = Blueprint("registers", __name__, url_prefix="/api/v1/registers")
_SERVED = Slot("haitang_registers", Registers)
_FARTHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a form sent: values by column, a place, from when, and the version it was read at."""

    values: dict[str, Any]
    where: tuple[Any, Any]
    valid_from: datetime | None
    version: int


@blueprint.record
def _find_registers(state: BlueprintSetupState) -> None:
    _SERVED.put(state.app.extensions, load_registers())


@blueprint.get("")
def get_registers() -> RegisterList:
    """Every register with its columns, and how many rows of each the asker sees."""
    with edge.transaction() as tx:
        found = edge.held(_SERVED).values()
        return RegisterList(
            [_present_view(tx, each) for each in found if may(tx.actor, each.rights.view)]
        )


@blueprint.get("/<register_id>")
def get_rows(register_id: str) -> RowList:
    """Rows: `q` searches name, pinyin, initials and code; `f.COLUMN=value` narrows, once for each
    value and empty for none; `sort=COLUMN` or `-COLUMN`; `limit` and `offset` page."""
    register = _find_asked(register_id)
    limit = edge.int_argument("limit", PAGE, 1, MOST)
    wish = _read_asked(register, limit, edge.int_argument("offset", 0, 0, _FARTHEST))
    with edge.transaction() as tx:
        rows = queries.list_rows(tx.conn, register, wish)
        total = queries.count_rows(tx.conn, register, wish)
        few = [entry for entry in register.shown if entry.few]
        values = {entry.name: queries.list_values(tx.conn, register, entry) for entry in few}
        return present_rows(register, rows, total, wish.offset, values)


@blueprint.get("/<register_id>/rows/<key>")
def get_one(register_id: str, key: str) -> RowView:
    """One row, masked."""
    register = _find_asked(register_id)
    with edge.transaction() as tx:
        return present_row(register, get_row(tx, register, key))


@blueprint.post("/<register_id>/rows")
def post_row(register_id: str) -> tuple[RowView, int]:
    """Enter a row: `values` by column, `lon` and `lat` where it lies somewhere, `valid_from`."""
    register, sent = _find_asked(register_id), _read_sent(new=True)
    with edge.transaction() as tx:
        key = add_row(tx, register, sent.values, sent.where, sent.valid_from)
        return present_row(register, get_row(tx, register, key)), 201


@blueprint.put("/<register_id>/rows/<key>")
def put_row(register_id: str, key: str) -> RowView:
    """Change the `values` given of a row as it was read at `version`; the others stay."""
    register, sent = _find_asked(register_id), _read_sent(new=False)
    with edge.transaction() as tx:
        change_row(tx, register, key, sent.version, sent.values, sent.where, sent.valid_from)
        return present_row(register, get_row(tx, register, key))


@blueprint.post("/<register_id>/rows/<key>/reveal")
def post_reveal(register_id: str, key: str) -> RevealedRow:
    """A row's names and numbers in the clear; each reveal is audited."""
    register = _find_asked(register_id)
    with edge.transaction() as tx:
        return RevealedRow(key, reveal_row(tx, register, key))


@blueprint.get("/<register_id>/rows/<key>/history")
def get_history(register_id: str, key: str) -> RowHistory:
    """Everything a row has been, masked, the newest first."""
    register = _find_asked(register_id)
    with edge.transaction() as tx:
        get_row(tx, register, key)
        return present_history(register, key, queries.list_history(tx.conn, register, key))


@blueprint.get("/<register_id>/export")
def get_export(register_id: str) -> Response:
    """The rows that the list would show, all pages, as `?format=xlsx|csv|gpkg|geojson|kml`."""
    register = _find_asked(register_id)
    wish = _read_asked(register, None)
    with edge.transaction() as tx:
        form = request.args.get("format", "xlsx")
        exported = export_rows(tx, register, wish, form, edge.language())
    response = Response(exported.data, mimetype=exported.mimetype)
    name = quote(exported.filename)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _find_asked(register_id: str) -> Register:
    return find_register(edge.held(_SERVED), register_id, edge.actor())


def _present_view(tx: Transaction, register: Register) -> RegisterView:
    count = queries.count_rows(tx.conn, register, Wish())
    return present_register(register, count, tx.actor, export=may(tx.actor, Permission.EXPORT))


def _read_asked(register: Register, limit: int | None, offset: int = 0) -> Wish:
    pairs = request.args.items(multi=True)
    return read_wish(register, pairs, limit=limit, offset=offset)


def _read_sent(*, new: bool) -> _Sent:
    data = edge.body()
    values, version = data.get("values", {}), data.get("version", 0)
    if not isinstance(values, dict) or type(version) is not int or (not new and version < 1):
        raise _row_refusal(
            Text("values 要是对象，version 要是读到的版本", "values is an object, version as read")
        )
    text = optional_text(data, "valid_from")
    try:
        valid_from = None if text is None else parse_utc(text)
    except ValueError as error:
        raise _row_refusal(reason_of(error)) from error
    where = data.get("lon"), data.get("lat")
    return _Sent(cast(dict[str, Any], values), where, valid_from, version)


def _row_refusal(why: Text) -> InvalidInput:
    return InvalidInput(
        "E-REG-009",
        Text("没有保存", "Not saved"),
        why,
        Text("按 /docs 的格式再发", "Send it in the form that /docs shows"),
    )
