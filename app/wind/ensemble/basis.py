"""What a result rests on, as a key: the same key, the same answer."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.database import Connection
from app.typhoon import queries
from app.typhoon.model import Storm
from app.typhoon.outlook import Outlook
from app.wind.ensemble.merge import Practice, usable_outlooks
from app.wind.ensemble.places import WindPlace
from app.wind.ensemble.practice import ensemble_practice

METHOD = 2  # raised when the same inputs would give another result
FORCES = (7, 8, 10, 12)


@dataclass(frozen=True, slots=True)
class Basis:
    """The inputs of a storm's ensemble as known at a moment."""

    storm: Storm
    outlooks: tuple[Outlook, ...]
    practice: Practice

    @property
    def key(self) -> str:
        """Names all that the members depend on; the places asked are not part of it, because
        what a person may see differs."""
        parts = [str(METHOD), repr(self.practice.members), repr(self.practice.sizes)]
        for outlook in self.outlooks:
            agency = outlook.track.agency
            law, weight = self.practice.laws[agency], self.practice.weights[agency]
            issued_at = None if outlook.forecast is None else outlook.forecast.issued_at
            parts += [agency, repr(issued_at), repr(law), repr(weight), repr(outlook.points)]
        return _digest_of(parts)

    @property
    def known_at(self) -> datetime | None:
        """The newest bulletin or fix; None when nobody forecasts."""
        moments = [fix.fix_at for o in self.outlooks for fix in o.track.fixes[-1:]]
        moments += [o.forecast.issued_at for o in self.outlooks if o.forecast is not None]
        return max(moments, default=None)


def load_basis(conn: Connection, storm: Storm, at: datetime) -> Basis:
    """The basis of the agencies that forecast at `at`."""
    return basis_of(conn, storm, queries.list_outlooks(conn, storm, at))


def basis_of(conn: Connection, storm: Storm, outlooks: Sequence[Outlook]) -> Basis:
    """The basis of outlooks already read."""
    usable = usable_outlooks(outlooks)
    return Basis(storm, tuple(usable), ensemble_practice(conn, usable))


def places_digest(places: Sequence[WindPlace]) -> str:
    """Names a list of places and where they lie."""
    return _digest_of([repr(place) for place in places])


def _digest_of(parts: Sequence[str]) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]
