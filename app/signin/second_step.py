"""The second step: a code or a passkey, after the password was right."""

from datetime import datetime
from typing import Any

from app.accounts import passkeys
from app.accounts.passkeys import RelyingParty
from app.accounts.totp import CodeCheck, CodeResult, check_code
from app.database import Database
from app.errors import AppError, Denied, NotSignedIn, TooOften
from app.signin import queries, ticket
from app.signin.model import Means, Opened, Passkey, Person
from app.signin.opening import open_for
from app.signin.password_step import somebody, with_expiry
from app.signin.policy import policy_in_force
from app.signin.ticket import Step, Ticket
from app.signin.tries import queries as try_queries
from app.signin.tries.attempts import Try, begin_attempt, source_of
from app.signin.tries.sources import Caller
from app.transaction import Transaction, begin
from app.wording import Text

# One word for every code that does not open: whoever guesses must not learn that a code was right
# at another time. What it was stands in the audit.
CODE_REFUSED = Denied(
    "E-ACC-139",
    Text("动态口令没有被接受", "The one-time code was not accepted"),
    Text(
        "口令不对、已经用过，或手机时钟不准",
        "The code is wrong or was used, or the phone's clock is off",
    ),
    Text(
        "等下一个六位数再输；还不行就把手机设为自动对时",
        "Wait for the next six digits; if they fail too, set the phone's clock to automatic",
    ),
)


def show_code(
    database: Database, means: Means, text: str | None, code: str, caller: Caller, now: datetime
) -> Opened:
    """Finish with a code. Raises NotSignedIn, TooOften, or Denied that does not say why."""
    held = ticket.read(means.seal, text, Step.SECOND_FACTOR, Step.PASSKEY)
    person, attempt_id = _begin_second(database, held, caller, now)
    check = _check_answer(means, person, code, now)
    if check.result is not CodeResult.OK or check.step is None:
        raise _refuse_code(database, person, caller, CODE_REFUSED, check)
    with begin(database, somebody(caller.visitor)) as tx:
        if queries.use_totp_step(tx.conn, person.account_id, check.step):
            return _open_ticket(tx, held, person, attempt_id, caller, now, "totp")
    raise _refuse_code(database, person, caller, CODE_REFUSED, CodeCheck(CodeResult.REPLAYED))


def ask_for_passkey(
    database: Database, means: Means, text: str | None, site: RelyingParty, caller: Caller
) -> tuple[dict[str, Any], str]:
    """Options for the browser, and the ticket that holds their challenge."""
    held = ticket.read(means.seal, text, Step.SECOND_FACTOR, Step.PASSKEY)
    with begin(database, somebody(caller.visitor)) as tx:
        known = queries.list_credential_ids(tx.conn, _account_of(held))
    ceremony = passkeys.begin_authentication(site, known)
    data = held.data | {"challenge": ceremony.challenge.hex()}
    made = Ticket(Step.PASSKEY, held.account_id, held.attempt_id, data=data)
    return ceremony.options, ticket.write(means.seal, made)


def show_passkey(
    database: Database,
    means: Means,
    text: str | None,
    credential: dict[str, Any],
    site: RelyingParty,
    caller: Caller,
    now: datetime,
) -> Opened:
    """Finish with a passkey. Raises NotSignedIn, TooOften or Denied."""
    held = ticket.read(means.seal, text, Step.PASSKEY)
    person, attempt_id = _begin_second(database, held, caller, now)
    try:
        with begin(database, somebody(caller.visitor)) as tx:
            verify_passkey(tx, person, held, credential, site, now)
            return _open_ticket(tx, held, person, attempt_id, caller, now, "passkey")
    except Denied as refusal:
        raise _refuse_code(database, person, caller, refusal) from refusal


