"""A device or link as officers see it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


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


def present(device: Device) -> dict[str, Any]:
    """JSON of a device."""
    return {
        "device_id": device.device_id,
        "label": device.label,
        "purpose": device.purpose,
        "unit": {"code": device.unit_code, "name": device.unit_name},
        "view": device.page,
        "created_by": device.created_by,
        "created_at": device.created_at,
        "last_seen_at": device.last_seen_at,
        "revoked_at": device.revoked_at,
        "enrolled": device.enrolled,
    }
