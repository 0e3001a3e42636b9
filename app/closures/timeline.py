"""When a thing is closed, by what was said of it and by what the forecast expects.

Statements lie over each other in the order in which they were said: a later "open" uncovers what
was closed before it, and one that lifts a closure uncovers that one alone. The forecast binds on
top of them. Who says "open until 18:00" holds it off until then; who says "open", and not until
when, denies the closing that has begun, and the next one binds again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.closures.model import ClosureStanding, SaidState, Statement, Statements


@dataclass(frozen=True, slots=True)
class Closed:
    """A stretch of time in which a statement keeps a thing closed; `until_at` None: not known."""

    from_at: datetime
    until_at: datetime | None
    said: Statement

    def lasts_past(self, at: datetime) -> bool:
        """Whether it is not over at `at`; at its very end it is."""
        return self.until_at is None or at < self.until_at

    def holds(self, at: datetime) -> bool:
        """Whether the thing is closed by it at `at`; from its first moment it is."""
        return self.from_at <= at and self.lasts_past(at)


def closed_times(statements: Statements) -> list[Closed]:
    """When one thing is closed by what was said of it, the earliest first."""
    found: list[Closed] = []
    for each in statements:
        if each.state == SaidState.CLOSED:
            found += _uncovered_by(
                each, [other for other in statements if _opens_again(other, each)]
            )
    return sorted(found, key=lambda closed: closed.from_at)


@dataclass(frozen=True, slots=True)
class Blow:
    """When the forecast has the wind over something's limit; `ends_at` None: not known."""

    begins_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Closing:
    """When a thing closes next, or since when it is closed. `said` None: by the forecast."""

    closes_at: datetime
    said: Closed | None


def first_closing(said: Sequence[Statements], blow: Blow | None, at: datetime) -> Closing | None:
    """Of what is needed together, by word or by wind; the word where they fall together."""
    word = next_closing(said, at)
    blows_at = None if blow is None else forecast_closing(said, blow, at)
    if word is not None and (blows_at is None or word.from_at <= blows_at):
        return Closing(word.from_at, word)
    return None if blows_at is None else Closing(blows_at, None)


def unsaid_closing(said: Sequence[Statements], blow: Blow | None, at: datetime) -> Closing | None:
    """The forecast's closing, where nobody's word has closed the thing by then, or by now.

    A word that came after the wind is a word too: nothing is left to be said.
    """
    closing = first_closing(said, blow, at)
    if closing is None or closing.said is not None:
        return None
    word = next_closing(said, at)
    return None if word is not None and word.from_at <= max(closing.closes_at, at) else closing


def next_closing(said: Iterable[Statements], at: datetime) -> Closed | None:
    """Of several things needed together, what closes the first of them, or keeps it closed."""
    coming = (each for one in said for each in closed_times(one) if each.lasts_past(at))
    return min(coming, key=lambda closed: closed.from_at, default=None)


def forecast_closing(said: Sequence[Statements], blow: Blow, at: datetime) -> datetime | None:
    """When the wind closes the first of several things, for all that was said to be open.

    None: every one of them is said to stay open through it.
    """
    begins = [_held_off(one, blow, at) for one in said] or [blow.begins_at]
    return min((each for each in begins if each is not None), default=None)


def standing(statement: Statement, statements: Statements, at: datetime) -> ClosureStanding:
    """What a statement means at `at` among all that was said of its thing."""
    if statement.state == SaidState.OPEN:
        if statement.until_at is not None and statement.until_at <= at:
            return ClosureStanding.OVER
        return ClosureStanding.OPEN if statement.from_at <= at else ClosureStanding.WILL_OPEN
    mine = [each for each in closed_times(statements) if each.said.entry_id == statement.entry_id]
    if any(each.holds(at) for each in mine):
        return ClosureStanding.CLOSED
    if any(at < each.from_at for each in mine):
        return ClosureStanding.WILL_CLOSE
    cut = any(_opens_again(other, statement) for other in statements)
    ran_out = statement.until_at is not None and statement.until_at <= at
    return ClosureStanding.LIFTED if cut and not ran_out else ClosureStanding.OVER


def _opens_again(other: Statement, closed: Statement) -> bool:
    if other.state != SaidState.OPEN:
        return False
    if other.lifts is not None:
        return other.lifts == closed.entry_id
    return other.entry_id > closed.entry_id


def _uncovered_by(closed: Statement, opened: Statements) -> list[Closed]:
    left = [Closed(closed.from_at, closed.until_at, closed)]
    for each in opened:
        left = [piece for whole in left for piece in _cut_out(whole, each)]
    return left


def _cut_out(whole: Closed, opened: Statement) -> list[Closed]:
    """What is left of a closed time before and after an opening."""
    pieces: list[Closed] = []
    if whole.from_at < opened.from_at:
        until = opened.from_at if whole.lasts_past(opened.from_at) else whole.until_at
        pieces.append(Closed(whole.from_at, until, whole.said))
    if opened.until_at is not None and whole.lasts_past(opened.until_at):
        from_at = max(whole.from_at, opened.until_at)
        pieces.append(Closed(from_at, whole.until_at, whole.said))
    return pieces


def _held_off(statements: Statements, blow: Blow, at: datetime) -> datetime | None:
    begins_at = blow.begins_at
    for opened in statements:
        if opened.state != SaidState.OPEN or opened.from_at > max(at, begins_at):
            continue
        if opened.until_at is None and begins_at <= opened.from_at:
            return None
        if opened.until_at is not None and begins_at < opened.until_at:
            begins_at = opened.until_at
            if blow.ends_at is not None and blow.ends_at <= begins_at:
                return None
    return begins_at
