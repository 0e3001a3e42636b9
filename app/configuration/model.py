"""What a configuration value is."""

from dataclasses import dataclass
from enum import StrEnum

NO_AUTHORITY = "Haitang's own default: no authority behind it (sources#no-authority)"


class Confidence(StrEnum):
    """How far a default can be trusted."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Default:
    """A shipped value. `meaning` is the screen's text."""

    key: str
    value: float
    unit: str
    source: str
    confidence: Confidence
    meaning: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A value in force; `adopted` is False while it is only the shipped default."""

    key: str
    value: float
    unit: str
    source: str
    confidence: Confidence
    meaning: str
    adopted: bool


@dataclass(frozen=True, slots=True)
class TextSetting:
    """A word or number to be read, not calculated with; `adopted` as in `Setting`."""

    key: str
    text: str
    source: str
    meaning: str
    adopted: bool
