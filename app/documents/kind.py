"""What a kind of document is: one value of this in the list of `app/documents/kinds.py`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from app.accounts.model import Reach, Role
from app.documents.model import Document, DocumentFinding, Unit
from app.documents.paper import Paper
from app.events.model import Place
from app.incidents.model import Incident
from app.strict_json import JsonObject
from app.transaction import Transaction
from app.wording import Text

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a document is about, when, and by whom it is issued."""

    tx: Transaction
    incident: Incident
    at: datetime
    subject: str
    issuer: Unit


@dataclass(frozen=True, slots=True)
class DocumentKind(Generic[Content]):
    """`freeze` gives figures, from which `paper` makes words; `read` is freeze's JSON read again.

    `number_pattern` has {issuer}, {year} and {serial}. `drafters` and `signers` are roles by
    reach. `may_issue` is asked before a signature and before the issue. `place` is whose ground
    it holds for, `about` names the subject in a list. `inputs_hash` is of all that the figures
    rest on. `on_issue` starts what follows from it, in the same transaction; `on_end` ends that
    when what was issued is lifted, withdrawn or replaced.
    """

    id: str
    title: Text
    number_pattern: str
    drafters: frozenset[Role]
    signers: Mapping[Reach, frozenset[Role]]
    freeze: Callable[[Matter], Content]
    read: Callable[[JsonObject], Content]
    place: Callable[[Matter], Place]
    may_issue: Callable[[Matter, Content], Sequence[DocumentFinding]]
    paper: Callable[[Content, Unit], Paper]
    about: Callable[[Content], Text]
    inputs_hash: Callable[[Content], str]
    on_issue: Callable[[Matter, Document, Content], None]
    on_end: Callable[[Matter, Document], None]
