"""Plan versions: the figures of an incident's zones at one moment, kept under a name.

Rows are only ever added: what two people compared yesterday is there tomorrow.
"""

from migrations.row_security import ROLES, by_incident_alone, let_write, protect
from migrations.sql import run

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    run(f"""
CREATE TABLE plan_version (
    plan_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    incident_id integer NOT NULL REFERENCES incident ON DELETE CASCADE,
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    note        text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
    supposition jsonb,                  -- NULL: as things stood; else it is a what-if
    made_by     text NOT NULL,
    valid_at    timestamptz NOT NULL,   -- of the world's clock
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX plan_version_incident ON plan_version (incident_id, plan_id);

CREATE TABLE plan_zone (
    plan_id         bigint NOT NULL REFERENCES plan_version ON DELETE CASCADE,
    zone_id         uuid NOT NULL REFERENCES evacuation_zone ON DELETE CASCADE,
    number          integer NOT NULL,
    form            integer NOT NULL CHECK (form > 0),  -- of `figures`
    people          integer NOT NULL,
    latest_start_at timestamptz,
    unplaced        integer NOT NULL,
    at_risk         integer NOT NULL,
    figures         jsonb NOT NULL,
    PRIMARY KEY (plan_id, zone_id)
);
CREATE INDEX plan_zone_zone ON plan_zone (zone_id);
GRANT SELECT ON plan_version, plan_zone TO {ROLES};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLES};
REVOKE UPDATE, TRUNCATE ON plan_zone FROM CURRENT_USER;
""")
    by_incident_alone("plan_version")
    protect("plan_zone", through=("zone_id", "evacuation_zone"))
    run("""
CREATE POLICY plan_zone_by_label ON plan_zone AS RESTRICTIVE
    TO city_app USING (plan_id IN (SELECT plan_id FROM plan_version));
""")
    let_write("INSERT", "plan_version", "plan_zone")


def downgrade() -> None:
    run("DROP TABLE plan_zone, plan_version;")
