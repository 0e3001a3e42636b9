"""The own account: password, second factors, sessions."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast
from uuid import UUID

from flask import g

from app import edge
from app.accounts import queries as account_queries
from app.accounts.model import UnitName
from app.accounts.qr import qr_svg
from app.accounts.session_model import Session
from app.accounts.totp import provisioning_uri
from app.administration.policy_routes import PasswordRules, present_policy
from app.blueprint import Blueprint, Reply, reply
from app.clock import real_now
from app.errors import Locked
from app.signin import own_account
from app.signin.model import Opened, OwnPasskey, OwnSession
from app.signin.new_password import change_password
from app.signin.policy import policy_in_force
from app.signin.proof import prove
from app.signin.unlocking import password_expiry
from app.strict_json import JsonObject
from app.web.means import keep_ticket, means, site, step_ticket
from app.web.session import Ended, Holder, SignedInSession
from app.web.signin import answer_with_session, credential_of, text_of
from app.wording import Text

blueprint = Blueprint("own_account", __name__, url_prefix="/api/v1/account")


@dataclass(frozen=True, slots=True)
class OwnHolder(Holder):
    """The own account's person."""

    email: str | None


@dataclass(frozen=True, slots=True)
class OwnPassword:
    """Since when it stands, until when, and what the next one must be."""

    set_at: datetime | None
    expires_at: datetime | None
    expired: bool
    postponed: bool
    policy: PasswordRules


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What the account's own page shows."""

    account: OwnHolder
    sessions: list[OwnSession]
    passkeys: list[OwnPasskey]
    totp: bool
    password: OwnPassword


@dataclass(frozen=True, slots=True)
class Proved:
    """The password was right."""

    proved: bool = True


@dataclass(frozen=True, slots=True)
class TotpEnrolment:
    """A secret for an authenticator app, shown this once."""

    secret: str
    uri: str
    qr_svg: str


@blueprint.get("")
def get_account() -> OwnAccount:
    """Everything about the own account that its page shows; what a locked screen may show, less."""
    session, now = cast(Session, g.session), real_now()
    with edge.transaction(as_owner=True) as tx:
        person = own_account.own_person(tx, session)
        policy = policy_in_force(tx.conn)
        expiry = password_expiry(tx, person, policy, now)
        sessions = [] if session.locked else own_account.own_sessions(tx, person, now)
        unit = UnitName(person.unit_code, account_queries.unit_name(tx.conn, person.unit_code))
        return OwnAccount(
            account=OwnHolder(person.login, person.display_name, person.role, unit, person.email),
            sessions=[
                replace(each, current=each.session_id == session.session_id) for each in sessions
            ],
            passkeys=[] if session.locked else own_account.own_passkeys(tx, person),
            totp=person.totp_secret is not None,
            password=OwnPassword(
                set_at=person.password_set_at,
                expires_at=expiry.expires_at,
                expired=expiry.expired,
                postponed=expiry.postponed,
                policy=present_policy(policy.password),
            ),
        )


@blueprint.post("/password")
def post_password() -> Reply[SignedInSession | Ended]:
    """Set a new password; `old` is not asked of who came by a set-up link or had one run out."""
    data = edge.body()
    old = data.get("old")
    session: Session = g.session
    token = change_password(
        edge.database(), means(), session, old if isinstance(old, str) and old else None,
        text_of(data, "new"), real_now(),
    )  # fmt: skip
    if token is None:
        return reply(Ended())
    return answer_with_session(Opened(token), old=None)


@blueprint.post("/proof")
def post_proof() -> Proved:
    """The password once more; for some minutes second factors may be added and removed then."""
    password = text_of(edge.body(), "password")
    prove(edge.database(), means(), unlocked(), password, real_now())
    return Proved()


@blueprint.post("/totp")
def post_totp() -> Reply[TotpEnrolment]:
    """A new secret for an authenticator app; it counts once a code of it was typed."""
    person, secret, ticket = own_account.begin_totp(
        edge.database(), means(), unlocked(), real_now()
    )
    uri = provisioning_uri(secret, person.login)
    answer = reply(TotpEnrolment(secret, uri, qr_svg(uri)))
    keep_ticket(answer, ticket)
    return answer


@blueprint.put("/totp")
def put_totp() -> Reply[SignedInSession]:
    """The first code of the new secret."""
    code = text_of(edge.body(), "code")
    token = own_account.confirm_totp(
        edge.database(), means(), unlocked(), step_ticket(), code, real_now()
    )
    return answer_with_session(Opened(token), old=None)


@blueprint.delete("/totp")
def delete_totp() -> Reply[SignedInSession]:
    """Go without codes."""
    return answer_with_session(
        Opened(own_account.remove_totp(edge.database(), unlocked(), real_now())), old=None
    )


@blueprint.post("/passkeys/options")
def post_passkey_options() -> Reply[JsonObject]:
    """Options for navigator.credentials.create()."""
    options, ticket = own_account.begin_passkey(
        edge.database(), means(), unlocked(), site(), real_now()
    )
    answer = reply(options)
    keep_ticket(answer, ticket)
    return answer


@blueprint.post("/passkeys")
def post_passkey() -> Reply[SignedInSession]:
    """The passkey that the browser made of those options."""
    data = edge.body()
    label = data.get("label")
    token = own_account.add_passkey(
        edge.database(), means(), unlocked(), step_ticket(), credential_of(data),
        label if isinstance(label, str) else "", site(), real_now(),
    )  # fmt: skip
    return answer_with_session(Opened(token), old=None)


@blueprint.delete("/passkeys/<int:passkey_id>")
def delete_passkey(passkey_id: int) -> Reply[SignedInSession]:
    """Remove a passkey."""
    return answer_with_session(
        Opened(own_account.remove_passkey(edge.database(), unlocked(), passkey_id, real_now())),
        old=None,
    )


@blueprint.delete("/sessions/<uuid:session_id>")
def delete_session(session_id: UUID) -> Ended:
    """End one of the own sessions."""
    own_account.end_own_session(edge.database(), unlocked(), session_id, real_now())
    return Ended()


def unlocked() -> Session:
    """The session, when its screen is not locked. Raises Locked."""
    session: Session = g.session
    if session.locked:
        raise Locked(
            "E-ACC-005",
            Text("屏幕已锁定", "The screen is locked"),
            Text("有一会儿没有人操作", "Nobody used it for a while"),
            Text(
                "输入密码解锁；画面和草稿都在",
                "Enter the password to unlock; the picture and drafts are still there",
            ),
        )
    return session
