"""A zone is drawn against a hazard, and names the groups that leave. Those drawn before took all."""

from migrations.sql import run

revision = "0017"
down_revision = "0016"

_GROUPS = (
    "'aquaculture', 'outside_dyke', 'geohazard', 'dangerous_house', 'site_hut', 'low_lying',"
    " 'other', 'visitor', 'resident'"
)


def upgrade() -> None:
    run(f"""
ALTER TABLE evacuation_zone
    ADD hazard     text NOT NULL DEFAULT 'other'
                   CHECK (hazard IN ('wind', 'surge', 'slope', 'flood', 'dyke', 'plume', 'other')),
    ADD due_groups text[] NOT NULL DEFAULT ARRAY[{_GROUPS}]
                   CHECK (due_groups <@ ARRAY[{_GROUPS}] AND cardinality(due_groups) > 0);
ALTER TABLE evacuation_zone ALTER hazard DROP DEFAULT, ALTER due_groups DROP DEFAULT;
""")


def downgrade() -> None:
    run("ALTER TABLE evacuation_zone DROP hazard, DROP due_groups;")
