"""What somebody signs: drafted, signed, issued, and never changed once it is signed.

The signed text stands in a table that takes rows and gives them, and nothing else: neither an
application role nor the owner writes over one. Each carries the hash of the one before in its world.
"""

from migrations.row_security import COUNTY, ROLES, TOWNSHIPS, by_incident, let_write, protect
from migrations.sql import run

revision = "0024"
down_revision = "0023"

ZONE = "current_setting('haitang.zone', true)"


def upgrade() -> None:
    _documents()
    _signatures()
    _guard_documents()
    _guard_signatures()
    _rights()


def _documents() -> None:
    run("""
CREATE TABLE document (
    document_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    incident_id   integer NOT NULL REFERENCES incident,
    kind          text NOT NULL CHECK (kind ~ '^[a-z_]{1,40}$'),
    subject       text NOT NULL CHECK (length(subject) BETWEEN 1 AND 100),
    issuer_unit   text NOT NULL REFERENCES admin_unit,
    county_code   text REFERENCES admin_unit,   -- where it holds: NULL across several
    township_code text REFERENCES admin_unit,
    state         text NOT NULL DEFAULT 'draft' CHECK (state IN
                  ('draft', 'submitted', 'signed', 'issued', 'superseded', 'lifted', 'withdrawn')),
    version       integer NOT NULL DEFAULT 1,
    content       jsonb NOT NULL,               -- figures frozen from what it rests on
    remarks       text NOT NULL DEFAULT '' CHECK (length(remarks) <= 2000),
    authors       text[] NOT NULL CHECK (cardinality(authors) > 0)  -- none of them signs it
);
CREATE INDEX document_subject ON document (incident_id, kind, subject, document_id);
CREATE UNIQUE INDEX document_pending ON document (incident_id, kind, subject)
    WHERE state IN ('draft', 'submitted', 'signed');
CREATE UNIQUE INDEX document_in_force ON document (incident_id, kind, subject)
    WHERE state = 'issued';

CREATE TABLE document_step (
    step_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document_id  bigint NOT NULL REFERENCES document,
    step         text NOT NULL CHECK (step ~ '^[a-z_]{1,20}$'),
    state        text NOT NULL,                 -- the one that it led to
    made_by      text NOT NULL,
    name         text NOT NULL,
    unit_name    text NOT NULL,
    at           timestamptz NOT NULL,          -- of the world's clock
    recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    reason       text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    warnings     text[] NOT NULL DEFAULT '{}'   -- codes of what was known against it
);
CREATE INDEX document_step_document ON document_step (document_id, step_id);
""")


def _signatures() -> None:
    run("""
CREATE TABLE document_signature (
    document_id   bigint PRIMARY KEY REFERENCES document,
    world_id      integer NOT NULL REFERENCES world,
    chain_number  integer NOT NULL CHECK (chain_number > 0),
    kind          text NOT NULL,
    issuer_unit   text NOT NULL REFERENCES admin_unit,
    year          integer NOT NULL,
    serial        integer NOT NULL CHECK (serial > 0),
    number        text NOT NULL,
    signed_by     text NOT NULL,
    text          text NOT NULL,                -- the very bytes that are signed
    hash          text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    previous_hash text NOT NULL CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
    signature     text NOT NULL,
    public_key    text NOT NULL,
    recorded_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (world_id, chain_number),
    UNIQUE (world_id, previous_hash),
    UNIQUE (world_id, kind, issuer_unit, year, serial)
);
""")


