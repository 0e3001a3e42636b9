"""One clock. Nothing else asks the operating system for the time.

An incident's clock is an anchor pair and a rate: incident time = anchor_incident_at +
(real − anchor_real_at) × rate. A live incident has rate 1 and both anchors equal.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from app.wording import Text, Unreadable

# For texts that a person reads; China has had no summer time since 1991.
BEIJING = timezone(timedelta(hours=8), "北京时间")


def real_now() -> datetime:
    """The operating system's time, aware UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class IncidentClock:
    """Maps real moments to an incident's moments; `rate` 0 holds it, 600 is the fastest."""

    anchor_real_at: datetime
    anchor_incident_at: datetime
    rate: float

    def at(self, real_at: datetime) -> datetime:
        """The incident's moment at a real moment."""
        return self.anchor_incident_at + (real_at - self.anchor_real_at) * self.rate

    def now(self) -> datetime:
        """The incident's moment now."""
        return self.at(real_now())

    def past(self, moment: datetime | None) -> datetime | None:
        """The moment where it lies behind this clock; None for now, and for what is to come."""
        return moment if moment is not None and moment <= self.now() else None

    def rebased(
        self, real_at: datetime, *, rate: float | None = None, incident_at: datetime | None = None
    ) -> "IncidentClock":
        """The clock that runs on from `real_at` with another rate or from another moment."""
        return IncidentClock(
            anchor_real_at=real_at,
            anchor_incident_at=incident_at or self.at(real_at),
            rate=self.rate if rate is None else rate,
        )


def parse_utc(text: str) -> datetime:
    """An ISO 8601 time with an offset, as aware UTC.

    Raises ValueError without an offset, and for a moment that lies outside the calendar in UTC.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Unreadable(
            Text(f"“{text[:40]}”不是 ISO 8601 时间", f"“{text[:40]}” is not an ISO 8601 time")
        ) from error
    if moment.tzinfo is None:
        raise Unreadable(
            Text(
                "时间要带时区，例如 2015-07-10T02:00:00Z",
                "A time needs an offset, e.g. 2015-07-10T02:00:00Z",
            )
        )
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise Unreadable(
            Text("时间不在公元 1 年到 9999 年之间", "The time lies outside the years 1 to 9999")
        ) from error


def format_utc(moment: datetime) -> str:
    """ISO 8601 in UTC with milliseconds where there are any: 2015-07-10T02:00:00Z."""
    utc = moment.astimezone(UTC)
    spec = "milliseconds" if utc.microsecond else "seconds"
    return utc.isoformat(timespec=spec).replace("+00:00", "Z")


def hours(value: float) -> timedelta:
    """A span of `value` hours."""
    return timedelta(hours=value)
