"""A label holds for what belongs to an incident, not for the incident's own row alone."""

from migrations.row_security import by_incident, by_incident_alone, drop_by_incident
from migrations.sql import run

revision = "0010"
down_revision = "0009"

# These have policies of their own, by county and township: the label comes on top.
SCOPED = ("event", "evacuation_zone", "field_report", "response_draft")
# Of these everybody saw every row.
UNSCOPED = ("incident_clock", "response_activation")


def upgrade() -> None:
    for table in SCOPED:
        by_incident(table)
    for table in UNSCOPED:
        by_incident_alone(table)
    # A version has no incident of its own; a county's policy goes through the zone already.
    run("""
CREATE POLICY evacuation_zone_version_by_label ON evacuation_zone_version AS RESTRICTIVE
    TO city_app USING (zone_id IN (SELECT zone_id FROM evacuation_zone));
""")


def downgrade() -> None:
    run("DROP POLICY evacuation_zone_version_by_label ON evacuation_zone_version;")
    for table in (*SCOPED, *UNSCOPED):
        drop_by_incident(table)
    for table in UNSCOPED:
        run(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;")
