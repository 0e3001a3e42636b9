"""The private PostGIS that Haitang makes, starts and stops by itself in its data folder."""

from app.cluster.place import ClusterPaths, place_at
from app.cluster.session import ClusterSession, running

__all__ = ["ClusterPaths", "ClusterSession", "place_at", "running"]
