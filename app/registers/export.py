"""The rows of a register as a file."""

from app.accounts.rights import may
from app.clock import format_utc, real_now
from app.exporting.files import Exported, Sheet, write_sheet
from app.registers import queries
from app.registers.access import masked
from app.registers.definition import Register
from app.registers.model import Wish
from app.transaction import Transaction
from app.wording import Language


def export_rows(
    tx: Transaction, register: Register, wish: Wish, form: str, language: Language
) -> Exported:
    """The rows wished for; persons unmasked for whoever may see them, which the audit tells."""
    rows = queries.list_rows(tx.conn, register, wish)
    clear = may(tx.actor, register.rights.reveal)
    told = [row if clear else {**row, **masked(register, row)} for row in rows]
    now = format_utc(real_now())
    sheet = Sheet(
        id=register.id,
        title=register.title,
        key=register.key,
        name_field=register.name_field,
        geometry=register.geometry,
        fields=register.shown,
        rows=told,
        notes={"title": register.title.spoken(language), "at": now, "crs": "EPSG:4326"},
        language=language,
    )
    exported = write_sheet(sheet, form, f"{register.id}_{now[:16].replace(':', '')}Z")
    detail = {"file": exported.filename, "rows": len(rows), "personal": clear}
    tx.audit("export_register", f"register/{register.id}", detail=detail)
    return exported
