"""The exercise the demo opens: typhoon Chan-hom of 2015, with an illustrative response level."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.clock import IncidentClock, real_now
from app.demo import queries
from app.demo.sample import PAST_STORMS, STORM_FILES
from app.incidents.model import ResponseTrack
from app.incidents.queries import insert_exercise
from app.transaction import Transaction
from app.typhoon.actions import import_file
from app.typhoon.synthetic.actions import fill_storms

STORM_ID = "201509"
NAME = "1509 灿鸿"
RATE = 60.0
# 02:10 on 10 July in Zhoushan, 36 h before the storm was nearest (JMA 07-11 about 14:00 +08).
STARTS_AT = datetime(2015, 7, 9, 18, 10, tzinfo=UTC)
BASIS = "演练示例，不是当年的通知：预计“灿鸿”11日白天擦过或登陆舟山，海区将有12级以上大风"


@dataclass(frozen=True, slots=True)
class ShownResponse:
    """An illustrative response level, in force from `started_at`."""

    issuer_unit: str
    track: ResponseTrack
    level: int | None
    started_at: datetime
    ended_at: datetime | None = None


ACTIVATIONS = (
    ShownResponse("330900", ResponseTrack.SEA_TYPHOON, None, datetime(2015, 7, 8, 1, tzinfo=UTC),
               datetime(2015, 7, 8, 9, tzinfo=UTC)),
    ShownResponse("330900", ResponseTrack.TYPHOON, 4, datetime(2015, 7, 8, 9, tzinfo=UTC),
               datetime(2015, 7, 9, 1, tzinfo=UTC)),
    ShownResponse("330900", ResponseTrack.TYPHOON, 3, datetime(2015, 7, 9, 1, tzinfo=UTC),
               datetime(2015, 7, 9, 14, tzinfo=UTC)),
    ShownResponse("330900", ResponseTrack.TYPHOON, 2, datetime(2015, 7, 9, 14, tzinfo=UTC)),
)  # fmt: skip


def import_storms(tx: Transaction, folder: Path) -> None:
    """The three storms with synthetic forecasts for each, and the past storms beside them."""
    fill_storms(tx, [folder / name for name in STORM_FILES])
    import_file(tx, folder / PAST_STORMS)


def open_exercise(tx: Transaction) -> int:
    """Open Chan-hom as an exercise whose clock runs from now; gives the incident's id."""
    incident_id = insert_exercise(
        tx.conn,
        kind="typhoon",
        name=NAME,
        storm_id=STORM_ID,
        clock=IncidentClock(real_now(), STARTS_AT, RATE),
    )
    for one in ACTIVATIONS:
        queries.insert_activation(
            tx.conn,
            incident_id,
            issuer_unit=one.issuer_unit,
            track=one.track,
            level=one.level,
            started_at=one.started_at,
            ended_at=one.ended_at,
            basis_text=BASIS,
        )
    return incident_id
