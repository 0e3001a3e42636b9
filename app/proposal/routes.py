"""HTTP of the city's own proposal. What is accepted becomes a zone by `POST /zones`."""

from collections.abc import Sequence
from typing import Any, cast

from flask import request

from app import edge
from app.blueprint import Blueprint
from app.clock import real_now
from app.errors import InvalidInput
from app.evacuation.routes import network_cache
from app.exposure.model import GroupCode
from app.incidents.routes import incident_asked
from app.proposal.actions import Drafter
from app.proposal.model import HAZARDS, Level
from app.proposal.present import Proposal, ProposedZone
from app.proposal.progress import DraftProgress, ProgressBoard
from app.services import Slot
from app.transaction import Transaction
from app.wording import Text

blueprint = Blueprint("proposal", __name__, url_prefix="/api/v1")

Json = dict[str, Any]
_PROGRESS = Slot("proposal_progress", ProgressBoard)


@blueprint.record_once
def _set_up(state: Any) -> None:
    """What one process keeps between requests: how far each client's draft is."""
    _PROGRESS.put(state.app.extensions, ProgressBoard())


@blueprint.post("/proposal")
def post_proposal() -> Proposal:
    """Draft the gradient plan from the registers; nothing is saved.

    `level` 4 to 1, else the one in force; `area` a county's code, else all that the asker sees.
    """
    data = edge.body()
    level, area, client = _read_level(data), _read_area(data), _client_name(data.get("client"))
    board = edge.held(_PROGRESS)
    board.tell(client, 0, 0)
    with edge.transaction() as tx:
        return _drafter_now(tx).propose(level, area, lambda done, of: board.tell(client, done, of))


@blueprint.get("/proposal/progress")
def get_progress() -> DraftProgress:
    """How many zones of the `client`'s draft are planned."""
    return edge.held(_PROGRESS).of(_client_name(request.args.get("client")))


@blueprint.post("/proposal/merged")
def post_merged() -> ProposedZone:
    """Several groups of one township as one proposed zone; nothing is saved."""
    data = edge.body()
    groups = _read_groups(data.get("groups"))
    with edge.transaction() as tx:
        return _drafter_now(tx).merge(_read_township(data), groups)


def _drafter_now(tx: Transaction) -> Drafter:
    incident = incident_asked(tx)
    at = edge.at_argument() or incident.clock.at(real_now())
    return Drafter(tx, network_cache(), incident, at, edge.language())


def _client_name(value: object) -> str:
    """A client of one's own account only: nobody watches another's draft."""
    return f"{edge.actor().name}/{str(value or '')[:64]}"


def _read_level(data: Json) -> Level | None:
    level = data.get("level")
    if level is None or (type(level) is int and level in list(Level)):
        return None if level is None else Level(level)
    raise InvalidInput(
        "E-PRO-001",
        Text("方案没有拟", "No plan was drafted"),
        Text(f"没有“{level}”这一级响应", f"There is no response level “{level}”"),
        Text("用 4（Ⅳ级）到 1（Ⅰ级）", "Use 4 (Ⅳ) to 1 (Ⅰ)"),
    )


def _read_area(data: Json) -> str:
    return str(data.get("area") or "")[:64]


def _read_township(data: Json) -> str:
    if township := str(data.get("township") or "")[:64]:
        return township
    raise _unreadable_body(Text("没有说是哪个乡镇", "It does not say which township"))


def _read_groups(value: object) -> Sequence[GroupCode]:
    listed = cast(list[Any], value) if isinstance(value, list) else []
    groups = [group for group in HAZARDS if group in listed]
    if groups and len(groups) == len(listed):
        return groups
    raise _unreadable_body(
        Text(f"人群看不懂：{value}", f"The groups cannot be read: {value}"),
    )


def _unreadable_body(why: Text) -> InvalidInput:
    return InvalidInput(
        "E-PRO-005",
        Text("没有合并", "Nothing was merged"),
        why,
        Text(
            f"发乡镇代码和人群：{'、'.join(HAZARDS)}",
            f"Send the township's code and groups: {', '.join(HAZARDS)}",
        ),
    )
