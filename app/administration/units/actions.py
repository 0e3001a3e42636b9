"""Entering and revealing who answers for a unit; making functional zones."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pypinyin import Style, lazy_pinyin

from app.administration.reach import require_unit
from app.administration.units import queries
from app.administration.units.masking import mask_name, mask_phone
from app.administration.units.model import Answerable
from app.errors import InvalidInput, NotFound
from app.geo.reading import reading
from app.transaction import Transaction
from app.wording import Text

POSITIONS = ("responsible", "deputy", "duty")
_TITLES = {"responsible": "责任人", "duty": "值班"}
_NAME_LIMIT = 32
_PHONE = re.compile(r"^\+?[0-9][0-9 -]{3,30}$")
_ZONE_CODE = re.compile(r"^[0-9A-Z]{4,12}$")


def masked(tx: Transaction, unit_code: str) -> list[Answerable]:
    """Who answers for a unit, names and numbers masked. Raises NotFound."""
    require_unit(tx, unit_code)
    return [
        replace(each, name=mask_name(each.name), phone=mask_phone(each.phone))
        for each in queries.list_answerable(tx.conn, unit_code)
    ]


def reveal(tx: Transaction, unit_code: str, position: str) -> Answerable:
    """One of them in the clear, audited. Raises NotFound."""
    require_unit(tx, unit_code)
    for each in queries.list_answerable(tx.conn, unit_code):
        if each.position == position:
            tx.audit("reveal_personal", f"unit/{unit_code}/{position}")
            return each
    raise NotFound(
        "E-ADM-011",
        Text("没有登记", "Nobody is registered"),
        Text("这个位置还没有人", "Nobody holds this position yet"),
        Text("请管理员登记责任链", "Ask the administrator to register the chain of responsibility"),
    )


def enter(tx: Transaction, unit_code: str, entries: Sequence[Mapping[str, Any]]) -> None:
    """Set who holds the positions given; the others stay. Raises InvalidInput, NotFound."""
    require_unit(tx, unit_code)
    checked = [_check_position(entry) for entry in entries]
    unit = queries.find_unit(tx.conn, unit_code) or unit_code
    for position, name, phone in checked:
        queries.put_answerable(tx.conn, _post_of(unit_code, unit, position), name, phone)
        tx.audit("enter_responsible", f"unit/{unit_code}/{position}")


def _post_of(unit_code: str, unit: str, position: str) -> queries.NewPost:
    """The post that a position belongs to, called as the register of posts would call it."""
    role = "duty" if position == "duty" else "responsible"
    title = f"{unit}{_TITLES[role]}"
    typed = reading(title)
    return queries.NewPost(
        f"{unit_code}-{role}", unit_code, role, title, typed.pinyin, typed.initials,
        deputy=position == "deputy",
    )  # fmt: skip


def make_zone(tx: Transaction, code: str, name: str, townships: Sequence[str]) -> None:
    """Make or change a functional zone of these townships. Raises InvalidInput, NotFound."""
    name = name.strip()
    if not _ZONE_CODE.match(code) or not 0 < len(name) <= _NAME_LIMIT or not townships:
        raise InvalidInput(
            "E-ADM-012",
            Text("功能区没有保存", "The functional zone was not saved"),
            Text(
                "要有代码（4 到 12 位数字或大写字母）、名称和所含乡镇",
                "It needs a code (4 to 12 digits or capital letters), a name and its townships",
            ),
            Text("补全后再存", "Complete it and save again"),
        )
    if queries.unit_level(tx.conn, code) not in (None, "functional_zone"):
        raise InvalidInput(
            "E-ADM-013",
            Text("功能区没有保存", "The functional zone was not saved"),
            Text(f"{code} 已是别的单位", f"{code} is another unit already"),
            Text("换一个代码", "Choose another code"),
        )
    for township in townships:
        if queries.unit_level(tx.conn, township) != "township":
            raise NotFound(
                "E-ADM-014",
                Text("功能区没有保存", "The functional zone was not saved"),
                Text(f"{township} 不是乡镇", f"{township} is not a township"),
                Text("从单位树里选", "Choose one from the tree of units"),
            )
        require_unit(tx, township)
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    queries.insert_zone(tx.conn, code, name, "".join(lazy_pinyin(name)), initials)
    queries.replace_members(tx.conn, code, sorted(set(townships)))
    tx.audit("change_zone_members", f"unit/{code}", detail={"townships": sorted(set(townships))})


def _check_position(entry: Mapping[str, Any]) -> tuple[str, str, str]:
    position, name, phone = (str(entry.get(part) or "").strip() for part in
                             ("position", "name", "phone"))  # fmt: skip
    if position not in POSITIONS or not 0 < len(name) <= _NAME_LIMIT or not _PHONE.match(phone):
        raise InvalidInput(
            "E-ADM-015",
            Text("责任链没有保存", "The chain of responsibility was not saved"),
            Text(
                f"“{name}”的位置、姓名或电话不合格",
                f"Position, name or telephone of “{name}” does not meet the rules",
            ),
            Text(
                "位置是 responsible、deputy 或 duty；电话写数字",
                "A position is responsible, deputy or duty; a telephone number is digits",
            ),
        )
    return position, name, phone
