"""A task, whom it is for, and its steps."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.events.model import Place
from app.strict_json import JsonObject
from app.tasks.due import Deadline
from app.tasks.ladder import TaskState, TaskStep


class TaskLevel(StrEnum):
    """A level of the chain of responsibility, the highest first."""

    CITY = "city"
    FUNCTIONAL_ZONE = "functional_zone"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    GRID = "grid"


class CallResult(StrEnum):
    """How a call ended."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class SourceReference:
    """What tasks come from: the kind of source, which one, and as people name it."""

    source: str
    reference: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """A post of the chain, or the unit itself where the register has no post."""

    unit_code: str
    level: TaskLevel
    post_code: str | None
    people: int | None = None


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task as a source asks for it. `content`: figures of what is to be done, as its kind reads
    them."""

    to: Addressee
    content: JsonObject
    due: Deadline


@dataclass(frozen=True, slots=True)
class Task:
    """A row with the names that belong to it; `holder` is in the clear: mask it."""

    task_id: int
    incident_id: int
    source: str
    reference: str
    number: str
    content: JsonObject
    unit_code: str
    unit_name: str
    post_code: str | None
    post_name: str | None
    holder: str | None
    level: TaskLevel
    people: int | None
    state: TaskState
    version: int
    addressed_at: datetime
    due_at: datetime | None
    anchor: str | None
    offset_min: int
    escalation: int
    escalated_unit: str | None
    escalated_name: str | None
    county_code: str
    township_code: str

    @property
    def place(self) -> Place:
        """Whose ground it is for."""
        return Place(self.county_code, self.township_code)


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step as somebody took it. `cause` is the code of one that nobody took by hand."""

    step: TaskStep
    state: TaskState
    made_by: str
    name: str
    unit_name: str
    at: datetime
    recorded_at: datetime
    cause: str | None = None
    note: str = ""
    spoken_with: str | None = None
    call_result: CallResult | None = None
    to_unit: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChainUnit:
    """A unit of the tree: `above` is the code of the one it belongs to."""

    code: str
    level: TaskLevel
    above: str | None


@dataclass(frozen=True, slots=True)
class ChainPost:
    """A post that tasks can be addressed to."""

    code: str
    unit_code: str
    role: str
    name: str
