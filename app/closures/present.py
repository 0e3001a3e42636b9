"""Closures as the API tells them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.model import Actor
from app.accounts.rights import Permission, may
from app.closures.actions import about, may_change
from app.closures.model import ClosureKind, ClosureOrigin, ClosureStanding, SaidState, Statement
from app.closures.timeline import standing
from app.closures.words import KINDS, ORIGINS, STANDINGS, name_thing, tell_word
from app.wording import Text

# A list of what stands leaves out what is over, and the liftings: they have done their work.
_STANDING = (
    ClosureStanding.CLOSED,
    ClosureStanding.WILL_CLOSE,
    ClosureStanding.OPEN,
    ClosureStanding.WILL_OPEN,
)


@dataclass(frozen=True, slots=True)
class ClosureView:
    """A statement and what it means at the moment asked for.

    `lifted_by`: the statement that ended it. `may_lift`: the asker may end it now.
    """

    entry_id: int
    kind: ClosureKind
    kind_title: Text
    object: str
    name: Text
    state: SaidState
    standing: ClosureStanding
    standing_title: Text
    from_at: datetime
    until_at: datetime | None
    issuer: str
    reason: str
    limit_force: int | None
    told: Text
    origin: ClosureOrigin
    origin_title: Text
    lifts: int | None
    lifted_by: int | None
    said_at: datetime
    recorded_at: datetime
    recorded_by: str
    county_code: str | None
    lon: float
    lat: float
    may_lift: bool


@dataclass(frozen=True, slots=True)
class ClosureList:
    """What was known at `at`, the newest first."""

    at: datetime
    closures: list[ClosureView]


def present_list(
    known: Sequence[Statement], at: datetime, actor: Actor, *, history: bool
) -> ClosureList:
    """What stands at `at`; with `history` everything that was said by then."""
    views = [present(each, known, at, actor) for each in reversed(known)]
    chosen = [v for v in views if history or (v.lifts is None and v.standing in _STANDING)]
    return ClosureList(at, chosen)


def present(one: Statement, known: Sequence[Statement], at: datetime, actor: Actor) -> ClosureView:
    """One statement among all that was said."""
    same_thing = about(one, known)
    stands = standing(one, same_thing, at)
    closed = stands in (ClosureStanding.CLOSED, ClosureStanding.WILL_CLOSE)
    own = may(actor, Permission.ENTER_CLOSURES) and may_change(actor, one.county_code)
    lifted_by = next((each.entry_id for each in same_thing if each.lifts == one.entry_id), None)
    return ClosureView(
        entry_id=one.entry_id,
        kind=ClosureKind(one.kind),
        kind_title=KINDS[one.kind],
        object=one.object,
        name=name_thing(one),
        state=SaidState(one.state),
        standing=stands,
        standing_title=STANDINGS[stands],
        from_at=one.from_at,
        until_at=one.until_at,
        issuer=one.issuer,
        reason=one.reason,
        limit_force=one.limit_force,
        told=tell_word(one),
        origin=ClosureOrigin(one.origin),
        origin_title=ORIGINS[one.origin],
        lifts=one.lifts,
        lifted_by=lifted_by,
        said_at=one.said_at,
        recorded_at=one.recorded_at,
        recorded_by=one.recorded_by,
        county_code=one.county_code,
        lon=one.lon,
        lat=one.lat,
        may_lift=closed and own,
    )
