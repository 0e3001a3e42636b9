"""What people do with their own account: second factors and sessions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.accounts import passkeys
from app.accounts.passkeys import RelyingParty
from app.accounts.second_factor import ROLES
from app.accounts.session_model import Session
from app.accounts.totp import CodeCheck, CodeResult, check_code, new_secret
from app.database import Database
from app.errors import Conflict, Denied, NotFound
from app.signin import queries, ticket
from app.signin.model import Means, OwnPasskey, OwnSession, Person
from app.signin.policy import policy_in_force
from app.signin.proof import require_proof
from app.signin.second_step import CODE_REFUSED
from app.signin.ticket import Step, Ticket
from app.signin.visits import queries as visit_queries
from app.transaction import Transaction, begin
from app.wording import Text

_LABEL_LIMIT = 64


def own_person(tx: Transaction, session: Session) -> Person:
    """The account of this session. Raises Denied for a device."""
    found = None
    if session.actor.account_id is not None:
        found = queries.find_person_by_id(tx.conn, session.actor.account_id)
    if found is None:
        raise Denied(
            "E-ACC-146",
            Text("没有账号", "There is no account"),
            Text("这是一台设备，不是个人账号", "This is a device, not a personal account"),
            Text("用自己的账号登录", "Sign in with your own account"),
        )
    return found


def begin_totp(
    database: Database, means: Means, session: Session, now: datetime
) -> tuple[Person, str, str]:
    """A new secret, and the ticket that holds it until a code proves that the app has it."""
    with begin(database, session.actor, as_owner=True) as tx:
        person = own_person(tx, session)
        refuse_break_glass(person)
        require_proof(tx, session, person, now)
    secret = new_secret()
    made = Ticket(
        Step.NEW_TOTP, person.account_id, session_id=str(session.session_id),
        data={"secret": secret},
    )  # fmt: skip
    return person, secret, ticket.write(means.seal, made)


def confirm_totp(
    database: Database, means: Means, session: Session, text: str | None, code: str, now: datetime
) -> str:
    """Keep the secret once a code of it was typed; gives the session's new token."""
    held = _own_ticket(means, session, text, Step.NEW_TOTP)
    check = check_code(held.data["secret"], code, now, None)
    if check.result is not CodeResult.OK:
        raise _refusal_of_new(check)
    with begin(database, session.actor, as_owner=True) as tx:
        person = own_person(tx, session)
        sealed = means.seal.close(held.data["secret"].encode())
        queries.set_totp(tx.conn, person.account_id, sealed, check.step)
        return _factor_changed(tx, session, person, "add_totp", now)


def remove_totp(database: Database, session: Session, now: datetime) -> str:
    """No codes any more; gives the session's new token."""
    with begin(database, session.actor, as_owner=True) as tx:
        person = own_person(tx, session)
        require_proof(tx, session, person, now)
        _keep_one(tx, person, left=person.passkeys)
        queries.set_totp(tx.conn, person.account_id, None, None)
        return _factor_changed(tx, session, person, "remove_totp", now, left=person.passkeys)


def begin_passkey(
    database: Database, means: Means, session: Session, site: RelyingParty, now: datetime
) -> tuple[dict[str, Any], str]:
    """Options for navigator.credentials.create(), and the ticket that holds their challenge."""
    with begin(database, session.actor, as_owner=True) as tx:
        person = own_person(tx, session)
        refuse_break_glass(person)
        require_proof(tx, session, person, now)
        known = queries.list_credential_ids(tx.conn, person.account_id)
    handle = f"haitang-{person.account_id}".encode()
    ceremony = passkeys.begin_registration(site, handle, person.login, known)
    made = Ticket(
        Step.NEW_PASSKEY, person.account_id, session_id=str(session.session_id),
        data={"challenge": ceremony.challenge.hex()},
    )  # fmt: skip
    return ceremony.options, ticket.write(means.seal, made)


def add_passkey(
    database: Database,
    means: Means,
    session: Session,
    text: str | None,
    credential: dict[str, Any],
    label: str,
    site: RelyingParty,
    now: datetime,
) -> str:
    """Keep the passkey that the browser made; gives the session's new token."""
    held = _own_ticket(means, session, text, Step.NEW_PASSKEY)
    made = passkeys.finish_registration(site, bytes.fromhex(held.data["challenge"]), credential)
    with begin(database, session.actor, as_owner=True) as tx:
        person = own_person(tx, session)
        if queries.find_passkey(tx.conn, made.credential_id) is not None:
            raise Conflict(
                "E-ACC-149",
                Text("通行密钥没有保存", "The passkey was not saved"),
                Text("它已经登记过", "It is registered already"),
                Text("换一个再试", "Try another"),
            )
        queries.insert_passkey(
            tx.conn,
            person.account_id,
            made.credential_id,
            made.public_key,
            made.sign_count,
            label.strip()[:_LABEL_LIMIT] or "通行密钥",
        )
        return _factor_changed(tx, session, person, "add_passkey", now)


