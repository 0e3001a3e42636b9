"""Draft, edit, submit, sign, issue, lift and withdraw a document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.clock import BEIJING, real_now
from app.documents import queries, signature, signed_text
from app.documents.kind import DocumentKind, Matter
from app.documents.kinds import kind_of
from app.documents.ladder import PENDING, WITH_REASON, DocumentState, DocumentStep
from app.documents.model import Document, DocumentFinding, Signature, StepMade, Unit
from app.documents.numbering import number_text
from app.documents.rights import check_step, check_unit
from app.documents.signed_text import SignedText
from app.errors import Conflict, Denied, InvalidInput, RefusedByRule
from app.events.model import EventKind
from app.incidents.model import Incident
from app.strict_json import plain
from app.transaction import Transaction
from app.wording import Text, join_sentences

_ISSUERS = frozenset({"city", "county", "functional_zone", "township"})
_ASKED_BEFORE = frozenset({DocumentStep.SIGN, DocumentStep.ISSUE})
_REMARKS, _REASON = 2000, 500


@dataclass(frozen=True, slots=True)
class SigningDesk:
    """Where somebody acts: the transaction, the incident and its moment."""

    tx: Transaction
    incident: Incident
    at: datetime

    def matter(self, document: Document) -> Matter:
        """What a document is about, at this moment."""
        issuer = queries.find_unit(self.tx.conn, document.issuer_unit)
        named = issuer or Unit(document.issuer_unit, document.issuer_unit, "city")
        return Matter(self.tx, self.incident, self.at, document.subject, named)


def draft(desk: SigningDesk, kind: DocumentKind[object], subject: str) -> Document:
    """Freeze a subject into a draft of the actor's unit. Raises NotFound, Conflict, Denied."""
    conn, incident_id = desk.tx.conn, desk.incident.incident_id
    issuer = _find_issuer(desk)
    if desk.tx.actor.scope is not None and desk.tx.actor.role not in kind.drafters:
        raise _no_drafter()
    queries.lock_subject(conn, incident_id, subject)
    _check_alone(desk, kind, subject)
    matter = Matter(desk.tx, desk.incident, desk.at, subject, issuer)
    content = kind.freeze(matter)
    place = kind.place(matter)
    document = Document(
        0, incident_id, kind.id, subject, issuer.code, place.county_code, place.township_code,
        DocumentState.DRAFT, 1, plain(content), "", [desk.tx.actor.name],
    )  # fmt: skip
    document = replace(document, document_id=queries.insert_document(conn, document))
    _record_step(desk, document, DocumentStep.DRAFT)
    return document


def edit(
    desk: SigningDesk, document_id: int, version: int | None, *, remarks: str | None, refresh: bool
) -> Document:
    """Change a draft's free words, or freeze it anew. Raises Denied, RefusedByRule, Conflict."""
    document, kind = _lock_document(desk, document_id, version)
    check_step(desk.tx.actor, kind, document, DocumentStep.EDIT)
    if remarks is not None and len(remarks) > _REMARKS:
        raise _too_long(Text("其他事项", "The remarks"), _REMARKS)
    name = desk.tx.actor.name
    changed = replace(
        document,
        version=document.version + 1,
        content=plain(kind.freeze(desk.matter(document))) if refresh else document.content,
        remarks=document.remarks if remarks is None else remarks.strip(),
        authors=[*document.authors, *([] if name in document.authors else [name])],
    )
    queries.update_document(desk.tx.conn, changed)
    _record_step(desk, changed, DocumentStep.EDIT)
    return changed


def take(
    desk: SigningDesk,
    document_id: int,
    step: DocumentStep,
    version: int | None,
    reason: str = "",
    key: Ed25519PrivateKey | None = None,
) -> Document:
    """Take a step with a document. Raises Denied, RefusedByRule, Conflict, InvalidInput.

    Signing needs the installation's key.
    """
    document, kind = _lock_document(desk, document_id, version)
    end = check_step(desk.tx.actor, kind, document, step)
    _check_reason(step, reason)
    warnings: Sequence[DocumentFinding] = ()
    if step in _ASKED_BEFORE:
        warnings = _check_findings(desk, kind, document, step)
    if step is DocumentStep.SIGN and key is not None:
        _sign_document(desk, kind, document, key)
    if step is DocumentStep.ISSUE:
        _supersede_standing(desk, document)
    moved = replace(document, state=end, version=document.version + 1)
    queries.update_document(desk.tx.conn, moved)
    _record_step(desk, moved, step, reason, [each.code for each in warnings])
    _follow_issue(desk, kind, document, moved)
    return moved


