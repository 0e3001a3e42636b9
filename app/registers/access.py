"""Who may read and change a register, and what of a person leaves it."""

from collections.abc import Mapping
from typing import Any

from app.accounts.model import CITY_CODE, Actor
from app.accounts.rights import may, require
from app.administration.units.masking import mask_name, mask_phone
from app.errors import Denied
from app.registers.definition import Form, Item, Register
from app.registers.registry import Registers, unknown_register
from app.wording import Text


def find_register(registers: Registers, register_id: str, actor: Actor) -> Register:
    """The register, if the actor may read it. Raises NotFound."""
    register = registers[register_id]
    if not may(actor, register.rights.view):
        raise unknown_register(register_id)
    return register


def require_edit(register: Register, actor: Actor) -> None:
    """Raise Denied when the actor may not change the register at all."""
    require(actor, register.rights.edit)
    if not may_edit(register, actor):
        raise Denied(
            "E-REG-010",
            Text("没有保存", "Not saved"),
            Text(
                f"{register.title.zh}由市级统一维护",
                f"{register.title.en}: the city alone keeps this register",
            ),
            Text("报市级管理员来改", "Ask the city's administrator to change it"),
        )


def may_edit(register: Register, actor: Actor) -> bool:
    """Whether the actor changes rows of the register, its own or, in what is nobody's, any."""
    city = actor.scope is None or actor.unit_code == CITY_CODE
    return may(actor, register.rights.edit) and (city or not register.open_to_all)


def masked(register: Register, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row's shown values, a person's name and telephone masked."""
    return {entry.name: mask(entry, row[entry.name]) for entry in register.shown}


def mask(entry: Item, value: Any) -> Any:
    """A value as whoever has not asked for the whole sees it."""
    if not entry.personal or not value:
        return value
    return mask_phone(str(value)) if entry.form is Form.PHONE else mask_name(str(value))
