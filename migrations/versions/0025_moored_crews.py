"""Crews of vessels in port are a group that a zone may move, like those on land."""

from migrations.sql import run

revision = "0025"
down_revision = "0024"

_ON_LAND = (
    "'aquaculture', 'outside_dyke', 'geohazard', 'dangerous_house', 'site_hut', 'low_lying',"
    " 'other', 'visitor', 'resident'"
)


def upgrade() -> None:
    _allow_groups(f"{_ON_LAND}, 'moored_crew'")


def downgrade() -> None:
    """A zone must have somebody: one of crews alone is one of the others."""
    run("""
UPDATE evacuation_zone SET due_groups = array_remove(due_groups, 'moored_crew')
WHERE due_groups <> ARRAY['moored_crew'];
UPDATE evacuation_zone SET due_groups = ARRAY['other'] WHERE due_groups = ARRAY['moored_crew'];
""")
    _allow_groups(_ON_LAND)


def _allow_groups(groups: str) -> None:
    run(f"""
ALTER TABLE evacuation_zone DROP CONSTRAINT evacuation_zone_due_groups_check;
ALTER TABLE evacuation_zone ADD CONSTRAINT evacuation_zone_due_groups_check
    CHECK (due_groups <@ ARRAY[{groups}] AND cardinality(due_groups) > 0);
""")
