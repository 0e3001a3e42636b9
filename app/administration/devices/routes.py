"""HTTP of devices and links. A token or link is in one answer and nowhere else."""

from app import edge
from app.accounts.qr import qr_svg
from app.administration.devices import actions
from app.administration.devices.actions import Added
from app.administration.devices.model import DeviceList, NewDevice, Purpose, RevokedDevice, present
from app.blueprint import Blueprint
from app.body import optional_text, text_of
from app.clock import real_now
from app.errors import InvalidInput
from app.wording import Text

blueprint = Blueprint("devices", __name__, url_prefix="/api/v1/devices")


@blueprint.get("")
def get_devices() -> DeviceList:
    """The devices of the units in reach."""
    with edge.transaction(as_owner=True) as tx:
        return DeviceList([present(device) for device in actions.devices_in_reach(tx)])


@blueprint.post("")
def post_device() -> tuple[NewDevice, int]:
    """Add a device; its token, or its link with a QR code, is shown this once."""
    data = edge.body()
    with edge.transaction(as_owner=True) as tx:
        added = actions.add_device(
            tx, text_of(data, "label"), _read_purpose(text_of(data, "purpose")),
            text_of(data, "unit_code"), _read_page(data.get("view")), real_now(),
        )  # fmt: skip
    return _present_once(added), 201


@blueprint.post("/<int:device_id>/link")
def post_link(device_id: int) -> tuple[NewDevice, int]:
    """A new QR code for a tablet that was enrolled before."""
    with edge.transaction(as_owner=True) as tx:
        added = actions.enrol_again(tx, device_id, real_now())
    return _present_once(added), 201


@blueprint.delete("/<int:device_id>")
def delete_device(device_id: int) -> RevokedDevice:
    """Revoke a device: with its next request, or within seconds on a socket, it is out."""
    with edge.transaction(as_owner=True) as tx:
        return RevokedDevice(present(actions.revoke_device(tx, device_id, real_now())))


def _present_once(added: Added) -> NewDevice:
    link = None if added.link_token is None else f"{edge.base_address()}/enter#{added.link_token}"
    return NewDevice(
        device=present(added.device),
        token=added.token,
        link=link,
        qr_svg=None if link is None else qr_svg(link),
    )


def _read_purpose(text: str) -> Purpose:
    try:
        return Purpose(text)
    except ValueError as error:
        raise InvalidInput(
            "E-ADM-025",
            Text("设备没有加上", "The device was not added"),
            Text(f"没有用途“{text}”", f"There is no purpose “{text}”"),
            Text("写 beidou、tablet 或 wall", "Write beidou, tablet or wall"),
        ) from error


def _read_page(view: object) -> str | None:
    """`"/wall?…"`, or `{"page": "/wall?…"}`."""
    if isinstance(view, dict):
        return optional_text(view, "page")  # pyright: ignore[reportUnknownArgumentType]
    return optional_text({"view": view}, "view")
