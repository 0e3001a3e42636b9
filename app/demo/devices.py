"""Who may enter the demo: one-time links for the three screens, and the BeiDou gateway's token."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.accounts.model import CITY_CODE
from app.accounts.queries import insert_link
from app.accounts.session_model import digest, new_token
from app.clock import real_now
from app.database import Connection
from app.demo import queries

GATEWAY = "demo-beidou-gateway"
TABLET_UNIT = "330903001"  # 沈家门街道
TOKEN_FILE = "beidou-token"  # noqa: S105 a file's name
LINKS_LAST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An account of the demo; none has a password, a link signs in."""

    login: str
    display_name: str
    unit_code: str
    role: str


PLANNER = DemoPerson("planner", "市级规划席", CITY_CODE, "planner")
PEOPLE = (
    PLANNER,
    DemoPerson("commander", "值班指挥", CITY_CODE, "commander"),
    DemoPerson("dinghai", "定海规划席", "330902", "planner"),
    DemoPerson("putuo", "普陀规划席", "330903", "planner"),
    DemoPerson("liuheng", "六横镇防指", "330903100", "planner"),
    DemoPerson("administrator", "系统管理员", CITY_CODE, "administrator"),
    DemoPerson("security", "安全管理员", CITY_CODE, "security_administrator"),
    DemoPerson("auditor", "审计管理员", CITY_CODE, "auditor"),
)


def issue_beidou_token(conn: Connection, folder: Path) -> Path:
    """Write a new token to `folder`/beidou-token (0600); the one before it stops working."""
    token = new_token()
    queries.replace_device(
        conn, label=GATEWAY, purpose="beidou", unit_code=CITY_CODE, digest=digest(token),
        exercise=True,
    )  # fmt: skip
    path = folder / TOKEN_FILE
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(token, encoding="ascii")
    return path


def issue_links(conn: Connection) -> Mapping[str, str]:
    """Paths that open the three screens: planner and tablet once, the wall again and again."""
    accounts = {
        person.login: queries.keep_account(
            conn,
            login=person.login,
            display_name=person.display_name,
            unit_code=person.unit_code,
            role=person.role,
        )
        for person in PEOPLE
    }
    return {
        "planner": _make_link(conn, "sign_in", "/", account_id=accounts[PLANNER.login]),
        "wall": _wall_link(conn),
        "field": _make_link(conn, "enrol", "/field", device_id=_enrol_tablet(conn)),
    }


def _make_link(
    conn: Connection, purpose: str, opens: str, *, account_id: int | None = None,
    device_id: int | None = None,
) -> str:  # fmt: skip
    token = new_token()
    insert_link(
        conn,
        token,
        purpose=purpose,
        account_id=account_id,
        device_id=device_id,
        opens=opens,
        created_by="demo",
        expires_at=real_now() + LINKS_LAST,
    )
    return f"/enter#{token}"


def _wall_link(conn: Connection) -> str:
    token = new_token()
    queries.replace_device(
        conn,
        label="演示大屏",
        purpose="wall",
        unit_code=CITY_CODE,
        digest=digest(token),
        view="/wall",
    )
    return f"/enter#{token}"


def _enrol_tablet(conn: Connection) -> int:
    return queries.replace_device(
        conn, label="演示平板", purpose="tablet", unit_code=TABLET_UNIT, digest=None
    )
