"""Adding, enrolling and revoking devices."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.accounts.session_model import new_token
from app.administration.devices import queries
from app.administration.devices.model import Device, Purpose
from app.administration.reach import reaches, require_unit
from app.errors import Conflict, InvalidInput, NotFound
from app.transaction import Transaction
from app.wording import Text

# A QR code on a screen is photographed at once or not at all.
ENROLMENT_LASTS = timedelta(minutes=10)
TABLET_OPENS = "/field"
WALL_OPENS = "/wall"
_WALL_PAGE = re.compile(r"^/wall(\?[A-Za-z0-9_.,=&%~-]*)?$")
_LABEL_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Added:
    """A new device with what is shown once: a gateway's `token`, or the token of a link."""

    device: Device
    token: str | None
    link_token: str | None


def devices_in_reach(tx: Transaction) -> Sequence[Device]:
    """The devices of the units that the actor's office reaches."""
    found = queries.list_devices(tx.conn)
    return [device for device in found if reaches(tx.actor.scope, device.unit_code)]


def add_device(
    tx: Transaction, label: str, purpose: Purpose, unit_code: str, page: str | None, now: datetime
) -> Added:
    """Add a device of a unit. Raises NotFound, InvalidInput."""
    require_unit(tx, unit_code)
    if len(label) > _LABEL_LIMIT:
        raise InvalidInput(
            "E-ADM-021",
            Text("设备没有加上", "The device was not added"),
            Text("名称最多 64 个字", "A name has at most 64 characters"),
            Text("写短一些", "Shorten it"),
        )
    token = None if purpose is Purpose.TABLET else new_token()
    device_id = queries.insert_device(
        tx.conn,
        label=label,
        purpose=purpose,
        unit_code=unit_code,
        page=_check_page(page) if purpose is Purpose.WALL else None,
        token=token,
        created_by=tx.actor.name,
    )
    tx.audit("add_device", f"device/{device_id}", detail={"label": label, "purpose": purpose})
    device = get_device(tx, device_id)
    if purpose is Purpose.BEIDOU:
        return Added(device, token, None)
    return Added(device, None, token or _enrol_device(tx, device, now))


def enrol_again(tx: Transaction, device_id: int, now: datetime) -> Added:
    """A new link for a tablet whose session ran out. Raises NotFound, Conflict."""
    device = get_device(tx, device_id)
    if device.purpose is not Purpose.TABLET or device.revoked_at is not None:
        raise Conflict(
            "E-ADM-022",
            Text("没有做二维码", "No QR code was made"),
            Text("它不是在用的平板", "It is not a tablet in use"),
            Text("重新添加一台", "Add it anew"),
        )
    tx.audit("enrol_device", f"device/{device_id}")
    return Added(device, None, _enrol_device(tx, device, now))


def revoke_device(tx: Transaction, device_id: int, now: datetime) -> Device:
    """Take a device's way in away. Raises NotFound."""
    get_device(tx, device_id)
    queries.revoke(tx.conn, device_id, now)
    tx.audit("revoke_device", f"device/{device_id}")
    return get_device(tx, device_id)


def get_device(tx: Transaction, device_id: int) -> Device:
    """A device in reach. Raises NotFound."""
    found = queries.find_device(tx.conn, device_id)
    if found is None or not reaches(tx.actor.scope, found.unit_code):
        raise NotFound(
            "E-ADM-023",
            Text("没有这台设备", "No such device"),
            Text("编号不存在，或不归您管", "It does not exist, or is not yours to manage"),
            Text("刷新设备列表", "Reload the list of devices"),
        )
    return found


def _enrol_device(tx: Transaction, device: Device, now: datetime) -> str:
    token = new_token()
    queries.insert_enrolment(
        tx.conn, token, device.device_id, TABLET_OPENS, tx.actor.name, now + ENROLMENT_LASTS
    )
    return token


def _check_page(page: str | None) -> str:
    """A wall's one view: the wall's own page with what it shows. Raises InvalidInput."""
    if page is None:
        return WALL_OPENS
    if not _WALL_PAGE.match(page):
        raise InvalidInput(
            "E-ADM-024",
            Text("设备没有加上", "The device was not added"),
            Text("大屏链接只能打开 /wall 的一个画面", "A wall link opens one view of /wall only"),
            Text("写 /wall 或 /wall?…", "Write /wall or /wall?…"),
        )
    return page
