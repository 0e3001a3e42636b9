"""Tables of revision 0009 that show who did what: sealed audit, drafts that a second one signs."""

from migrations.sql import run


def add_audit() -> None:
    """Entries are only added; each day's are sealed by a hash that carries the day before."""
    run("""
ALTER TABLE audit_entry ADD role text, ADD unit_code text, ADD address text;
CREATE INDEX ON audit_entry (recorded_at);

CREATE TABLE audit_seal (
    day        date PRIMARY KEY,
    first_id   bigint,
    last_id    bigint,
    entries    integer NOT NULL,
    sha256     bytea NOT NULL,
    previous   bytea NOT NULL,
    sealed_at  timestamptz NOT NULL,
    archive    text                       -- the file its entries were moved to
);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('haitang.archiving', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'audit entries are only added';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER audit_entry_only_added BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_entry_not_emptied BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
""")


def add_response_drafts() -> None:
    """A change of level that one drafts and another signs; signed ones stay as they are."""
    run("""
CREATE TABLE response_draft (
    draft_id      integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    incident_id   integer NOT NULL REFERENCES incident ON DELETE CASCADE,
    issuer_unit   text NOT NULL,
    county_code   text GENERATED ALWAYS AS (left(issuer_unit, 6)) STORED,
    township_code text GENERATED ALWAYS AS (left(issuer_unit, 9)) STORED,
    change        text NOT NULL CHECK (change IN ('activate', 'end')),
    track         text NOT NULL,
    level         smallint CHECK (level BETWEEN 1 AND 4),
    basis_text    text NOT NULL,
    drafted_by    text NOT NULL,
    drafted_at    timestamptz NOT NULL,
    signed_by     text CHECK (signed_by <> drafted_by),
    signed_at     timestamptz,
    withdrawn_at  timestamptz,
    CHECK ((signed_by IS NULL) = (signed_at IS NULL)),
    CHECK (signed_at IS NULL OR withdrawn_at IS NULL)
);
""")


def drop_audit() -> None:
    """Take the seals' columns, index and triggers off the entries."""
    run("""
DROP TRIGGER audit_entry_only_added ON audit_entry;
DROP TRIGGER audit_entry_not_emptied ON audit_entry;
DROP FUNCTION refuse_audit_change;
DROP INDEX audit_entry_recorded_at_idx;
ALTER TABLE audit_entry DROP role, DROP unit_code, DROP address;
""")
