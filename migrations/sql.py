"""Runs plain SQL inside a migration, untouched by SQLAlchemy's parameter syntax."""

from alembic import context, op


def run(sql: str) -> None:
    """Execute `sql` as it stands: `:name`, `%` and JSON keep their meaning."""
    if context.is_offline_mode():
        op.get_context().impl.static_output(sql.strip())
        return
    op.get_bind().exec_driver_sql(sql, execution_options={"no_parameters": True})
