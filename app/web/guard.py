"""Before every route: who asks, whether the request is theirs, and whether they may."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask, g, request

from app import edge
from app.accounts import queries
from app.accounts.model import SYSTEM_ACTOR
from app.accounts.session_model import Session, token_of
from app.accounts.sessions import is_idle
from app.clock import real_now
from app.errors import Denied, Locked, NotFound, NotSignedIn
from app.transaction import begin
from app.web.access import RULES, UPLOADS, Rule
from app.web.reach import require_right
from app.wording import Text

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
NOTED_EVERY = timedelta(seconds=30)
JSON_LIMIT_BYTES = 2_000_000  # a polygon of 5,000 vertices takes a tenth of it


def install(app: Flask) -> None:
    """Let no request pass unasked."""
    app.before_request(check_request)


def check_request() -> None:
    """Raise NotSignedIn, Locked or Denied; else leave the session in `g`."""
    if request.endpoint is None:
        return
    if "\x00" in request.path or b"%00" in request.query_string:
        raise NotFound(
            "E-REQ-006",
            Text("没有这个地址", "No such address"),
            Text("地址里有空字符", "The address holds a null character"),
            Text("回到首页再找", "Go back to the home page"),
        )
    if request.endpoint not in UPLOADS:
        request.max_content_length = JSON_LIMIT_BYTES
    rule = RULES.get(request.endpoint)
    if rule is None:
        raise Denied(
            "E-ACC-004",
            Text("这个地址没有开放", "This address is not open"),
            Text("程序里没有写明谁可以用它", "The program does not say who may use it"),
            Text("请告诉值班技术员", "Tell the duty technician"),
        )
    if request.method not in SAFE_METHODS:
        check_origin()
    if rule is Rule.OPEN:
        return
    session = find_session()
    g.session, g.actor = session, session.actor
    if request.method not in SAFE_METHODS:
        check_csrf(session)
    if rule is not Rule.SIGNED_IN:
        check_open(session)
    if not isinstance(rule, Rule):
        require_right(session.actor, rule)


def check_open(session: Session) -> None:
    """Raise Locked, or Denied while the second factor that the office asks for is not there."""
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
    if session.owes_factor:
        raise Denied(
            "E-ACC-156",
            Text("还不能用", "Not usable yet"),
            Text(
                "单位要求登录有第二步，这个账号还没有",
                "The office demands a second step of signing in, and this account has none",
            ),
            Text(
                "在“账号”页加动态口令或通行密钥，加好就能用",
                "Add one-time codes or a passkey on the Account page; then everything works",
            ),
        )


def find_session() -> Session:
    """The request's session; locks it when its person was away. Raises NotSignedIn."""
    token = token_of(request.cookies, secure=edge.is_secure())
    if not token:
        raise NotSignedIn(
            "E-ACC-003",
            Text("还没有登录", "You are not signed in"),
            Text("请求里没有会话", "The request carries no session"),
            Text("登录后再试", "Sign in and try again"),
        )
    now = real_now()
    with begin(edge.database(), SYSTEM_ACTOR) as tx:
        session = queries.find_session(tx.conn, token, now)
        if session is None:
            reason = queries.end_reason_of(tx.conn, token, now)
            raise NotSignedIn(
                "E-ACC-003",
                Text("需要重新登录", "You need to sign in again"),
                Text("会话已结束或被撤销", "The session has ended or was revoked"),
                Text("重新登录", "Sign in again"),
                detail={} if reason is None else {"end_reason": reason},
            )
        if not session.locked and is_idle(session, edge.session_limits(tx.conn), now):
            queries.lock_session(tx.conn, session.session_id, now)
            return queries.find_session(tx.conn, token, now) or session
        acts = request.method not in SAFE_METHODS and now - session.active_at > NOTED_EVERY
        if acts and not session.locked:
            queries.note_activity(tx.conn, session.session_id, now)
    return session


def check_origin() -> None:
    """Raise Denied when another site's page sends the request; a browser always says."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.host
    if foreign or site not in ("same-origin", "none"):
        raise Denied(
            "E-ACC-006",
            Text("请求被拒绝", "The request was refused"),
            Text("它来自别的网站", "It comes from another website"),
            Text("从本系统的页面操作", "Use this system's own pages"),
        )


def check_csrf(session: Session) -> None:
    """Raise Denied without the value that only our own pages can read."""
    given = request.headers.get("X-CSRF-Token", "")
    if not edge.same_text(given, session.csrf):
        raise Denied(
            "E-ACC-007",
            Text("请求被拒绝", "The request was refused"),
            Text("缺少或不是这个会话的校验值", "The check value is missing or not this session's"),
            Text("刷新页面后再试", "Reload the page and try again"),
        )
