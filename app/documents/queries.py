"""SQL of documents, their steps and their signatures."""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString

from psycopg.rows import class_row, dict_row
from psycopg.types.json import Jsonb

from app.accounts.row_scope import seeing_all
from app.database import Connection
from app.documents.ladder import DocumentState, DocumentStep
from app.documents.model import Document, Signature, StepMade, Unit
from app.errors import Conflict, NotFound
from app.strict_json import JsonObject, dumps
from app.wording import Text

_DOCUMENT = """
    SELECT document_id, incident_id, kind, subject, issuer_unit, county_code, township_code, state,
           version, content, remarks, authors
    FROM document
"""
_SIGNATURE = """
    SELECT document_id, world_id, chain_number, kind, issuer_unit, year, serial, number, signed_by,
           text, hash, previous_hash, signature, public_key
    FROM document_signature
"""
# An arbitrary number: signatures of a world follow each other.
_CHAIN_LOCK = 7_240_024


def lock_subject(conn: Connection, incident_id: int, subject: str) -> None:
    """Let one change of a subject's documents happen at a time."""
    conn.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended(%s, 24))", (f"{incident_id}/{subject}",)
    )


def insert_document(conn: Connection, document: Document) -> int:
    """Keep a draft; gives its number."""
    row = conn.execute(
        """
        INSERT INTO document (incident_id, kind, subject, issuer_unit, county_code, township_code,
                              content, remarks, authors)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING document_id
        """,
        (document.incident_id, document.kind, document.subject, document.issuer_unit,
         document.county_code, document.township_code, Jsonb(document.content, dumps=dumps),
         document.remarks, document.authors),
    ).fetchone()  # fmt: skip
    return 0 if row is None else int(row[0])


def update_document(conn: Connection, document: Document) -> None:
    """Keep state and, of a draft, what it says. Raises Conflict where somebody was quicker."""
    changed = conn.execute(
        """
        UPDATE document SET state = %s, version = %s, content = %s, remarks = %s, authors = %s
        WHERE document_id = %s AND version = %s
        """,
        (document.state, document.version, Jsonb(document.content, dumps=dumps), document.remarks,
         document.authors, document.document_id, document.version - 1),
    ).rowcount  # fmt: skip
    if changed != 1:
        raise Conflict(
            "E-DOC-005",
            Text("文书没有改", "The document was not changed"),
            Text("刚才有人改过它", "Somebody has just changed it"),
            Text("取最新的一版，再做一次", "Take the newest version and do it again"),
        )


def _select_documents(
    conn: Connection, where: LiteralString, values: Mapping[str, Any]
) -> list[Document]:
    with conn.cursor(row_factory=dict_row) as cursor:
        rows: list[JsonObject] = cursor.execute(_DOCUMENT + where, values).fetchall()
    return [_document_of_row(row) for row in rows]


def _document_of_row(row: JsonObject) -> Document:
    parts: JsonObject = row | {"state": DocumentState(row["state"])}
    return Document(**parts)


def get_document(conn: Connection, document_id: int) -> Document:
    """One document that the actor sees. Raises NotFound."""
    found = _select_documents(conn, "WHERE document_id = %(document)s", {"document": document_id})
    if not found:
        raise NotFound(
            "E-DOC-002",
            Text("没有这份文书", "No such document"),
            Text(f"看不到 {document_id} 号文书", f"Document {document_id} is not to be seen here"),
            Text("回到列表再选", "Go back to the list and choose again"),
        )
    return found[0]


def list_documents(
    conn: Connection, incident_id: int, kind: str | None, subject: str | None
) -> list[Document]:
    """The incident's documents that the actor sees, newest first."""
    return _select_documents(
        conn,
        """
        WHERE incident_id = %(incident)s AND (%(kind)s::text IS NULL OR kind = %(kind)s)
          AND (%(subject)s::text IS NULL OR subject = %(subject)s)
        ORDER BY document_id DESC
        """,
        {"incident": incident_id, "kind": kind, "subject": subject},
    )


def latest_of(
    conn: Connection, incident_id: int, kind: str, subject: str, *states: DocumentState
) -> Document | None:
    """The newest document of a subject in one of the states, whoever issued it."""
    found = _select_documents(
        conn,
        """
        WHERE incident_id = %(incident)s AND kind = %(kind)s AND subject = %(subject)s
          AND state = ANY(%(states)s)
        ORDER BY document_id DESC LIMIT 1
        """,
        {"incident": incident_id, "kind": kind, "subject": subject,
         "states": [each.value for each in states]},
    )  # fmt: skip
    return next(iter(found), None)


def number_of(conn: Connection, document_id: int) -> str | None:
    """The number it was signed under; None before."""
    found = list_signatures(conn, [document_id])
    return found[0].number if found else None


