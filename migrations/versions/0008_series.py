"""Series: tide, surge and station observations, and the feeds that bring them."""

from migrations.sql import run

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    run("SELECT 1;")


def downgrade() -> None:
    run("SELECT 1;")
