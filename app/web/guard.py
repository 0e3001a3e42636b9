"""Before every route: who asks, whether the request is theirs, and whether they may."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask, g, request

from app import edge
from app.accounts import queries
from app.accounts.model import SYSTEM_ACTOR
from app.accounts.session_model import COOKIE, SECURE_COOKIE, Session
from app.accounts.sessions import is_idle
from app.clock import real_now
from app.errors import Denied, Locked, NotFound, NotSignedIn
from app.transaction import begin
from app.web.access import RULES, UPLOADS, Rule
from app.web.reach import require_right

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
        raise NotFound("E-REQ-006", "没有这个地址", "地址里有空字符", "回到首页再找")
    if request.endpoint not in UPLOADS:
        request.max_content_length = JSON_LIMIT_BYTES
    rule = RULES.get(request.endpoint)
    if rule is None:
        raise Denied(
            "E-ACC-004", "这个地址没有开放", "程序里没有写明谁可以用它", "请告诉值班技术员"
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
            "E-ACC-005", "屏幕已锁定", "有一会儿没有人操作", "输入密码解锁；画面和草稿都在"
        )
    if session.owes_factor:
        raise Denied(
            "E-ACC-156", "还不能用", "单位要求登录有第二步，这个账号还没有",
            "在“账号”页加动态口令或通行密钥，加好就能用",
        )  # fmt: skip


def find_session() -> Session:
    """The request's session; locks it when its person was away. Raises NotSignedIn."""
    token = request.cookies.get(SECURE_COOKIE) or request.cookies.get(COOKIE)
    if not token:
        raise NotSignedIn("E-ACC-003", "还没有登录", "请求里没有会话", "登录后再试")
    now = real_now()
    with begin(edge.database(), SYSTEM_ACTOR) as tx:
        session = queries.find_session(tx.conn, token, now)
        if session is None:
            reason = queries.end_reason_of(tx.conn, token, now)
            raise NotSignedIn(
                "E-ACC-003", "需要重新登录", "会话已结束或被撤销", "重新登录",
                detail={} if reason is None else {"end_reason": reason},
            )  # fmt: skip
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
        raise Denied("E-ACC-006", "请求被拒绝", "它来自别的网站", "从本系统的页面操作")


def check_csrf(session: Session) -> None:
    """Raise Denied without the value that only our own pages can read."""
    given = request.headers.get("X-CSRF-Token", "")
    if not edge.same_text(given, session.csrf):
        raise Denied("E-ACC-007", "请求被拒绝", "缺少或不是这个会话的校验值", "刷新页面后再试")
