"""What is signed: the figures, the words and who answers for them, in one JSON text."""

from dataclasses import dataclass
from datetime import datetime

from app import strict_json, typed_json
from app.documents.model import Unit
from app.documents.paper import Paper
from app.strict_json import JsonObject
from app.wording import Text


@dataclass(frozen=True, slots=True)
class SignedText:
    """Everything that a signature covers; the words stand in it, so no later program rewords it."""

    number: str
    kind: str
    title: Text
    exercise: bool
    world_id: int
    incident_id: int
    incident: str
    issuer: Unit
    subject: str
    paper: Paper
    remarks: str
    content: JsonObject
    inputs_hash: str
    drafted_by: str
    signed_by: str
    signed_at: datetime
    recorded_at: datetime
    chain_number: int
    previous_hash: str


def write(signed: SignedText) -> str:
    """The very text that is signed."""
    return strict_json.dumps(signed)


def read(text: str) -> SignedText:
    """What was signed, out of its text."""
    return typed_json.read(SignedText, strict_json.loads(text))
