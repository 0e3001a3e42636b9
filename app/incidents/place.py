"""Which county and township a geometry lies in, as far as its maker's own units reach."""

from app.accounts.model import Actor, Reach
from app.database import Connection
from app.events.model import Place
from app.incidents.queries import list_townships_touched


def place_of(conn: Connection, actor: Actor, geojson: str | None) -> Place:
    """Where a thing belongs: the one county and township it touches, None where several.

    What a county or township makes is its own, wherever it draws: it must see its own work.
    """
    county_by_township = {} if geojson is None else list_townships_touched(conn, geojson)
    counties, townships = set(county_by_township.values()), set(county_by_township)
    scope = actor.scope
    if scope is None or scope.reach is Reach.CITY:
        return Place(_only_one(counties), _only_one(townships))
    if scope.reach is Reach.COUNTY:
        own = {code for code in townships if code.startswith(scope.county or "")}
        return Place(scope.county, _only_one(own) if own == townships else None)
    own = townships & set(scope.townships)
    township = min(own) if own else scope.townships[0]
    return Place(township[:6], township)


def _only_one(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None
