"""A document, its steps and its signature."""

from dataclasses import dataclass
from datetime import datetime

from app.documents.ladder import DocumentState, DocumentStep
from app.events.model import Place
from app.strict_json import JsonObject
from app.wording import Text


@dataclass(frozen=True, slots=True)
class Document:
    """A row: what it says is `content`, as its kind froze it, and `remarks` in free words."""

    document_id: int
    incident_id: int
    kind: str
    subject: str
    issuer_unit: str
    county_code: str | None
    township_code: str | None
    state: DocumentState
    version: int
    content: JsonObject
    remarks: str
    authors: list[str]

    @property
    def place(self) -> Place:
        """Whose ground it holds for; None where it spans several."""
        return Place(self.county_code, self.township_code)


@dataclass(frozen=True, slots=True)
class StepMade:
    """A rung of the ladder as somebody made it."""

    step: DocumentStep
    state: DocumentState
    made_by: str
    name: str
    unit_name: str
    at: datetime
    recorded_at: datetime
    reason: str
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class Signature:
    """The signed text and what proves it. `previous_hash` is of the one signed before."""

    document_id: int
    world_id: int
    chain_number: int
    kind: str
    issuer_unit: str
    year: int
    serial: int
    number: str
    signed_by: str
    text: str
    hash: str
    previous_hash: str
    signature: str
    public_key: str


@dataclass(frozen=True, slots=True)
class DocumentFinding:
    """What is known against signing or issuing now; a warning does not hold it up."""

    code: str
    text: Text
    refuses: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by code and name."""

    code: str
    name: str
    kind: str
