"""HTTP of editable values; in `web`, because configuration itself lies below HTTP."""

from typing import Any

from flask import Blueprint

from app import edge
from app.configuration.queries import list_settings, list_texts

blueprint = Blueprint("configuration", __name__, url_prefix="/api/v1")


@blueprint.get("/configuration")
def get_configuration() -> dict[str, Any]:
    """Every editable value and text, with source, confidence and whether an office adopted it."""
    with edge.transaction() as tx:
        return {"values": list_settings(tx.conn), "texts": list_texts(tx.conn)}