def verify_passkey(
    tx: Transaction,
    person: Person,
    held: Ticket,
    credential: dict[str, Any],
    site: RelyingParty,
    now: datetime,
    *,
    verified: bool = False,
) -> None:
    """Check the browser's answer to the ticket's challenge, and note the use. Raises Denied.

    `verified`: the authenticator must also say that it has recognised its person.
    """
    passkey = _own_passkey(tx, person, credential)
    count = passkeys.finish_authentication(
        site,
        bytes.fromhex(held.data["challenge"]),
        credential,
        public_key=passkey.public_key,
        sign_count=passkey.sign_count,
        verified=verified,
    )
    if not queries.use_passkey(tx.conn, passkey, count, now):
        raise Denied(
            "E-ACC-136",
            Text("通行密钥没有被接受", "The passkey was not accepted"),
            Text("同一个应答来了两次", "The same answer came twice"),
            Text("再试一次", "Try again"),
        )


def _begin_second(
    database: Database, held: Ticket, caller: Caller, now: datetime
) -> tuple[Person, int]:
    with begin(database, somebody(caller.visitor)) as tx:
        person = queries.find_person_by_id(tx.conn, _account_of(held))
        if person is None or person.disabled_at is not None:
            raise NotSignedIn(
                "E-ACC-134",
                Text("没有登录", "Not signed in"),
                Text("这个账号已停用", "This account is disabled"),
                Text("需要时请管理员恢复", "If it is needed, ask the administrator to enable it"),
            )
        limits = policy_in_force(tx.conn).limits
        made = Try(
            person.login,
            source_of(tx, person.login, caller, now),
            sealed=person.break_glass,
            besides=held.attempt_id,
        )
        attempt = begin_attempt(tx, made, now, limits)
    if isinstance(attempt, TooOften):
        raise attempt
    return person, attempt


def _check_answer(means: Means, person: Person, code: str, now: datetime) -> CodeCheck:
    if person.totp_secret is None:
        return CodeCheck(CodeResult.WRONG)
    secret = means.seal.open(person.totp_secret).decode()
    return check_code(secret, code, now, person.totp_last_step)


def _open_ticket(
    tx: Transaction,
    held: Ticket,
    person: Person,
    attempt_id: int,
    caller: Caller,
    now: datetime,
    factor: str,
) -> Opened:
    """Use the ticket up: its attempt passes once."""
    first = held.data.get("first", "password")
    if held.attempt_id is None or not try_queries.pass_attempt(tx.conn, held.attempt_id):
        raise NotSignedIn(
            "E-ACC-135",
            Text("没有登录", "Not signed in"),
            Text("这一步已经用过", "This step has been used"),
            Text("从头再登录一次", "Sign in again from the beginning"),
        )
    try_queries.pass_attempt(tx.conn, attempt_id)
    opened = open_for(tx, person, caller, now, f"{first}+{factor}", second_factor=True)
    if first == "oidc":
        return opened  # the password was not used, and its age is nobody's concern
    return with_expiry(tx, opened, person, policy_in_force(tx.conn), now)


def _own_passkey(tx: Transaction, person: Person, credential: dict[str, Any]) -> Passkey:
    passkey = queries.find_passkey(tx.conn, passkeys.credential_id_of(credential))
    if passkey is None or passkey.account_id != person.account_id:
        raise Denied(
            "E-ACC-140",
            Text("通行密钥没有被接受", "The passkey was not accepted"),
            Text("它不属于这个账号", "It does not belong to this account"),
            Text("换这个账号登记过的通行密钥", "Use a passkey registered for this account"),
        )
    return passkey


def _refuse_code(
    database: Database,
    person: Person,
    caller: Caller,
    refusal: AppError,
    check: CodeCheck | None = None,
) -> AppError:
    with begin(database, somebody(caller.visitor)) as tx:
        detail = {"method": "second_factor", "code": refusal.code}
        if check is not None:  # for the auditor alone: whose clock is off, whose code came twice
            detail["found"] = check.result
        tx.audit("sign_in", f"account/{person.login}", "refused", detail)
    return refusal


def _account_of(held: Ticket) -> int:
    if held.account_id is None:
        raise NotSignedIn(
            "E-ACC-135",
            Text("没有登录", "Not signed in"),
            Text("这一步已经用过", "This step has been used"),
            Text("从头再登录一次", "Sign in again from the beginning"),
        )
    return held.account_id