def _guard_documents() -> None:
    """What holds for whoever writes SQL, the owner too."""
    run("""
CREATE FUNCTION document_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('DELETE', 'TRUNCATE') THEN
        RAISE EXCEPTION 'a document is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.document_id, NEW.incident_id, NEW.kind, NEW.subject, NEW.issuer_unit)
       IS DISTINCT FROM (OLD.document_id, OLD.incident_id, OLD.kind, OLD.subject, OLD.issuer_unit)
       OR (OLD.state <> 'draft' AND (NEW.content, NEW.remarks, NEW.authors)
           IS DISTINCT FROM (OLD.content, OLD.remarks, OLD.authors)) THEN
        RAISE EXCEPTION 'what is submitted or signed does not change'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN (
        'draft>submitted', 'submitted>draft', 'submitted>signed', 'signed>issued',
        'draft>withdrawn', 'submitted>withdrawn', 'signed>withdrawn',
        'issued>superseded', 'issued>lifted', 'issued>withdrawn') THEN
        RAISE EXCEPTION 'no document goes from % to %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'signed' AND OLD.state <> 'signed' AND NOT EXISTS (
        SELECT FROM document_signature s WHERE s.document_id = NEW.document_id) THEN
        RAISE EXCEPTION 'not signed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER document_keeps BEFORE UPDATE OR DELETE ON document
    FOR EACH ROW EXECUTE FUNCTION document_keeps();
CREATE TRIGGER document_stays BEFORE TRUNCATE ON document EXECUTE FUNCTION document_keeps();

CREATE FUNCTION document_starts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'draft' THEN
        RAISE EXCEPTION 'a document begins as a draft' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER document_starts BEFORE INSERT ON document
    FOR EACH ROW EXECUTE FUNCTION document_starts();
""")


def _guard_signatures() -> None:
    """A signature is somebody else's, and neither it nor a step is written over."""
    run("""
CREATE FUNCTION document_signed_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE signed document%ROWTYPE;
BEGIN
    SELECT * INTO signed FROM document d WHERE d.document_id = NEW.document_id;
    IF signed.state IS DISTINCT FROM 'submitted' OR NEW.signed_by = ANY (signed.authors)
       OR (NEW.kind, NEW.issuer_unit) IS DISTINCT FROM (signed.kind, signed.issuer_unit) THEN
        RAISE EXCEPTION 'only somebody else signs, and only what is submitted'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER document_signed_once BEFORE INSERT ON document_signature
    FOR EACH ROW EXECUTE FUNCTION document_signed_once();

CREATE FUNCTION document_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was signed or done with a document stays as it was written'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER document_signature_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON document_signature
    EXECUTE FUNCTION document_written_once();
CREATE TRIGGER document_step_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON document_step
    EXECUTE FUNCTION document_written_once();
""")


def _rights() -> None:
    protect("document")
    by_incident("document")
    for table in ("document_step", "document_signature"):
        protect(table, through=("document_id", "document"))
        run(f"""
CREATE POLICY {table}_by_label ON {table} AS RESTRICTIVE
    TO city_app USING (document_id IN (SELECT document_id FROM document));
""")
    # Below the city a unit sees what is said of its ground, and writes what it says itself.
    own = {
        "county_app": f"issuer_unit = {COUNTY}",
        "township_app": f"issuer_unit = ANY (array_append({TOWNSHIPS}, {ZONE}))",
    }
    for role, issuer in own.items():
        run(f"""
CREATE POLICY document_drafted_{role} ON document AS RESTRICTIVE FOR INSERT
    TO {role} WITH CHECK ({issuer});
CREATE POLICY document_changed_{role} ON document AS RESTRICTIVE FOR UPDATE
    TO {role} USING ({issuer}) WITH CHECK ({issuer});
CREATE POLICY document_signature_{role} ON document_signature AS RESTRICTIVE FOR INSERT
    TO {role} WITH CHECK ({issuer});
""")
    run(f"""
GRANT SELECT ON document, document_step, document_signature TO {ROLES};
GRANT UPDATE (state, version, content, remarks, authors) ON document TO {ROLES};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLES};
-- UPDATE stays the owner's, whom the trigger stops: a unit that goes locks the rows that name it.
REVOKE DELETE, TRUNCATE ON document_step, document_signature FROM CURRENT_USER;
""")
    let_write("INSERT", "document", "document_step", "document_signature")


def downgrade() -> None:
    run("""
DROP TABLE document_signature, document_step, document;
DROP FUNCTION document_keeps, document_starts, document_signed_once, document_written_once;
""")
