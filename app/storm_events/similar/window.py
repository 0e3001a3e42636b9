"""The part of a storm's path that others are compared with."""

from datetime import datetime, timedelta

from app.storm_events.similar.match import StormPath
from app.typhoon.outlook import Outlook

BACK = timedelta(days=3)


def window(outlook: Outlook, at: datetime) -> StormPath:
    """The last three days as known at `at`, and the forecast."""
    points = [point for point in outlook.points if point.fix_at >= at - BACK]
    storm = outlook.track.storm
    return StormPath(
        storm.storm_id,
        storm.name_zh,
        storm.name_en,
        storm.season,
        outlook.track.agency,
        [point.fix_at for point in points],
        [point.lon for point in points],
        [point.lat for point in points],
    )
