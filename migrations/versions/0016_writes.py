"""Each reach writes what is its own, table by table: what the city lives by only the city changes.

Before, every reach could write every table, and of what its policies let it see it could change all.
"""

from migrations.row_security import COUNTY, TOWNSHIPS, grant_tables, keep_from_writing, let_write
from migrations.sql import run

revision = "0016"
down_revision = "0015"

BELOW_CITY = "county_app, township_app"
OWNERS_OWN = (
    "account", "account_password", "passkey", "session", "one_time_link", "sign_in_attempt",
    "device", "audit_seal", "alembic_version", "audit_entry",
)  # fmt: skip
# Said once: nobody changes or deletes it afterwards.
APPENDED = (
    "audit_entry", "event", "field_report", "evacuation_zone_version", "procrastinate_jobs",
    "procrastinate_events",
)  # fmt: skip
# Changed in place, by whoever's row it is.
KEPT = (
    "evacuation_zone", "responsibility", "response_draft", "response_activation", "hazard_point",
    "risk_area", "shelter",
)  # fmt: skip
# The city only reads these too: the ingest, the worker and the console write them as the system.
SYSTEMS = (
    "admin_unit", "functional_zone_member", "land_area", "road_node", "road_edge", "harbour",
    "ferry_line", "scenic_area", "sea_dyke", "sea_area", "aquaculture_area", "population_site",
    "population_group", "vessel", "position_latest", "position_history", "position_rejection",
    "wind_ensemble", "database_mark", "reaction_cursor", "procrastinate_workers",
    "procrastinate_periodic_defers",
)  # fmt: skip


def upgrade() -> None:
    keep_from_writing(BELOW_CITY)
    keep_from_writing(only=(*SYSTEMS, *APPENDED, *KEPT))
    let_write("INSERT", *APPENDED)
    let_write("INSERT, UPDATE", *KEPT)
    _own_responses()


def _own_responses() -> None:
    """Everybody sees whose response is in force; each puts in force and ends its own."""
    zone = "current_setting('haitang.zone', true)"
    townships = f"issuer_unit = ANY ({TOWNSHIPS}) OR issuer_unit = {zone}"
    for role, own in (("county", f"issuer_unit = {COUNTY}"), ("township", townships)):
        run(f"""
CREATE POLICY response_activation_begun_by_{role} ON response_activation AS RESTRICTIVE
    FOR INSERT TO {role}_app WITH CHECK ({own});
CREATE POLICY response_activation_changed_by_{role} ON response_activation AS RESTRICTIVE
    FOR UPDATE TO {role}_app USING ({own});
""")


def downgrade() -> None:
    for role in ("county", "township"):
        run(f"""
DROP POLICY response_activation_begun_by_{role} ON response_activation;
DROP POLICY response_activation_changed_by_{role} ON response_activation;
""")
    grant_tables(OWNERS_OWN)
