"""Audit: every entry carries the one before it. Second proofs, and a second officer for signers."""

from migrations.audit_links import add_links, drop_links
from migrations.sql import run

revision = "0015"
down_revision = "0012"


def upgrade() -> None:
    add_links()
    run("""
ALTER TABLE audit_seal ADD first_link bigint, ADD last_link bigint;
UPDATE audit_seal s SET (first_link, last_link) =
    (SELECT min(l.link), max(l.link) FROM audit_link l JOIN audit_entry e USING (audit_id)
     WHERE (e.recorded_at AT TIME ZONE 'UTC')::date = s.day)
WHERE archive IS NULL AND entries > 0;
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, audit_link, audit_seal FROM CURRENT_USER;
REVOKE ALL ON audit_link FROM city_app, county_app, township_app;
GRANT SELECT, DELETE ON audit_entry TO haitang_archive;
GRANT SELECT ON audit_link, audit_seal TO haitang_archive;
GRANT UPDATE (archive) ON audit_seal TO haitang_archive;
CREATE TABLE signer_change (
    change_id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id   integer NOT NULL REFERENCES account ON DELETE CASCADE,
    change       text NOT NULL,
    asked_by     text NOT NULL,
    asked_at     timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    lapses_at    timestamptz NOT NULL,
    approved_by  text CHECK (approved_by <> asked_by),
    approved_at  timestamptz,
    withdrawn_by text,
    closed_at    timestamptz
);
CREATE UNIQUE INDEX signer_change_open ON signer_change (account_id, change)
    WHERE closed_at IS NULL;
ALTER TABLE session ADD proved_at timestamptz;  -- when its person last typed the password
""")


def downgrade() -> None:
    run("""
DROP TABLE signer_change;
ALTER TABLE session DROP proved_at;
GRANT UPDATE, DELETE, TRUNCATE ON audit_entry, audit_seal TO CURRENT_USER;
REVOKE ALL ON audit_entry, audit_seal FROM haitang_archive;
ALTER TABLE audit_seal DROP first_link, DROP last_link;
""")
    drop_links()
