"""What a configuration value is."""

from dataclasses import dataclass
from enum import StrEnum

from app.wording import Text

NO_AUTHORITY = "Haitang's own default: no authority behind it (sources#no-authority)"


class Confidence(StrEnum):
    """How far a default can be trusted."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Default:
    """A shipped value, what it means in both languages, and the bounds within which one can be."""

    key: str
    value: float
    unit: str
    source: str
    confidence: Confidence
    zh: str
    en: str
    low: float
    high: float

    @property
    def meaning(self) -> Text:
        """What it means, for a person."""
        return Text(self.zh, self.en)


@dataclass(frozen=True, slots=True)
class DefaultText:
    """A shipped text that is read, not calculated with; one of `choices` where there are any."""

    key: str
    value: str
    source: str
    zh: str
    en: str
    choices: tuple[str, ...] = ()

    @property
    def meaning(self) -> Text:
        """What it means, for a person."""
        return Text(self.zh, self.en)


@dataclass(frozen=True, slots=True)
class Setting:
    """A value in force; `adopted` is False while it is only the shipped default.

    `version` counts the office's changes of it: 0 where there was none.
    """

    key: str
    value: float
    unit: str
    source: str
    confidence: Confidence
    meaning: Text
    adopted: bool
    version: int = 0


@dataclass(frozen=True, slots=True)
class TextSetting:
    """A word or number to be read, not calculated with; otherwise as in `Setting`."""

    key: str
    text: str
    source: str
    meaning: Text
    adopted: bool
    version: int = 0


@dataclass(frozen=True, slots=True)
class InForce:
    """What an office last put under a key. `value` None: the shipped default, again."""

    key: str
    version: int
    value: object
    source: str
    reason: str
    adopted_by: str
