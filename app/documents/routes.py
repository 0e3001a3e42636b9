"""HTTP of documents."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from flask import Response, request

from app import edge
from app.blueprint import Blueprint
from app.body import text_of
from app.clock import real_now
from app.documents import actions, queries, signature
from app.documents.actions import SigningDesk
from app.documents.docx import write_docx
from app.documents.kinds import kind_of
from app.documents.ladder import DocumentStep
from app.documents.model import Document, Unit
from app.documents.present import (
    DocumentContext,
    DocumentList,
    DocumentView,
    PublicKey,
    present_document,
    present_head,
)
from app.errors import Conflict, InvalidInput
from app.incidents.queries import get_incident
from app.incidents.routes import incident_asked
from app.transaction import Transaction
from app.wording import Text

blueprint = Blueprint("documents", __name__, url_prefix="/api/v1")

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ONE = "/documents/<int:document_id>"


@blueprint.get("/documents")
def get_documents() -> DocumentList:
    """The incident's documents; `kind` and `subject` narrow the list."""
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        kind, subject = request.args.get("kind"), request.args.get("subject")
        found = queries.list_documents(tx.conn, incident.incident_id, kind, subject)
        known = _known_context(tx, found, exercise=incident.exercise)
        return DocumentList([present_head(each, known) for each in found])


@blueprint.get(_ONE)
def get_document(document_id: int) -> DocumentView:
    """One document: ladder, words, what is known against it, and what the asker may do."""
    with edge.transaction() as tx:
        document = queries.get_document(tx.conn, document_id)
        return _present_view(_desk_of(tx, document), document)


@blueprint.get("/documents/key")
def get_key() -> PublicKey:
    """The public key that checks this installation's signed documents."""
    key = signature.public_text(signature.signing_key(edge.settings().data_dir))
    return PublicKey(key, signature.fingerprint(key))


@blueprint.post("/documents")
def post_document() -> tuple[DocumentView, int]:
    """Draft a document of a `kind` about a `subject`: an order about a zone, by its id."""
    data = edge.body()
    kind, subject = kind_of(text_of(data, "kind")), text_of(data, "subject")
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        desk = SigningDesk(tx, incident, incident.clock.at(real_now()))
        return _present_view(desk, actions.draft(desk, kind, subject)), 201


@blueprint.put(_ONE)
def put_document(document_id: int) -> DocumentView:
    """Change a draft's `remarks`; with `refresh` its figures are frozen anew."""
    data = edge.body()
    remarks = data.get("remarks")
    if not (remarks is None or isinstance(remarks, str)):
        raise _unreadable_field("remarks")
    with edge.transaction() as tx:
        desk = _desk_of(tx, queries.get_document(tx.conn, document_id))
        document = actions.edit(
            desk,
            document_id,
            _read_version(data),
            remarks=remarks,
            refresh=data.get("refresh") is True,
        )
        return _present_view(desk, document)


@blueprint.post(f"{_ONE}/submit")
def post_submit(document_id: int) -> DocumentView:
    """Hand a draft to whoever signs."""
    return _take_step(document_id, DocumentStep.SUBMIT)


@blueprint.post(f"{_ONE}/return")
def post_return(document_id: int) -> DocumentView:
    """Give it back to its drafter, with a `reason`."""
    return _take_step(document_id, DocumentStep.RETURN)


@blueprint.post(f"{_ONE}/sign")
def post_sign(document_id: int) -> DocumentView:
    """Sign it: it gets its number and never changes again. Its authors cannot."""
    return _take_step(document_id, DocumentStep.SIGN)


@blueprint.post(f"{_ONE}/issue")
def post_issue(document_id: int) -> DocumentView:
    """Put a signed document in force; the one before it for the same subject is replaced."""
    return _take_step(document_id, DocumentStep.ISSUE)


