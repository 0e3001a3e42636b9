"""A device or link as officers see it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.accounts.model import UnitName


class Purpose(StrEnum):
    """What a device is for, and all that its token opens."""

    BEIDOU = "beidou"
    TABLET = "tablet"
    WALL = "wall"


@dataclass(frozen=True, slots=True)
class Device:
    """One gateway, tablet or wall link; `page` is a wall's one view."""

    device_id: int
    label: str
    purpose: Purpose
    unit_code: str
    unit_name: str
    page: str | None
    created_by: str
    created_at: datetime
    last_seen_at: datetime | None
    revoked_at: datetime | None
    enrolled: bool


@dataclass(frozen=True, slots=True)
class DeviceEntry:
    """A device as the officers' list shows it."""

    device_id: int
    label: str
    purpose: Purpose
    unit: UnitName
    view: str | None
    created_by: str
    created_at: datetime
    last_seen_at: datetime | None
    revoked_at: datetime | None
    enrolled: bool


@dataclass(frozen=True, slots=True)
class DeviceList:
    """The devices in reach."""

    devices: list[DeviceEntry]


@dataclass(frozen=True, slots=True)
class RevokedDevice:
    """A device that is out."""

    device: DeviceEntry


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A device with its token or its link, shown this once."""

    device: DeviceEntry
    token: str | None
    link: str | None
    qr_svg: str | None


def present(device: Device) -> DeviceEntry:
    """A device as the list shows it."""
    return DeviceEntry(
        device_id=device.device_id,
        label=device.label,
        purpose=device.purpose,
        unit=UnitName(device.unit_code, device.unit_name),
        view=device.page,
        created_by=device.created_by,
        created_at=device.created_at,
        last_seen_at=device.last_seen_at,
        revoked_at=device.revoked_at,
        enrolled=device.enrolled,
    )
