"""The private PostGIS that Haitang makes, starts and stops by itself in its data folder."""

from app.cluster.place import Place, place_at
from app.cluster.session import Session, running

__all__ = ["Place", "Session", "place_at", "running"]
