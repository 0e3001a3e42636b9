"""A tablet's report is taken also while no incident is open: it belongs to none then."""

from migrations.sql import run

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    run("""
ALTER TABLE field_report ALTER incident_id DROP NOT NULL;
CREATE INDEX field_report_between ON field_report (recorded_at) WHERE incident_id IS NULL;
""")


def downgrade() -> None:
    # The older schema has no place for them; the event of each stays.
    run("""
DROP INDEX field_report_between;
DELETE FROM field_report WHERE incident_id IS NULL;
ALTER TABLE field_report ALTER incident_id SET NOT NULL;
""")
