"""Opening the session of somebody who has shown every proof."""

from datetime import datetime, timedelta

from app.accounts.model import Actor, scope_of_unit
from app.accounts.rights import CLEARANCES
from app.accounts.sessions import Visitor, open_session
from app.configuration.queries import value
from app.events.model import EventKind
from app.signin.model import Opened, Person
from app.signin.tries.attempts import note_success
from app.signin.tries.sources import Caller
from app.signin.visits.queries import sweep_sessions
from app.transaction import Transaction


def open_for(
    tx: Transaction,
    person: Person,
    caller: Caller,
    now: datetime,
    method: str,
    *,
    second_factor: bool = False,
) -> Opened:
    """A new session under a new token, audited; the break-glass account's raises an event."""
    token = open_session(
        tx.conn,
        account_id=person.account_id,
        lasts=timedelta(hours=value(tx.conn, "session.absolute_h")),
        now=now,
        visitor=caller.visitor,
        second_factor_at=now if second_factor else None,
    )
    note_success(tx, person.login, caller, now)
    sweep_sessions(tx.conn, now)
    as_them = Transaction(tx.conn, actor_of(person, caller.visitor), tx.events)
    as_them.audit("sign_in", f"account/{person.login}", detail={"method": method})
    if person.break_glass:
        _raise_alarm(as_them, now)
    return Opened(token)


def actor_of(person: Person, visitor: Visitor) -> Actor:
    """The person as an actor, for entries about themselves."""
    return Actor(
        person.login,
        person.role,
        person.unit_code,
        scope_of_unit(person.unit_code),
        CLEARANCES[person.role],
        person.account_id,
        address=visitor.address,
    )


def _raise_alarm(tx: Transaction, now: datetime) -> None:
    """Everybody who is signed in hears that the seal is broken."""
    tx.audit("break_glass", f"account/{tx.actor.name}")
    tx.append_event(
        EventKind.BREAK_GLASS_USED, tx.actor.name, {"address": tx.actor.address}, valid_at=now
    )
