"""Documents as the API tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.model import Actor
from app.documents import signature, signed_text
from app.documents.kinds import kind_of
from app.documents.ladder import DocumentState, DocumentStep
from app.documents.model import Document, DocumentFinding, Signature, StepMade, Unit
from app.documents.paper import Paper
from app.documents.rights import may_step
from app.typed_json import extend
from app.wording import Text

# What a person does by a press; the others are drafting, editing and what an issue does itself.
_PRESSES = (
    DocumentStep.EDIT,
    DocumentStep.SUBMIT,
    DocumentStep.RETURN,
    DocumentStep.SIGN,
    DocumentStep.ISSUE,
    DocumentStep.LIFT,
    DocumentStep.WITHDRAW,
)


@dataclass(frozen=True, slots=True)
class StepView:
    """A rung of the ladder: who, when by the world's clock, and why."""

    step: DocumentStep
    state: DocumentState
    name: str
    unit: str
    at: datetime
    reason: str
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class FindingView:
    """What is known against it now; `refuses`: it cannot be signed or issued so."""

    code: str
    text: Text
    refuses: bool


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """A document in a list. `number` is given by the signature."""

    document_id: int
    kind: str
    title: Text
    subject: str
    about: Text
    state: DocumentState
    version: int
    number: str | None
    issuer: Unit
    exercise: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves that the text is as it was signed."""

    hash: str
    previous_hash: str
    inputs_hash: str
    chain_number: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class DocumentView(DocumentHead):
    """One document with its ladder, its words and what the asker may do with it."""

    paper: Paper
    remarks: str
    steps: list[StepView]
    findings: list[FindingView]
    may: list[DocumentStep]
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class DocumentList:
    """The incident's documents, newest first."""

    documents: list[DocumentHead]


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What checks a signed file anywhere; two people compare the fingerprint aloud."""

    public_key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What is known beside the rows: steps and signatures by document, names of units."""

    steps: Mapping[int, Sequence[StepMade]]
    signatures: Mapping[int, Signature]
    units: Mapping[str, Unit]
    exercise: bool


def present_head(document: Document, known: DocumentContext) -> DocumentHead:
    """A document in a list."""
    kind = kind_of(document.kind)
    signed = known.signatures.get(document.document_id)
    issuer = known.units[document.issuer_unit]
    return DocumentHead(
        document_id=document.document_id,
        kind=document.kind,
        title=kind.title,
        subject=document.subject,
        about=kind.about(kind.read(document.content)),
        state=document.state,
        version=document.version,
        number=None if signed is None else signed.number,
        issuer=issuer,
        exercise=known.exercise,
        changed_at=known.steps[document.document_id][-1].at,
    )


def present_document(
    document: Document, known: DocumentContext, found: Sequence[DocumentFinding], actor: Actor
) -> DocumentView:
    """A document as its page shows it; the words of a signed one are those that were signed."""
    kind = kind_of(document.kind)
    signed = known.signatures.get(document.document_id)
    content = kind.read(document.content)
    return extend(
        DocumentView,
        present_head(document, known),
        paper=paper_of(document, known),
        remarks=document.remarks,
        steps=[_present_step(each) for each in known.steps[document.document_id]],
        findings=[FindingView(each.code, each.text, each.refuses) for each in found],
        may=[step for step in _PRESSES if may_step(actor, kind, document, step)],
        proof=None if signed is None else _present_proof(signed, kind.inputs_hash(content)),
    )


def paper_of(document: Document, known: DocumentContext) -> Paper:
    """What it says; once signed, what was signed."""
    signed = known.signatures.get(document.document_id)
    if signed is not None:
        return signed_text.read(signed.text).paper
    kind = kind_of(document.kind)
    return kind.paper(kind.read(document.content), known.units[document.issuer_unit])


def _present_step(made: StepMade) -> StepView:
    return StepView(
        made.step, made.state, made.name, made.unit_name, made.at, made.reason,
        made.warnings,
    )  # fmt: skip


def _present_proof(signed: Signature, inputs_hash: str) -> Proof:
    return Proof(
        signed.hash,
        signed.previous_hash,
        inputs_hash,
        signed.chain_number,
        signature.fingerprint(signed.public_key),
    )