@blueprint.post(f"{_ONE}/lift")
def post_lift(document_id: int) -> DocumentView:
    """End an issued document, with a `reason`."""
    return _take_step(document_id, DocumentStep.LIFT)


@blueprint.post(f"{_ONE}/withdraw")
def post_withdraw(document_id: int) -> DocumentView:
    """Take it back, with a `reason`; one in force only by who may sign."""
    return _take_step(document_id, DocumentStep.WITHDRAW)


@blueprint.get(f"{_ONE}/signed.json")
def get_signed(document_id: int) -> Response:
    """The signed text with its proof, which `./haitang document verify` checks anywhere."""
    with edge.transaction() as tx:
        queries.get_document(tx.conn, document_id)
        signatures = queries.list_signatures(tx.conn, [document_id])
        if not signatures:
            raise Conflict(
                "E-DOC-008",
                Text("没有导出", "Nothing was exported"),
                Text("它还没有签发", "It is not signed yet"),
                Text("签发后再导出", "Export it once it is signed"),
            )
        tx.audit("document_export", f"document/{document_id}", detail={"form": "json"})
    data = signature.signed_file(signatures[0]).encode()
    return _attach_file(data, f"{signatures[0].number}.json", "application/json")


@blueprint.get(f"{_ONE}/document.docx")
def get_docx(document_id: int) -> Response:
    """The document in the bureau's form, to be printed."""
    with edge.transaction() as tx:
        document = queries.get_document(tx.conn, document_id)
        view = _present_view(_desk_of(tx, document), document)
        tx.audit("document_export", f"document/{document_id}", detail={"form": "docx"})
    language = edge.language()
    name = f"{view.title.spoken(language)} {view.number or document_id}.docx"
    return _attach_file(write_docx(view, language), name, _DOCX)


def _take_step(document_id: int, step: DocumentStep) -> DocumentView:
    data = edge.body() if request.content_length else {}
    reason = data.get("reason") or ""
    if not isinstance(reason, str):
        raise _unreadable_field("reason")
    key = signature.signing_key(edge.settings().data_dir) if step is DocumentStep.SIGN else None
    with edge.transaction() as tx:
        desk = _desk_of(tx, queries.get_document(tx.conn, document_id))
        return _present_view(
            desk, actions.take(desk, document_id, step, _read_version(data), reason, key)
        )


def _desk_of(tx: Transaction, document: Document) -> SigningDesk:
    """At the document's own incident, whichever a screen shows."""
    incident = get_incident(tx.conn, document.incident_id)
    return SigningDesk(tx, incident, incident.clock.at(real_now()))


def _present_view(desk: SigningDesk, document: Document) -> DocumentView:
    known = _known_context(desk.tx, [document], exercise=desk.incident.exercise)
    found = actions.findings(desk, document)
    return present_document(document, known, found, desk.tx.actor)


def _known_context(
    tx: Transaction, documents: Sequence[Document], *, exercise: bool
) -> DocumentContext:
    numbers = [each.document_id for each in documents]
    signatures = queries.list_signatures(tx.conn, numbers)
    codes = {each.issuer_unit for each in documents}
    units = {code: queries.find_unit(tx.conn, code) or Unit(code, code, "city") for code in codes}
    return DocumentContext(
        queries.list_steps(tx.conn, numbers),
        {each.document_id: each for each in signatures},
        units,
        exercise,
    )


def _read_version(data: dict[str, Any]) -> int | None:
    version = data.get("version")
    if version is None or type(version) is int:
        return version
    raise _unreadable_field("version")


def _unreadable_field(name: str) -> InvalidInput:
    return InvalidInput(
        "E-DOC-009",
        Text("文书没有动", "The document was not touched"),
        Text(f"{name} 看不懂", f"{name} cannot be read"),
        Text("按 /docs 的格式再发", "Send it in the form that /docs shows"),
    )


def _attach_file(data: bytes, name: str, mimetype: str) -> Response:
    response = Response(data, mimetype=mimetype)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