def insert_step(conn: Connection, document_id: int, made: StepMade) -> None:
    """Add a rung."""
    conn.execute(
        """
        INSERT INTO document_step (document_id, step, state, made_by, name, unit_name, at,
                                   recorded_at, reason, warnings)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        (document_id, made.step, made.state, made.made_by, made.name, made.unit_name, made.at,
         made.recorded_at, made.reason, made.warnings),
    )  # fmt: skip


def list_steps(conn: Connection, document_ids: Sequence[int]) -> dict[int, list[StepMade]]:
    """The rungs of each document, the first one first."""
    found: dict[int, list[StepMade]] = {number: [] for number in document_ids}
    with conn.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(
            """
            SELECT document_id, step, state, made_by, name, unit_name, at, recorded_at, reason,
                   warnings
            FROM document_step WHERE document_id = ANY(%s) ORDER BY step_id
            """,
            (list(document_ids),),
        ).fetchall()
    for row in rows:
        found[row.pop("document_id")].append(_step_of_row(row))
    return found


def _step_of_row(row: JsonObject) -> StepMade:
    parts: JsonObject = row | {
        "step": DocumentStep(row["step"]),
        "state": DocumentState(row["state"]),
    }
    return StepMade(**parts)


def list_signatures(conn: Connection, document_ids: Sequence[int]) -> list[Signature]:
    """Signatures of these documents."""
    with conn.cursor(row_factory=class_row(Signature)) as cursor:
        return cursor.execute(
            _SIGNATURE + "WHERE document_id = ANY(%s)", (list(document_ids),)
        ).fetchall()


def list_chain(conn: Connection, world_id: int) -> list[Signature]:
    """Every signature of a world in the order of signing. For the system itself."""
    with conn.cursor(row_factory=class_row(Signature)) as cursor:
        return cursor.execute(
            _SIGNATURE + "WHERE world_id = %s ORDER BY chain_number", (world_id,)
        ).fetchall()


def lock_chain(conn: Connection, world_id: int) -> tuple[int, str]:
    """The number and hash of the one signed last in a world, whoever's, held until the end.

    Of a world in which nothing was signed: 0 and zeros.
    """
    with seeing_all(conn):
        conn.execute("SELECT pg_advisory_xact_lock(%s, %s)", (_CHAIN_LOCK, world_id))
        row = conn.execute(
            "SELECT chain_number, hash FROM document_signature WHERE world_id = %s"
            " ORDER BY chain_number DESC LIMIT 1",
            (world_id,),
        ).fetchone()
    return (0, "0" * 64) if row is None else (int(row[0]), str(row[1]))


def next_serial(conn: Connection, world_id: int, kind: str, unit: str, year: int) -> int:
    """The next number of a unit's papers of a kind in a year; the chain is locked."""
    with seeing_all(conn):
        row = conn.execute(
            "SELECT coalesce(max(serial), 0) + 1 FROM document_signature"
            " WHERE world_id = %s AND kind = %s AND issuer_unit = %s AND year = %s",
            (world_id, kind, unit, year),
        ).fetchone()
    return 1 if row is None else int(row[0])


def insert_signature(conn: Connection, signed: Signature) -> None:
    """Keep a signed text for good; the table refuses an author as signer."""
    conn.execute(
        """
        INSERT INTO document_signature (document_id, world_id, chain_number, kind, issuer_unit,
                                        year, serial, number, signed_by, text, hash, previous_hash,
                                        signature, public_key)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        (signed.document_id, signed.world_id, signed.chain_number, signed.kind, signed.issuer_unit,
         signed.year, signed.serial, signed.number, signed.signed_by, signed.text, signed.hash,
         signed.previous_hash, signed.signature, signed.public_key),
    )  # fmt: skip


def display_name(conn: Connection, login: str) -> str:
    """What a person is called. No role reads accounts, but who sees a document sees its makers."""
    with seeing_all(conn):
        row = conn.execute("SELECT display_name FROM account WHERE login = %s", (login,)).fetchone()
    return login if row is None else str(row[0])


def find_unit(conn: Connection, code: str) -> Unit | None:
    """A unit by code."""
    row = conn.execute(
        "SELECT code, name, kind FROM admin_unit WHERE code = %s", (code,)
    ).fetchone()
    return None if row is None else Unit(*row)


def unit_names(conn: Connection, codes: list[str]) -> dict[str, str]:
    """Names of units by code; a code that is none is its own name."""
    rows = conn.execute(
        "SELECT code, name FROM admin_unit WHERE code = ANY(%s)", (codes,)
    ).fetchall()
    return {code: code for code in codes} | {str(row[0]): str(row[1]) for row in rows}
