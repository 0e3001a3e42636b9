"""A functional zone sees what it drafts itself: it is no township, and its code may be any word."""

from migrations.sql import run

revision = "0011"
down_revision = "0010"

# Beside the policy by townships: permissive policies add up, and '' is nobody's code.
ZONE = "current_setting('haitang.zone', true)"


def upgrade() -> None:
    run(f"""
CREATE POLICY response_draft_zone ON response_draft TO township_app USING (issuer_unit = {ZONE});
CREATE POLICY event_zone ON event TO township_app USING (township_code = {ZONE});
""")


def downgrade() -> None:
    run("""
DROP POLICY response_draft_zone ON response_draft;
DROP POLICY event_zone ON event;
""")
