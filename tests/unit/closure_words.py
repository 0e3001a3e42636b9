"""Hand-made statements about one bridge, its stretches 5 and 6."""

from datetime import UTC, datetime, timedelta

from app.closures.model import ClosureKind, ClosureOrigin, SaidState, Statement

NOON = datetime(2015, 7, 11, 4, 0, tzinfo=UTC)


def hour(hours: float) -> datetime:
    """So many hours after noon."""
    return NOON + timedelta(hours=hours)


def said(
    entry_id: int,
    state: SaidState,
    from_h: float,
    until_h: float | None = None,
    **changes,
) -> Statement:
    """What the police said, at noon."""
    plain = {
        "kind": ClosureKind.BRIDGE, "object": "大桥", "name": "大桥", "edge_ids": [5, 6],
        "issuer": "交警支队", "reason": "", "limit_force": None, "origin": ClosureOrigin.ENTERED,
        "lifts": None, "said_at": NOON, "recorded_at": NOON, "recorded_by": "值班员",
        "county_code": None, "lon": 122.0, "lat": 30.0,
    }  # fmt: skip
    until_at = None if until_h is None else hour(until_h)
    return Statement(
        entry_id=entry_id, state=state, from_at=hour(from_h), until_at=until_at,
        **{**plain, **changes},
    )  # fmt: skip


def closed(entry_id: int, from_h: float, until_h: float | None = None, **changes) -> Statement:
    """That it is closed."""
    return said(entry_id, SaidState.CLOSED, from_h, until_h, **changes)


def opened(entry_id: int, from_h: float, until_h: float | None = None, **changes) -> Statement:
    """That it is open."""
    return said(entry_id, SaidState.OPEN, from_h, until_h, **changes)
