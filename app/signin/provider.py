"""Signing in through the office's provider: which account an identity is, and its session."""

from datetime import datetime
from pathlib import Path

from app.accounts.oidc import Identity, Provider, Start
from app.accounts.seal import Seal
from app.accounts.second_factor import ROLES
from app.accounts.sessions import Visitor
from app.database import Database
from app.errors import Denied, NotFound, Unavailable
from app.settings import Settings
from app.signin import queries, ticket
from app.signin.model import Asked, Means, Opened, Person
from app.signin.opening import open_for
from app.signin.password_step import somebody
from app.signin.policy import policy_in_force
from app.signin.ticket import Step, Ticket
from app.signin.tries import queries as try_queries
from app.signin.tries.sources import Caller
from app.transaction import Transaction, begin
from app.wording import Text

RETURN_PATH = "/api/v1/session/oidc/return"


def provider_of(settings: Settings, base_address: str) -> Provider:
    """The provider of the settings. Raises NotFound when there is none, Unavailable half set."""
    if settings.oidc_issuer is None:
        raise NotFound(
            "E-ACC-143",
            Text("没有统一身份登录", "There is no single sign-on"),
            Text("HAITANG_OIDC_ISSUER 没有设置", "HAITANG_OIDC_ISSUER is not set"),
            Text("用本系统账号登录", "Sign in with an account of this system"),
        )
    if settings.oidc_client_id is None or settings.oidc_client_secret_file is None:
        raise _half_set(
            Text(
                "HAITANG_OIDC_CLIENT_ID 或 HAITANG_OIDC_CLIENT_SECRET_FILE 没有设置",
                "HAITANG_OIDC_CLIENT_ID or HAITANG_OIDC_CLIENT_SECRET_FILE is not set",
            )
        )
    secret = _read_secret(settings.oidc_client_secret_file)
    return Provider(
        settings.oidc_issuer, settings.oidc_client_id, secret, base_address + RETURN_PATH
    )


def start_ticket(seal: Seal, start: Start) -> str:
    """What the browser keeps until the provider sends it back."""
    data = {"state": start.state, "nonce": start.nonce, "verifier": start.verifier}
    return ticket.write(seal, Ticket(Step.OIDC, data=data))


def read_start(seal: Seal, text: str | None) -> Start:
    """The start that this browser's ticket holds. Raises NotSignedIn."""
    data = ticket.read(seal, text, Step.OIDC).data
    return Start("", data["state"], data["nonce"], data["verifier"])


def enter_as(
    database: Database, means: Means, identity: Identity, caller: Caller, now: datetime
) -> Opened | Asked:
    """The session of the account that an administrator has bound to this identity.

    Where the office demands a second factor and the provider does not say that it asked for one,
    the account's own is asked for. Raises Denied for anybody else: no account is ever made by
    signing in.
    """
    with begin(database, somebody(caller.visitor)) as tx:
        person = queries.find_person_by_identity(tx.conn, identity.subject, identity.email)
        if person is not None and person.disabled_at is None and not person.break_glass:
            queries.bind_subject(tx.conn, person.account_id, identity.subject)
            attempt = try_queries.insert_attempt(tx.conn, person.login, caller.visitor.address, now)
            if person.factors and not identity.two_factors and _is_demanded(tx, person):
                data = {"first": "oidc"}
                made = Ticket(Step.SECOND_FACTOR, person.account_id, attempt, data=data)
                return Asked(ticket.write(means.seal, made), person.factors)
            try_queries.pass_attempt(tx.conn, attempt)
            return open_for(tx, person, caller, now, "oidc", second_factor=identity.two_factors)
    raise _refuse_identity(database, identity, person, caller.visitor)


def _is_demanded(tx: Transaction, person: Person) -> bool:
    """Inside a running response nobody is asked for more than before."""
    if queries.is_response_open(tx.conn):
        return False
    return person.role in ROLES[policy_in_force(tx.conn).second_factor]


def _refuse_identity(
    database: Database, identity: Identity, person: Person | None, visitor: Visitor
) -> Denied:
    with begin(database, somebody(visitor)) as tx:
        name = "?" if person is None else person.login
        detail = {"method": "oidc", "subject": identity.subject[:64]}
        tx.audit("sign_in", f"account/{name}", "refused", detail)
    why = (
        Text("这个身份在本系统没有账号", "This identity has no account in this system")
        if person is None
        else Text("这个账号已停用", "This account is disabled")
    )
    return Denied(
        "E-ACC-144",
        Text("没有登录", "Not signed in"),
        why,
        Text(
            "请管理员在账号里填上您的邮箱，或恢复账号",
            "Ask the administrator to enter your e-mail address in the account, "
            "or to enable the account",
        ),
    )


def _read_secret(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise _half_set(Text(f"读不到 {path}", f"{path} cannot be read")) from error


def _half_set(why: Text) -> Unavailable:
    return Unavailable(
        "E-ACC-145",
        Text("统一身份登录没有设置好", "Single sign-on is not set up completely"),
        why,
        Text("请值班技术员补全设置", "Ask the duty technician to complete the settings"),
    )
