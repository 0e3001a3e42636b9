"""The chain from audit entry to audit entry, made when their transactions commit.

A link is written by a deferred trigger, as the last thing before commit: the order of links is the
order of commits, and the lock on the chain's end is held for that moment alone, after every other.
"""

from migrations.sql import run


def add_links() -> None:
    """Link what is there, sealed days first and each by number; then whatever comes."""
    run("""
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'haitang_archive') THEN
        RAISE EXCEPTION 'role haitang_archive is missing'
            USING HINT = 'let the superuser run: CREATE ROLE haitang_archive LOGIN';
    END IF;
END $$;

CREATE TABLE audit_link (
    link      bigint PRIMARY KEY,            -- 1, 2, 3 ... without a gap
    audit_id  bigint NOT NULL UNIQUE,
    sha256    bytea NOT NULL,                -- over the link before and the entry's line
    linked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE FUNCTION audit_line(e audit_entry) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'audit_id', e.audit_id, 'actor', e.actor, 'role', e.role, 'unit_code', e.unit_code,
        'address', e.address, 'action', e.action, 'object', e.object, 'result', e.result,
        'detail', e.detail, 'recorded_at',
        to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text
$$;

CREATE FUNCTION link_audit_entry(e audit_entry) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(727015);
    INSERT INTO audit_link (link, audit_id, sha256)
    SELECT before.link + 1, e.audit_id,
           sha256(before.sha256 || convert_to(audit_line(e), 'UTF8'))
    FROM (SELECT link, sha256 FROM audit_link
          UNION ALL SELECT 0, decode(repeat('00', 32), 'hex')
          ORDER BY link DESC LIMIT 1) before;
END $$;

DO $$ DECLARE e audit_entry; BEGIN
    FOR e IN SELECT a.* FROM audit_entry a
             LEFT JOIN audit_seal s ON s.day = (a.recorded_at AT TIME ZONE 'UTC')::date
             ORDER BY s.day NULLS LAST, a.audit_id
    LOOP
        PERFORM link_audit_entry(e);
    END LOOP;
END $$;

CREATE FUNCTION link_new_audit_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM link_audit_entry(NEW);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_entry_linked AFTER INSERT ON audit_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION link_new_audit_entry();

CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_user = 'haitang_archive' AND EXISTS (
        SELECT 1 FROM audit_link l JOIN audit_seal s ON l.link BETWEEN s.first_link AND s.last_link
        WHERE l.audit_id = OLD.audit_id AND s.archive IS NOT NULL)
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'audit entries are only added';
END $$;
""")


def drop_links() -> None:
    """Back to entries that only their day's seal holds."""
    run("""
DROP TRIGGER audit_entry_linked ON audit_entry;
DROP FUNCTION link_new_audit_entry, link_audit_entry, audit_line;
DROP TABLE audit_link;
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('haitang.archiving', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'audit entries are only added';
    END IF;
    RETURN OLD;
END $$;
""")
