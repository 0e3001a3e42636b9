"""HTTP of editable values; in `web`, because configuration itself lies below HTTP."""

from dataclasses import dataclass

from app import edge
from app.blueprint import Blueprint
from app.configuration.model import Setting, TextSetting
from app.configuration.queries import list_settings, list_texts

blueprint = Blueprint("configuration", __name__, url_prefix="/api/v1")


@dataclass(frozen=True, slots=True)
class Configuration:
    """Every editable value and text."""

    values: list[Setting]
    texts: list[TextSetting]


@blueprint.get("/configuration")
def get_configuration() -> Configuration:
    """Every editable value and text, with source, confidence and whether an office adopted it."""
    with edge.transaction() as tx:
        return Configuration(list_settings(tx.conn), list_texts(tx.conn))
