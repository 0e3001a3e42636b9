"""Runs plain SQL inside a migration, untouched by SQLAlchemy's parameter syntax."""

from alembic import op


def run(sql: str) -> None:
    """Execute `sql` as it stands: `:name`, `%` and JSON keep their meaning."""
    op.get_bind().exec_driver_sql(sql, execution_options={"no_parameters": True})
