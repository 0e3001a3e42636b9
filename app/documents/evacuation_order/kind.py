"""Evacuation order 人员转移令, as a kind of document."""

from collections.abc import Sequence

from app import typed_json
from app.accounts.model import Reach, Role
from app.documents.evacuation_order import words
from app.documents.evacuation_order.content import OrderContent
from app.documents.evacuation_order.findings import compare, gone
from app.documents.evacuation_order.freeze import KIND_ID, freeze, frozen_as, zone_of
from app.documents.evacuation_order.listing import end_list, start_list
from app.documents.evacuation_order.tasks import end_order, give_out_order
from app.documents.kind import DocumentKind, Matter
from app.documents.model import Document, DocumentFinding
from app.evacuation.actions import retimed
from app.evacuation.model import ZoneState
from app.events.model import Place
from app.strict_json import JsonObject


def _read_content(data: JsonObject) -> OrderContent:
    return typed_json.read(OrderContent, data)


def _place_of(matter: Matter) -> Place:
    return zone_of(matter).place


def _inputs_hash(content: OrderContent) -> str:
    return content.rests_on.inputs_hash


def _may_issue(matter: Matter, content: OrderContent) -> Sequence[DocumentFinding]:
    """The zone is timed again for now: the stored answer may wait for its turn in the worker."""
    zone = zone_of(matter)
    (fresh,) = retimed(matter.tx.conn, matter.incident, matter.at, [zone])
    if zone.state == ZoneState.DELETED or fresh is None or fresh.basis is None:
        return [gone(content.zone.name, deleted=zone.state == ZoneState.DELETED)]
    present = frozen_as(matter, zone, fresh)
    return compare(content, present, fresh.basis.bulletins, matter.at)


def _on_issue(matter: Matter, document: Document, content: OrderContent) -> None:
    """Each post gets its task, and the list of who must leave is frozen."""
    give_out_order(matter, document, content)
    start_list(matter, document, content)


def _on_end(matter: Matter, document: Document) -> None:
    """Tasks end with the order, and so does the list."""
    end_order(matter, document)
    end_list(matter, document)


KIND = DocumentKind(
    id=KIND_ID,
    title=words.TITLE,
    number_pattern="{issuer}防指〔{year}〕转字第{serial}号",
    drafters=frozenset({Role.PLANNER, Role.COMMANDER}),
    signers={reach: frozenset({Role.COMMANDER}) for reach in Reach},
    freeze=freeze,
    read=_read_content,
    place=_place_of,
    may_issue=_may_issue,
    paper=words.paper,
    about=words.about,
    inputs_hash=_inputs_hash,
    on_issue=_on_issue,
    on_end=_on_end,
)
