"""Tables and functions of procrastinate 3.10.0, the job queue, and where reactions stand."""

from pathlib import Path

from migrations.sql import run

revision = "0006"
down_revision = "0005"

# A copy of procrastinate/sql/schema.sql: an update of the library adds a migration of its own
# (its sql/migrations/ holds the steps), so that old databases and new ones end alike.
SCHEMA = Path(__file__).with_name("0006_procrastinate_3_10_0.sql")


def upgrade() -> None:
    run(SCHEMA.read_text(encoding="utf-8"))
    run("""
-- How far the worker has looked at events: one that fell while it was away is not lost.
CREATE TABLE reaction_cursor (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    seq      bigint NOT NULL
);
INSERT INTO reaction_cursor (seq) VALUES (0);
""")
