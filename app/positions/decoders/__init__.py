"""One file a wire format. Each turns what came in into reports and invents nothing.

`BODY_FORMATS` lists those that gateways post; AIS sentences come over wires of their own
(`app/live/sources/`).
"""

from app.positions.decoders import beidou
from app.positions.decoders.body_format import BodyFormat

BODY_FORMATS: tuple[BodyFormat, ...] = (
    beidou.FORMAT,
)  # fmt: skip
BODY_FORMATS_BY_ID = {format.id: format for format in BODY_FORMATS}