def remove_passkey(database: Database, session: Session, passkey_id: int, now: datetime) -> str:
    """Remove one of the own passkeys; gives the session's new token."""
    with begin(database, session.actor, as_owner=True) as tx:
        person = own_person(tx, session)
        require_proof(tx, session, person, now)
        if queries.delete_passkey(tx.conn, person.account_id, passkey_id) is None:
            raise NotFound(
                "E-ACC-150",
                Text("没有这个通行密钥", "No such passkey"),
                Text("它已经删除", "It has been deleted"),
                Text("刷新页面", "Reload the page"),
            )
        left = person.passkeys - 1 + (person.totp_secret is not None)
        _keep_one(tx, person, left=left)
        return _factor_changed(tx, session, person, "remove_passkey", now, left=left)


def end_own_session(database: Database, session: Session, session_id: UUID, now: datetime) -> None:
    """End one of the own sessions. Raises NotFound for another person's."""
    with begin(database, session.actor, as_owner=True) as tx:
        person = own_person(tx, session)
        if not visit_queries.end_one_session(tx.conn, person.account_id, session_id, now):
            raise NotFound(
                "E-ACC-151",
                Text("没有这个会话", "No such session"),
                Text("它已经结束", "It has ended"),
                Text("刷新页面", "Reload the page"),
            )
        tx.audit("end_session", f"account/{person.login}")


def _keep_one(tx: Transaction, person: Person, *, left: int) -> None:
    """Raise Denied when the office asks for a second factor and none would be left."""
    if left == 0 and person.role in ROLES[policy_in_force(tx.conn).second_factor]:
        raise Denied(
            "E-ACC-157",
            Text("没有删除", "It was not deleted"),
            Text(
                "单位要求登录有第二步，这是最后一个",
                "The office demands a second step, and this is the last one",
            ),
            Text("先加另一个，再删这个", "Add another before deleting this one"),
        )


def _own_ticket(means: Means, session: Session, text: str | None, *steps: Step) -> Ticket:
    held = ticket.read(means.seal, text, *steps)
    if held.session_id != str(session.session_id):
        raise Denied(
            "E-ACC-152",
            Text("没有保存", "Not saved"),
            Text("这一步是在另一个会话里开始的", "This step was begun in another session"),
            Text("从头再做一次", "Begin again"),
        )
    return held


def _factor_changed(
    tx: Transaction,
    session: Session,
    person: Person,
    action: str,
    now: datetime,
    *,
    left: int | None = None,
) -> str:
    """A second factor is a privilege: a new token, and nobody else stays signed in.

    One that was added has just been shown. Where one was removed and `left` are there, the session
    has shown no more than before, and nothing that counts when none is left.
    """
    visit_queries.end_sessions(tx.conn, person.account_id, now, "revoked", session.session_id)
    tx.audit(action, f"account/{person.login}")
    if left == 0:
        visit_queries.forget_second_factor(tx.conn, session.session_id)
    return visit_queries.renew_token(tx.conn, session.session_id, now, second_factor=left is None)


def _refusal_of_new(check: CodeCheck) -> Denied:
    """Whoever is setting codes up has the secret on the screen: the clock's fault is told."""
    if check.result is not CodeResult.CLOCK or check.off is None:
        return CODE_REFUSED
    minutes = check.off.total_seconds() / 60
    side = Text("快", "fast") if minutes > 0 else Text("慢", "slow")
    why = Text(
        f"手机时钟比服务器{side.zh}约 {abs(minutes):.1f} 分钟",
        f"The phone's clock is about {abs(minutes):.1f} minutes {side.en}",
    )
    return Denied(
        "E-ACC-137",
        Text("动态口令没有被接受", "The one-time code was not accepted"),
        why,
        Text(
            "把手机设为自动对时，再输新的口令",
            "Set the phone's clock to automatic, then enter a new code",
        ),
    )


def refuse_break_glass(person: Person) -> None:
    """Its password lies in an envelope; changing it at a desk would empty the envelope."""
    if person.break_glass:
        raise Denied(
            "E-ACC-153",
            Text("应急账号不能改", "The break-glass account cannot be changed"),
            Text("它的密码封存在信封里", "Its password is sealed in an envelope"),
            Text(
                "用 ./haitang user break-glass --again 重做一个",
                "Make a new one with ./haitang user break-glass --again",
            ),
        )


def own_sessions(tx: Transaction, person: Person, now: datetime) -> list[OwnSession]:
    """The account's sessions that stand, the newest first."""
    return visit_queries.list_account_sessions(tx.conn, person.account_id, now)


def own_passkeys(tx: Transaction, person: Person) -> list[OwnPasskey]:
    """The account's passkeys, the newest first."""
    return queries.list_passkeys(tx.conn, person.account_id)
