"""A layer that names its register repeats no column: fields and intake come from there."""

from app.maplayers.definition import Intake
from app.registers.definition import Register


def intake_of(register: Register) -> Intake:
    """What an import fills of the register's table."""
    columns = tuple(entry.column for entry in register.written)
    return Intake(table=register.table, key=register.key, columns=columns)