def findings(desk: SigningDesk, document: Document) -> Sequence[DocumentFinding]:
    """What is known against a document that is not issued yet."""
    if document.state not in PENDING:
        return ()
    kind = kind_of(document.kind)
    return kind.may_issue(desk.matter(document), kind.read(document.content))


def _lock_document(
    desk: SigningDesk, document_id: int, version: int | None
) -> tuple[Document, DocumentKind[object]]:
    conn = desk.tx.conn
    found = queries.get_document(conn, document_id)
    queries.lock_subject(conn, found.incident_id, found.subject)
    document = queries.get_document(conn, document_id)
    if version is not None and version != document.version:
        raise Conflict(
            "E-DOC-005",
            Text("文书没有动", "The document was not touched"),
            Text("刚才有人改过它", "Somebody has just changed it"),
            Text("取最新的一版，再做一次", "Take the newest version and do it again"),
            detail={"version": document.version},
        )
    return document, kind_of(document.kind)


def _find_issuer(desk: SigningDesk) -> Unit:
    unit = queries.find_unit(desk.tx.conn, desk.tx.actor.unit_code)
    if unit is None or unit.kind not in _ISSUERS:
        raise Denied(
            "E-DOC-014",
            Text("没有起草", "Nothing was drafted"),
            Text("这个单位不发文书", "This unit issues no documents"),
            Text("由乡镇以上的单位起草", "A township or a unit above it drafts"),
        )
    return unit


def _check_alone(desk: SigningDesk, kind: DocumentKind[object], subject: str) -> None:
    """One is on its way at a time, and only who acts for the issuer replaces what is in force."""
    conn, incident_id = desk.tx.conn, desk.incident.incident_id
    pending = queries.latest_of(conn, incident_id, kind.id, subject, *PENDING)
    if pending is not None:
        raise Conflict(
            "E-DOC-003",
            Text("没有起草", "Nothing was drafted"),
            Text(f"{pending.document_id} 号文书正在办",
                 f"Document {pending.document_id} is on its way"),
            Text("接着办那一份，或先撤回它", "Go on with that one, or withdraw it first"),
            detail={"document_id": pending.document_id},
        )  # fmt: skip
    standing = queries.latest_of(conn, incident_id, kind.id, subject, DocumentState.ISSUED)
    if standing is not None:
        check_unit(desk.tx.actor, standing.issuer_unit)


def _check_reason(step: DocumentStep, reason: str) -> None:
    if len(reason) > _REASON:
        raise _too_long(Text("理由", "The reason"), _REASON)
    if step in WITH_REASON and not reason.strip():
        raise InvalidInput(
            "E-DOC-006",
            Text("文书没有动", "The document was not touched"),
            Text("没有写理由", "There is no reason"),
            Text("写明理由再做", "Say why, then do it again"),
        )


def _check_findings(
    desk: SigningDesk, kind: DocumentKind[object], document: Document, step: DocumentStep
) -> Sequence[DocumentFinding]:
    """The warnings. Raises RefusedByRule with every reason that holds it up."""
    found = kind.may_issue(desk.matter(document), kind.read(document.content))
    refusing = [each for each in found if each.refuses]
    if refusing:
        raise RefusedByRule(
            "E-DOC-015",
            Text("没有签发", "It was not signed")
            if step is DocumentStep.SIGN
            else Text("没有发出", "It was not issued"),
            join_sentences(each.text for each in refusing),
            Text("退回或撤回，按现在的答案重新起草",
                 "Return or withdraw it and draft again from the present answer"),
            detail={"findings": [each.code for each in refusing]},
        )  # fmt: skip
    return found


