"""Finds the registers: each file of `kinds/` is one, and there is no other list of them."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

from app.errors import NotFound
from app.registers.definition import Register, RegisterGroup
from app.wording import Text

KINDS = "app.registers.kinds"


class RegisterFileError(Exception):
    """A file in `app/registers/kinds/` cannot be a register; told with its name at start-up."""


class Registers(Mapping[str, Register]):
    """Registers by id, in the order of their list: by group, then by id."""

    def __init__(self, registers: Iterable[Register]) -> None:
        groups = list(RegisterGroup)
        ordered = sorted(registers, key=lambda each: (groups.index(each.group), each.id))
        self._registers = {each.id: each for each in ordered}

    def __getitem__(self, register_id: str) -> Register:
        try:
            return self._registers[register_id]
        except KeyError:
            raise unknown_register(register_id) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._registers)

    def __len__(self) -> int:
        return len(self._registers)

    def __contains__(self, register_id: object) -> bool:
        return register_id in self._registers


def unknown_register(register_id: str) -> NotFound:
    """There is no such register, or none that the asker may know of."""
    return NotFound(
        "E-REG-001",
        Text("没有这本台账", "No such register"),
        Text(
            f"没有叫 {register_id[:40]} 的台账", f"There is no register called {register_id[:40]}"
        ),
        Text("从台账目录里选", "Choose one from the list of registers"),
    )


def load_registers() -> Registers:
    """Every register of `kinds/`. Raises RegisterFileError for a file that is not one."""
    package = importlib.import_module(KINDS)
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return Registers(_register_of(importlib.import_module(f"{KINDS}.{name}")) for name in names)


def _register_of(module: ModuleType) -> Register:
    name = module.__name__.rpartition(".")[2]
    register = getattr(module, "REGISTER", None)
    if not isinstance(register, Register):
        raise RegisterFileError(f"app/registers/kinds/{name}.py has no REGISTER = Register(…)")
    if register.id.replace("-", "_") != name:
        raise RegisterFileError(
            f"app/registers/kinds/{name}.py holds {register.id}: names must agree"
        )
    return register
