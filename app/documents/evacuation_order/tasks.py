"""What an order in force asks of the chain: every unit whose people leave, down to the grid."""

from datetime import datetime

from app.documents.evacuation_order.content import OrderContent
from app.documents.evacuation_order.freeze import KIND_ID
from app.documents.kind import Matter
from app.documents.ladder import DocumentState
from app.documents.model import Document
from app.documents.queries import list_steps, number_of
from app.evacuation.clocks import Advice
from app.evacuation.order_queries import get_answer
from app.strict_json import plain
from app.tasks.actions import Cause, TaskDesk, end_all, give_out
from app.tasks.chain import addressees
from app.tasks.chain_queries import list_posts, load_chain
from app.tasks.due import Deadline
from app.tasks.kinds.evacuation_order import OrderedMove
from app.tasks.model import Addressee, NewTask, SourceReference


def give_out_order(matter: Matter, document: Document, content: OrderContent) -> None:
    """A task for each post between the issuer and the grids. Its deadline is the signed one."""
    move = OrderedMove(str(content.zone.zone_id), content.zone.number, content.zone.name)
    due = Deadline(fixed_at=_deadline_of(content))
    give_out(
        _desk_of(matter),
        _told_of(matter, document),
        [NewTask(each, plain(move), due) for each in _find_addressees(matter, content)],
    )


def end_order(matter: Matter, document: Document) -> None:
    """What still waits ends with the order, for the reason that was given."""
    steps = list_steps(matter.tx.conn, [document.document_id])[document.document_id]
    reason = steps[-1].reason if steps else ""
    end_all(_desk_of(matter), _told_of(matter, document), Cause(_CAUSES[document.state], reason))


_CAUSES = {
    DocumentState.LIFTED: "lifted",
    DocumentState.WITHDRAWN: "withdrawn",
    DocumentState.SUPERSEDED: "superseded",
}


def _desk_of(matter: Matter) -> TaskDesk:
    return TaskDesk(matter.tx, matter.incident, matter.at)


def _told_of(matter: Matter, document: Document) -> SourceReference:
    number = number_of(matter.tx.conn, document.document_id) or str(document.document_id)
    return SourceReference(KIND_ID, str(document.document_id), number)


def _find_addressees(matter: Matter, content: OrderContent) -> list[Addressee]:
    """Where nobody lives, only boats lie, the unit that the order names."""
    conn = matter.tx.conn
    answer = get_answer(conn, content.rests_on.answer_id)
    villages = {} if answer is None else {
        each.code: each.people for each in answer.exposure.villages if each.people > 0
    }  # fmt: skip
    if not villages:
        villages = {content.responsible.code: content.people}
    units = load_chain(conn, [*villages, matter.issuer.code])
    found = addressees(villages, matter.issuer.code, units, list_posts(conn, sorted(units)))
    return found or addressees(villages, "", units, list_posts(conn, [content.responsible.code]))


def _deadline_of(content: OrderContent) -> datetime | None:
    """The earliest latest start among the ways that people leave by."""
    starts = [
        way.latest_start_at
        for way in content.ways
        if way.latest_start_at is not None and not way.over and way.advice is not Advice.STAY
        and (way.people or way.vessels)
    ]  # fmt: skip
    return min(starts).replace(second=0, microsecond=0) if starts else None
