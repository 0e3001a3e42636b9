"""Tables and functions of procrastinate, the job queue, as version 3.10.0 ships them."""

from pathlib import Path

from migrations.sql import run

revision = "0006"
down_revision = "0005"

# A copy of procrastinate/sql/schema.sql: an update of the library adds a migration of its own
# (its sql/migrations/ holds the steps), so that old databases and new ones end alike.
SCHEMA = Path(__file__).with_name("0006_procrastinate_3_10_0.sql")


def upgrade() -> None:
    run(SCHEMA.read_text(encoding="utf-8"))
