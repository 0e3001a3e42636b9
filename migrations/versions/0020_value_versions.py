"""Every change of an editable value is kept with who, why and from when; some need a second person.

`configuration_value` stays what is in force. A JSON null there is the shipped default, again.
"""

from migrations.row_security import grant, open_to_all
from migrations.sql import run

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    run("""
ALTER TABLE configuration_value
    ADD version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    ADD reason  text    NOT NULL DEFAULT '';
UPDATE configuration_value SET version = (value->>'version')::integer
WHERE jsonb_typeof(value) = 'object' AND value ? 'version';

CREATE TABLE configuration_change (
    change_id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key          text NOT NULL,
    edited       integer NOT NULL,
    version      integer,
    value        jsonb NOT NULL,
    source       text NOT NULL,
    reason       text NOT NULL,
    asked_by     text NOT NULL,
    asked_at     timestamptz NOT NULL,
    approved_by  text CHECK (approved_by <> asked_by),
    in_force_at  timestamptz,
    withdrawn_by text,
    withdrawn_at timestamptz,
    UNIQUE (key, version),
    CHECK ((version IS NULL) = (in_force_at IS NULL)),
    CHECK (version IS NULL OR withdrawn_at IS NULL)
);
-- One change of a key waits at a time.
CREATE UNIQUE INDEX configuration_change_open ON configuration_change (key)
    WHERE in_force_at IS NULL AND withdrawn_at IS NULL;
INSERT INTO configuration_change
    (key, edited, version, value, source, reason, asked_by, asked_at, in_force_at)
SELECT key, version - 1, version, value, source, reason, adopted_by, adopted_at, adopted_at
FROM configuration_value;
""")
    open_to_all("configuration_change")
    grant("configuration_change")


def downgrade() -> None:
    run("""
DROP TABLE configuration_change;
DELETE FROM configuration_value WHERE jsonb_typeof(value) = 'null';
ALTER TABLE configuration_value DROP version, DROP reason;
""")
