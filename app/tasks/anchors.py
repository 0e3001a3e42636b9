"""What deadlines are counted from, as the forecasts have it at a moment: by unit."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from app.configuration.queries import value
from app.database import Connection
from app.incidents.model import Incident
from app.storm_events.model import story_of
from app.storm_events.queries import list_coast
from app.tasks.chain_queries import UnitSeat, list_seats
from app.tasks.due import Anchor, Anchors
from app.tasks.model import NewTask
from app.typhoon.outlook import Outlook
from app.typhoon.queries import get_storm, list_outlooks
from app.wind.place_wind import place_winds


def load_anchors(
    conn: Connection, incident: Incident, at: datetime, tasks: Sequence[NewTask]
) -> Mapping[str, Anchors]:
    """The anchors that these tasks count from, each at its unit's seat."""
    wanted: dict[str, set[Anchor]] = {}
    for task in tasks:
        if task.due.anchor is not None:
            wanted.setdefault(task.to.unit_code, set()).add(task.due.anchor)
    return anchors_of(conn, incident, at, wanted)


def anchors_of(
    conn: Connection, incident: Incident, at: datetime, wanted: Mapping[str, set[Anchor]]
) -> Mapping[str, Anchors]:
    """By unit; of several agencies the earliest counts, as with zones."""
    if incident.storm_id is None or not wanted:
        return {}
    outlooks = list_outlooks(conn, get_storm(conn, incident.storm_id), at)
    found: dict[str, dict[Anchor, datetime | None]] = {code: {} for code in wanted}
    for anchor in Anchor:
        codes = sorted(code for code, anchors in wanted.items() if anchor in anchors)
        for code, moment in _find_moments(conn, outlooks, anchor, codes, at):
            known = found[code].get(anchor)
            found[code][anchor] = moment if known is None else min(known, moment)
    return found


def _find_moments(
    conn: Connection,
    outlooks: Sequence[Outlook],
    anchor: Anchor,
    codes: Sequence[str],
    at: datetime,
) -> Iterable[tuple[str, datetime]]:
    if not codes:
        return ()
    if anchor.force is None:
        landfalls = _find_landfalls(conn, outlooks)
        return [(code, moment) for code in codes for moment in landfalls]
    seats = list_seats(conn, codes)
    places = [seats[code] for code in codes if code in seats]
    return [] if not places else list(_find_arrivals(outlooks, anchor.force, places, at))


def _find_arrivals(
    outlooks: Sequence[Outlook], force: int, seats: Sequence[UnitSeat], at: datetime
) -> Iterable[tuple[str, datetime]]:
    lon, lat = [each.lon for each in seats], [each.lat for each in seats]
    for outlook in outlooks:
        for seat, wind in zip(seats, place_winds(outlook, lon, lat, force, at), strict=True):
            if wind.earliest_at is not None:
                yield seat.code, wind.earliest_at


def _find_landfalls(conn: Connection, outlooks: Sequence[Outlook]) -> list[datetime]:
    """The first of each agency."""
    coast = list_coast(conn, value(conn, "typhoon.landfall_min_km2"))
    found: list[datetime] = []
    for story in filter(None, map(story_of, outlooks)):
        found += [story.path.moment(each.at_s)
                  for each in coast.landfalls(story.path, story.points)[:1]]  # fmt: skip
    return found
