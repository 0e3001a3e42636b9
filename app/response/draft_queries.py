"""SQL of drafted response changes: written once, then signed or withdrawn."""

from datetime import datetime

from psycopg.rows import class_row

from app.database import Connection
from app.errors import NotFound
from app.response.drafts_model import Draft
from app.wording import Text

_DRAFT = """
    SELECT draft_id, incident_id, issuer_unit, change, track, level, basis_text, drafted_by,
           drafted_at, signed_by, signed_at, withdrawn_at
    FROM response_draft
"""


def insert_draft(conn: Connection, draft: Draft) -> int:
    """Keep a draft; gives its number."""
    row = conn.execute(
        """
        INSERT INTO response_draft (incident_id, issuer_unit, change, track, level, basis_text,
                                    drafted_by, drafted_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING draft_id
        """,
        (draft.incident_id, draft.issuer_unit, draft.change, draft.track, draft.level,
         draft.basis_text, draft.drafted_by, draft.drafted_at),
    ).fetchone()  # fmt: skip
    return 0 if row is None else int(row[0])


def lock_draft(conn: Connection, draft_id: int, issuer_unit: str | None) -> Draft:
    """A draft of the unit, or of any when None, held until the transaction ends.

    Raises NotFound.
    """
    with conn.cursor(row_factory=class_row(Draft)) as cursor:
        draft = cursor.execute(
            _DRAFT
            + """
            WHERE draft_id = %(draft)s AND (%(unit)s::text IS NULL OR issuer_unit = %(unit)s)
            FOR UPDATE
            """,
            {"draft": draft_id, "unit": issuer_unit},
        ).fetchone()
    if draft is None:
        raise NotFound(
            "E-RSP-010",
            Text("没有这份草稿", "No such draft"),
            Text(f"本单位没有 {draft_id} 号草稿", f"This unit has no draft {draft_id}"),
            Text("刷新列表再选", "Reload the list and choose again"),
        )
    return draft


def list_open_drafts(conn: Connection, incident_id: int) -> list[Draft]:
    """Drafts that wait for a signature, of the units that the actor sees, newest first."""
    with conn.cursor(row_factory=class_row(Draft)) as cursor:
        return cursor.execute(
            _DRAFT
            + """
            WHERE incident_id = %s AND signed_at IS NULL AND withdrawn_at IS NULL
            ORDER BY draft_id DESC
            """,
            (incident_id,),
        ).fetchall()


def mark_signed(conn: Connection, draft_id: int, signer: str, at: datetime) -> None:
    """It is in force from now on; the table refuses its drafter as signer."""
    conn.execute(
        "UPDATE response_draft SET signed_by = %s, signed_at = %s WHERE draft_id = %s",
        (signer, at, draft_id),
    )


def mark_withdrawn(conn: Connection, draft_id: int, at: datetime) -> None:
    """Nobody will sign it."""
    conn.execute("UPDATE response_draft SET withdrawn_at = %s WHERE draft_id = %s", (at, draft_id))


def display_names(conn: Connection, logins: list[str]) -> dict[str, str]:
    """What the people are called, by login. As the owner: no application role reads accounts."""
    rows = conn.execute(
        "SELECT login, display_name FROM account WHERE login = ANY(%s)", (logins,)
    ).fetchall()
    return {str(row[0]): str(row[1]) for row in rows}


def unit_names(conn: Connection, codes: list[str]) -> dict[str, str]:
    """Names of units, by code."""
    rows = conn.execute(
        "SELECT code, name FROM admin_unit WHERE code = ANY(%s)", (codes,)
    ).fetchall()
    return {str(row[0]): str(row[1]) for row in rows}


def unit_kind(conn: Connection, code: str) -> str | None:
    """city, county, functional_zone, township or village; None where there is none such."""
    row = conn.execute("SELECT kind FROM admin_unit WHERE code = %s", (code,)).fetchone()
    return None if row is None else str(row[0])
