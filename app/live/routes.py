"""HTTP of `live`: BeiDou reports in; health, feeds and metrics out (the latter for `web` only)."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from flask import Response, g, request
from prometheus_client import CollectorRegistry, generate_latest

from app import strict_json
from app.accounts.model import SYSTEM_ACTOR
from app.audit.denials import Denials
from app.audit.queries import record
from app.blueprint import Blueprint
from app.errors import AppError, Denied, InvalidInput, TooLarge, Unavailable, problem_of, status_of
from app.live.connection import SteadyConnection
from app.live.feeds import Feed, drill_id, present_feeds
from app.live.inbox import Arrival, Inbox, Receipt
from app.live.troubles import Troubles
from app.live.world_time import real_s
from app.positions.decoders import BODY_FORMATS_BY_ID, beidou
from app.positions.queries import Gateway, find_gateway
from app.wording import Text, preferred_language, same

BODY_LIMIT_BYTES = 1_000_000
COMMIT_PATIENCE_S = 10.0


def make_blueprint(
    inbox: Inbox, feeds: dict[str, Feed], connection: SteadyConnection,
    registry: CollectorRegistry, is_ready: Callable[[], bool], troubles: Troubles,
) -> Blueprint:  # fmt: skip
    """The routes over one process's parts."""
    blueprint = Blueprint("live", __name__)

    @blueprint.post("/api/v1/reports")
    def post_reports() -> tuple[dict[str, Any], int]:  # pyright: ignore[reportUnusedFunction] a route
        """Take a device's positions; 202 only once they are committed."""
        return _present_receipt(_put_body(inbox, feeds, _gateway_of(connection))), 202

    @blueprint.get("/live/healthz")
    def healthz() -> tuple[dict[str, bool], int]:  # pyright: ignore[reportUnusedFunction] a route
        """Whether this process owns the picture and takes positions."""
        ready = is_ready()
        return {"ok": ready}, 200 if ready else 503

    @blueprint.get("/live/feeds")
    def get_feeds() -> Response:  # pyright: ignore[reportUnusedFunction] a route
        """Feeds with age and counters."""
        told = present_feeds(feeds.values(), real_s())
        return Response(strict_json.dumps(told), mimetype="application/json")

    @blueprint.get("/live/troubles")
    def get_troubles() -> dict[str, Any]:  # pyright: ignore[reportUnusedFunction] a route
        """What is wrong here and now."""
        return {"troubles": troubles.present()}

    @blueprint.get("/metrics")
    def metrics() -> Response:  # pyright: ignore[reportUnusedFunction] a route
        """Prometheus text."""
        return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")

    denials = Denials()

    def refuse(error: AppError) -> Response:
        if request.method == "POST" and not isinstance(error, Unavailable):
            _note_denial(connection, denials, error)
        return _problem_response(error)

    blueprint.register_error_handler(AppError, refuse)
    return blueprint


def _put_body(inbox: Inbox, feeds: dict[str, Feed], gateway: Gateway) -> Receipt:
    """Hand a body over to be read; one of no known format is refused here."""
    receipt = Receipt()
    form = BODY_FORMATS_BY_ID.get(request.args.get("format", beidou.FORMAT.id))
    if form is None:
        receipt.refused = f"no such format; known: {', '.join(BODY_FORMATS_BY_ID)}"
        receipt.done.set()
    else:
        feed = feeds[drill_id(form.id) if gateway.exercise else form.id]
        inbox.put(Arrival(feed, form.source, real_s(), [_read_body()], receipt=receipt))
    return receipt


def _note_denial(connection: SteadyConnection, denials: Denials, error: AppError) -> None:
    """Who was refused and why, in the audit: a gateway's positions are missing from then on."""
    address = request.headers.get("X-Forwarded-For") or request.remote_addr or "unknown"
    if not denials.may_record(address):
        return
    detail = {"code": error.code, "address": address, "gateway": g.get("gateway")}
    try:
        with connection.use() as conn:
            record(conn, SYSTEM_ACTOR, "denied", "POST /api/v1/reports", "refused", detail)
    except Unavailable:
        return  # the database is away: the log has it


def _gateway_of(connection: SteadyConnection) -> Gateway:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    digest = sha256(token.encode()).digest()
    with connection.use() as conn:
        gateway = find_gateway(conn, digest) if scheme.lower() == "bearer" else None
    if gateway is None:
        raise Denied(
            "E-DEV-001",
            Text("报位没有被接受", "The position report was not accepted"),
            Text("设备令牌不对或已停用", "The device token is wrong or disabled"),
            Text("向管理员要新的令牌", "Ask the administrator for a new token"),
        )
    g.gateway = gateway.label
    return gateway


def _read_body() -> bytes:
    if (request.content_length or 0) > BODY_LIMIT_BYTES:
        raise TooLarge(
            "E-DEV-002",
            Text("报位没有被接受", "The position report was not accepted"),
            Text(
                f"正文超过 {BODY_LIMIT_BYTES // 1000} kB",
                f"The body is larger than {BODY_LIMIT_BYTES // 1000} kB",
            ),
            Text("分几次再发", "Send it in parts"),
        )
    return request.get_data(cache=False)


def _present_receipt(receipt: Receipt) -> dict[str, Any]:
    if not receipt.done.wait(COMMIT_PATIENCE_S):
        raise Unavailable(
            "E-DEV-003",
            Text("报位还没有存下", "The position report is not stored yet"),
            Text("数据库没有应答", "The database did not answer"),
            Text(
                "稍后原样再发，不会重复", "Send it again unchanged shortly; it will not be doubled"
            ),
        )
    if receipt.refused is not None:
        raise InvalidInput(
            "E-DEV-004",
            Text("报位没有被接受", "The position report was not accepted"),
            same(receipt.refused),
            Text("按 /docs 的格式再发", "Send it in the form that /docs shows"),
        )
    if not receipt.all_ended:
        raise Unavailable(
            "E-DEV-005",
            Text("报位没有全部存下", "Not every position report is stored"),
            Text("有的船还没有认出来", "A vessel among them is not known yet"),
            Text(
                "稍后原样再发，不会重复", "Send it again unchanged shortly; it will not be doubled"
            ),
        )
    return {
        "stored": receipt.stored,
        "duplicate": receipt.duplicate,
        "rejected": [{"index": n, "reason": reason} for n, reason in sorted(receipt.rejected)],
    }


def _problem_response(error: AppError) -> Response:
    status = status_of(error)
    body = problem_of(error, preferred_language(request.headers.get("Accept-Language", "")))
    headers = {"Retry-After": "2"} if status == 503 else {}
    return Response(strict_json.dumps(body), status, headers, mimetype="application/problem+json")
