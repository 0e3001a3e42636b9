"""Who may take which step with a document: the permission, the unit, and another pair of eyes."""

from app.accounts.model import Actor, Reach
from app.accounts.rights import Permission, may, require
from app.documents.kind import DocumentKind
from app.documents.ladder import DocumentState, DocumentStep, follows
from app.documents.model import Document
from app.errors import Conflict, Denied, RefusedByRule
from app.wording import Text

_SIGNERS = frozenset({DocumentStep.SIGN, DocumentStep.RETURN, DocumentStep.LIFT})


def acts_for(actor: Actor, issuer_unit: str) -> bool:
    """Whether the actor acts in the name of a unit: the own, or any for the city."""
    return actor.scope is None or actor.scope.reach is Reach.CITY or actor.unit_code == issuer_unit


def permission_for(state: DocumentState, step: DocumentStep) -> Permission:
    """What a step asks of its maker; only a signer takes back what people already follow."""
    in_force = state is DocumentState.ISSUED
    signer = step in _SIGNERS or (step is DocumentStep.WITHDRAW and in_force)
    return Permission.SIGN if signer else Permission.DRAFT_DOCUMENTS


def may_step(
    actor: Actor, kind: DocumentKind[object], document: Document, step: DocumentStep
) -> bool:
    """Whether the step is open to the actor now; what is known against it is asked apart."""
    open_to = follows(document.state, step) is not None
    held = may(actor, permission_for(document.state, step))
    return (
        open_to
        and held
        and acts_for(actor, document.issuer_unit)
        and (step is not DocumentStep.SIGN or not _own_or_no_signer(actor, kind, document))
    )


def check_step(
    actor: Actor, kind: DocumentKind[object], document: Document, step: DocumentStep
) -> DocumentState:
    """The state it leads to. Raises Denied, RefusedByRule."""
    require(actor, permission_for(document.state, step))
    check_unit(actor, document.issuer_unit)
    end = follows(document.state, step)
    if end is None:
        raise _not_from(document.state)
    if step is DocumentStep.SIGN:
        _check_eyes(actor, kind, document)
    return end


def check_unit(actor: Actor, issuer_unit: str) -> None:
    """Raise Denied where the document is another unit's."""
    if not acts_for(actor, issuer_unit):
        raise Denied(
            "E-DOC-010",
            Text("文书没有动", "The document was not touched"),
            Text("这是别的单位的文书", "It is another unit's document"),
            Text("由那个单位或市防指办理", "That unit or the city's headquarters acts on it"),
        )


def _check_eyes(actor: Actor, kind: DocumentKind[object], document: Document) -> None:
    if actor.name in document.authors:
        raise Denied(
            "E-DOC-011",
            Text("没有签发", "It was not signed"),
            Text("起草或改过它的人不能签发", "Who drafted or edited it cannot sign it"),
            Text("请另一位有签发权的人签发", "Ask somebody else with the right to sign"),
        )
    if _own_or_no_signer(actor, kind, document):
        raise Denied(
            "E-DOC-012",
            Text("没有签发", "It was not signed"),
            Text("这一级的这种文书不由这个角色签发", "This role does not sign this kind here"),
            Text("请本级签发人签发", "Ask the signer of this level"),
        )


def _own_or_no_signer(actor: Actor, kind: DocumentKind[object], document: Document) -> bool:
    reach = Reach.CITY if actor.scope is None else actor.scope.reach
    signs = actor.scope is None or actor.role in kind.signers.get(reach, frozenset())
    return actor.name in document.authors or not signs


_STANDS = {
    DocumentState.DRAFT: Text("它还是草稿", "it is still a draft"),
    DocumentState.SUBMITTED: Text("它在待签发", "it waits for a signature"),
    DocumentState.SIGNED: Text("它已签发，还没有发出", "it is signed and not yet issued"),
    DocumentState.ISSUED: Text("它已发出", "it has been issued"),
    DocumentState.SUPERSEDED: Text("它已被新的代替", "a newer one has replaced it"),
    DocumentState.LIFTED: Text("它已解除", "it has been lifted"),
    DocumentState.WITHDRAWN: Text("它已撤回", "it has been withdrawn"),
}


def _not_from(state: DocumentState) -> Conflict:
    return RefusedByRule(
        "E-DOC-013",
        Text("文书没有动", "The document was not touched"),
        _STANDS[state],
        Text("看它的签发过程", "Look at its ladder"),
        detail={"state": state},
    )
