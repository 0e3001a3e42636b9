"""The states of a shelter, in both languages."""

from collections.abc import Mapping

from app.shelters.model import ShelterStatus
from app.wording import Text

STATUS_TITLES: Mapping[str, Text] = {
    ShelterStatus.STANDBY: Text("备用", "Standby"),
    ShelterStatus.PREPARING: Text("准备中", "Preparing"),
    ShelterStatus.OPEN: Text("启用", "Open"),
    ShelterStatus.FULL: Text("已满", "Full"),
    ShelterStatus.CLOSING: Text("关闭中", "Closing"),
    ShelterStatus.CLOSED: Text("已关闭", "Closed"),
    ShelterStatus.UNAVAILABLE: Text("不可用", "Not usable"),
}
