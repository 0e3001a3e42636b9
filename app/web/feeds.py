"""Feeds with age and counters, as `live` tells them."""

from typing import Any

from flask import Blueprint

from app import strict_json
from app.errors import Unavailable
from app.web.health import ask_live

blueprint = Blueprint("feeds", __name__, url_prefix="/api/v1")


@blueprint.get("/feeds")
def get_feeds() -> dict[str, Any]:
    """Every feed. Raises Unavailable while `live` is away: unknown is not fine."""
    try:
        return strict_json.loads(ask_live("/live/feeds"))
    except OSError as error:
        raise Unavailable(
            "E-FEED-001", "数据源状态未知", f"接收进程没有应答（{error}）", "它会自动重启；稍等再看"
        ) from error
