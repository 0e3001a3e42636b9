"""Feeds with age, counts and faults: those `live` hears, and those the worker asks."""

from typing import Any

from app import edge, strict_json, typed_json
from app.blueprint import Blueprint
from app.clock import real_now
from app.errors import InvalidInput, Unavailable
from app.feeds import actions
from app.feeds.model import Brings
from app.feeds.present import FeedList, FeedStatus, present
from app.feeds.queries import list_feeds
from app.web.health import ask_live
from app.wording import Text

blueprint = Blueprint("feeds", __name__, url_prefix="/api/v1")


@blueprint.get("/feeds")
def get_feeds() -> FeedList:
    """Every feed. Raises Unavailable while `live` is away: unknown is not fine."""
    try:
        heard = typed_json.read(FeedList, strict_json.loads(ask_live("/live/feeds")))
    except OSError as error:
        raise Unavailable(
            "E-FEED-001",
            Text("数据源状态未知", "The state of the feeds is unknown"),
            Text(f"接收进程没有应答（{error}）", f"The receiving process did not answer ({error})"),
            Text("它会自动重启；稍等再看", "It restarts by itself; look again shortly"),
        ) from error
    with edge.transaction() as tx:
        asked = list_feeds(tx.conn)
    now = real_now()
    return FeedList([*heard.feeds, *(present(one, now) for one in asked)])


@blueprint.post("/feeds")
def post_feed() -> tuple[FeedStatus, int]:
    """Set up a polled address, or change the one of that id. Its host and port must stand on the
    operator's list (HAITANG_FEED_ALLOW)."""
    data = edge.body()
    wish = actions.FeedWish(
        feed_id=_read_text(data.get("id"), "id"),
        title=_read_text(data.get("title"), "title"),
        title_en=_read_text(data.get("title_en") or data.get("title"), "title_en"),
        brings=_read_brings(data.get("brings")),
        address=_read_text(data.get("address"), "address"),
        format_name=_read_text(data["format"], "format") if data.get("format") else None,
        expected_s=_read_seconds(data.get("expected_s")),
    )
    with edge.transaction() as tx:
        saved = actions.save(tx, wish, edge.settings().feed_allow)
    return present(saved, real_now()), 201


@blueprint.delete("/feeds/<feed_id>")
def delete_feed(feed_id: str) -> tuple[str, int]:
    """Forget a polled address; what it brought stays."""
    with edge.transaction() as tx:
        actions.forget(tx, feed_id)
    return "", 204


def _read_text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise _feed_refusal(Text(f"{name} 要是文字", f"{name} must be a text"))
    return value.strip()


def _read_seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _feed_refusal(Text("expected_s 要是秒数", "expected_s must be a number of seconds"))
    return float(value)


def _read_brings(value: Any) -> Brings:
    try:
        return Brings(value)
    except ValueError as error:
        raise _feed_refusal(
            Text(f"brings 要是 {'、'.join(Brings)}", f"brings must be one of {', '.join(Brings)}")
        ) from error


def _feed_refusal(why: Text) -> InvalidInput:
    return InvalidInput(
        "E-FEED-003",
        Text("数据源没有保存", "The feed was not saved"),
        why,
        Text("改正后再存", "Correct it and save again"),
    )
