"""HTTP of storms like this one."""

from flask import request

from app import edge
from app.blueprint import Blueprint
from app.configuration.queries import value
from app.storm_events.similar import present
from app.storm_events.similar.match import MatchRates, most_alike
from app.storm_events.similar.queries import list_paths
from app.storm_events.similar.window import window
from app.typhoon import queries
from app.typhoon.routes import moment

blueprint = Blueprint("storm_events", __name__, url_prefix="/api/v1/typhoons/<storm_id>")


@blueprint.get("/similar")
def get_similar(storm_id: str) -> present.SimilarStorms:
    """Storms that ran like this one."""
    limit = edge.int_argument("limit", 5, 1, 50)
    with edge.transaction() as tx:
        storm, at = queries.get_storm(tx.conn, storm_id), moment(tx)
        outlook = queries.get_outlook(tx.conn, storm, at, request.args.get("agency"))
        rates = MatchRates(
            value(tx.conn, "typhoon.similar_km_per_degree"),
            value(tx.conn, "typhoon.similar_km_per_day"),
        )
        others = list_paths(tx.conn, storm_id)
    found = most_alike(window(outlook, at), others, rates, limit)
    return present.similar(found, len(others), rates, at)
