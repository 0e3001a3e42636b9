"""The roll-call of an order: frozen when it is issued, ended with it."""

from app.documents.evacuation_order.content import OrderContent
from app.documents.evacuation_order.freeze import zone_of
from app.documents.kind import Matter
from app.documents.ladder import DocumentState
from app.documents.model import Document
from app.evacuation.clocks import Advice
from app.evacuation.order_queries import get_answer
from app.people.freezing import end_with_order, start_roll_call
from app.people.model import OrderedArea, RollCallEnd
from app.strict_json import dumps

_ENDS = {
    DocumentState.LIFTED: RollCallEnd.LIFTED,
    DocumentState.WITHDRAWN: RollCallEnd.WITHDRAWN,
}


def start_list(matter: Matter, document: Document, content: OrderContent) -> None:
    """Freeze who must leave."""
    area = _ordered_area(matter, document, content)
    start_roll_call(matter.tx, matter.incident, area, matter.at)


def end_list(matter: Matter, document: Document) -> None:
    """End what runs; under an order that replaces this one it goes on."""
    if (why := _ENDS.get(document.state)) is not None:
        end_with_order(matter.tx, matter.incident, document.subject, why, matter.at)


def _ordered_area(matter: Matter, document: Document, content: OrderContent) -> OrderedArea:
    """The order's area with the people of each village, as the answer it rests on counted them."""
    zone = zone_of(matter)
    answer = get_answer(matter.tx.conn, content.rests_on.answer_id)
    villages = () if answer is None else answer.exposure.villages
    ends = [way.ends_at for way in content.ways
            if way.people and way.advice is Advice.LEAVE and way.ends_at is not None]  # fmt: skip
    return OrderedArea(
        document_id=document.document_id,
        subject=document.subject,
        number=content.zone.number,
        name=content.zone.name,
        polygon=dumps(content.zone.polygon),
        due=zone.due.groups,
        villages={each.code: each.people for each in villages},
        mobility_limited=content.mobility_limited,
        due_by=min(ends, default=None),
        place=document.place,
    )
