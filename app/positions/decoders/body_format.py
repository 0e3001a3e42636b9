"""What a wire format of whole bodies is: one that a gateway posts to `/api/v1/reports`."""

from collections.abc import Callable
from dataclasses import dataclass

from app.positions.model import PositionReport, Source, Undecodable
from app.wording import Text


@dataclass(frozen=True, slots=True)
class BodyFormat:
    """`id` names its feed, and the format in `?format=`; `expected_s` is how often it should speak.

    `decode` gives the reports of a body in order, a faulty one as its Undecodable, and raises
    Undecodable for a body that is none of this format.
    """

    id: str
    title: Text
    expected_s: float
    decode: Callable[[bytes], list[PositionReport | Undecodable]]
    source: Source = Source.GATEWAY
