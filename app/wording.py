"""The one text in both languages, and the language somebody asks in.

Calculations return codes and figures; presenters, routes and commands say them with `Text`. What
has no translation (a name, a code, what a foreign program printed) is `same` in both.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language that the screens speak."""

    ZH = "zh"
    EN = "en"

    @property
    def tag(self) -> str:
        """As a document's `lang` has it."""
        return "zh-CN" if self is Language.ZH else "en"


@dataclass(frozen=True, slots=True)
class Text:
    """A text for a person in both languages."""

    zh: str
    en: str

    def spoken(self, language: Language) -> str:
        """The text in `language`."""
        return self.en if language is Language.EN else self.zh

    def __add__(self, other: "Text") -> "Text":
        return Text(self.zh + other.zh, self.en + other.en)


Words = Text | Mapping[str, str] | str
"""A text, its JSON, or what is the same in both languages."""

EMPTY = Text("", "")
YES, NO = Text("是", "yes"), Text("否", "no")
PRODUCT = Text("海塘", "Haitang")


class Unreadable(ValueError):
    """A value that is not what it has to be, and why."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


def reason_of(error: Exception) -> Text:
    """Why, in both languages where the error says it so."""
    return error.why if isinstance(error, Unreadable) else same(str(error))


def same(text: str) -> Text:
    """A name, a code or a foreign program's words: the same in both languages."""
    return Text(text, text)


def as_text(text: Words) -> Text:
    """`text` itself, out of its JSON, or a string that is the same in both languages."""
    if isinstance(text, Mapping):
        return Text(text["zh"], text["en"])
    return text if isinstance(text, Text) else same(text)


def to_stored(text: Text) -> str:
    """The text as a column keeps it."""
    return json.dumps([text.zh, text.en], ensure_ascii=False)


def from_stored(kept: str) -> Text:
    """A text out of a column; what was written before there were two is `same` in both."""
    if not kept.startswith("["):
        return same(kept)
    try:
        zh, en = json.loads(kept)
    except ValueError:
        return same(kept)
    return Text(zh, en)


def list_all(items: Iterable[Text | str]) -> Text:
    """An enumeration: 甲、乙 and A, B."""
    texts = [as_text(item) for item in items]
    return Text("、".join(text.zh for text in texts), ", ".join(text.en for text in texts))


def join_clauses(items: Iterable[Text]) -> Text:
    """Clauses of one sentence: 甲，乙 and A, B."""
    texts = list(items)
    return Text("，".join(text.zh for text in texts), ", ".join(text.en for text in texts))


def join_sentences(items: Iterable[Text]) -> Text:
    """Independent statements in one line: 甲；乙 and A; B."""
    texts = list(items)
    return Text("；".join(text.zh for text in texts), "; ".join(text.en for text in texts))


def preferred_language(accept_language: str) -> Language:
    """The language of an `Accept-Language` header; Chinese unless it prefers English."""
    weights = {"zh": 0.0, "en": 0.0}
    for part in accept_language.split(","):
        tag, _, parameter = part.strip().partition(";")
        language = tag.strip().lower().partition("-")[0]
        if language in weights:
            weights[language] = max(weights[language], _read_quality(parameter))
    return Language.EN if weights["en"] > weights["zh"] else Language.ZH


def _read_quality(parameter: str) -> float:
    name, _, number = parameter.strip().partition("=")
    try:
        return float(number) if name == "q" else 1.0
    except ValueError:
        return 0.0