def _sign_document(
    desk: SigningDesk, kind: DocumentKind[object], document: Document, key: Ed25519PrivateKey
) -> None:
    conn, world = desk.tx.conn, desk.incident.world
    before, previous_hash = queries.lock_chain(conn, world.world_id)
    year = desk.at.astimezone(BEIJING).year
    serial = queries.next_serial(conn, world.world_id, kind.id, document.issuer_unit, year)
    issuer = desk.matter(document).issuer
    pattern, name = kind.number_pattern, desk.tx.actor.name
    number = number_text(pattern, issuer, year, serial, exercise=world.exercise)
    content = kind.read(document.content)
    told = SignedText(
        number, kind.id, kind.title, world.exercise, world.world_id, document.incident_id,
        desk.incident.name, issuer, document.subject, kind.paper(content, issuer),
        document.remarks, document.content, kind.inputs_hash(content),
        queries.display_name(conn, document.authors[0]), queries.display_name(conn, name),
        desk.at, real_now(), before + 1, previous_hash,
    )  # fmt: skip
    text = signed_text.write(told)
    queries.insert_signature(
        conn,
        Signature(
            document.document_id, world.world_id, before + 1, kind.id, issuer.code, year, serial,
            number, name, text, signature.hash_of(text), previous_hash,
            signature.sign_text(key, text), signature.public_text(key),
        ),
    )  # fmt: skip


def _supersede_standing(desk: SigningDesk, document: Document) -> None:
    """What was in force for the same subject is replaced in the same moment."""
    conn = desk.tx.conn
    standing = queries.latest_of(
        conn, document.incident_id, document.kind, document.subject, DocumentState.ISSUED
    )
    if standing is None:
        return
    check_unit(desk.tx.actor, standing.issuer_unit)
    replaced = replace(standing, state=DocumentState.SUPERSEDED, version=standing.version + 1)
    queries.update_document(conn, replaced)
    _record_step(desk, replaced, DocumentStep.SUPERSEDE)
    _follow_issue(desk, kind_of(standing.kind), standing, replaced)


def _follow_issue(
    desk: SigningDesk, kind: DocumentKind[object], before: Document, after: Document
) -> None:
    """Start what follows from an issue, or end it."""
    matter = desk.matter(after)
    if after.state is DocumentState.ISSUED:
        kind.on_issue(matter, after, kind.read(after.content))
    elif before.state is DocumentState.ISSUED:
        kind.on_end(matter, after)


def _record_step(
    desk: SigningDesk,
    document: Document,
    step: DocumentStep,
    reason: str = "",
    warnings: Sequence[str] = (),
) -> None:
    """The rung, the audit and the event, always together."""
    tx, conn = desk.tx, desk.tx.conn
    unit = queries.find_unit(conn, tx.actor.unit_code)
    made = StepMade(
        step, document.state, tx.actor.name, queries.display_name(conn, tx.actor.name),
        tx.actor.unit_code if unit is None else unit.name, desk.at, real_now(), reason.strip(),
        list(warnings),
    )  # fmt: skip
    queries.insert_step(conn, document.document_id, made)
    number = queries.number_of(conn, document.document_id)
    detail = {"kind": document.kind, "subject": document.subject, "number": number}
    more = {"reason": made.reason, "warnings": made.warnings}
    tx.audit(f"document_{step}", f"document/{document.document_id}", detail=detail | more)
    tx.append_event(
        EventKind.DOCUMENT_CHANGED,
        f"document/{document.document_id}",
        {"document_id": document.document_id, "step": step, "state": document.state, **detail},
        valid_at=desk.at,
        incident_id=document.incident_id,
        place=document.place,
    )


def _no_drafter() -> Denied:
    return Denied(
        "E-DOC-016",
        Text("没有起草", "Nothing was drafted"),
        Text("这种文书不由这个角色起草", "This role does not draft this kind"),
        Text("请本单位起草人起草", "Ask a drafter of your unit"),
    )


def _too_long(what: Text, limit: int) -> InvalidInput:
    return InvalidInput(
        "E-DOC-007",
        Text("没有保存", "Nothing was saved"),
        Text(f"{what.zh}超过 {limit} 字", f"{what.en} is longer than {limit} characters"),
        Text("写短些再存", "Shorten it and save again"),
    )
