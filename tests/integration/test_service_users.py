"""Who nginx is to the database: what strangers ask for is done by a user that it does not know."""

import subprocess

import pytest

from app.cluster.service_user import door_user, service_user

AS_ROOT = pytest.mark.skipif(not door_user().switched, reason="only root gives them users apart")


@AS_ROOT
@pytest.mark.parametrize("role", ["postgres", "haitang_owner"])
def test_nginx_cannot_enter_the_database_as_anybody(dsn: str, role: str) -> None:
    words = [*door_user().prefix("TERM"), "psql", dsn, "-U", role, "-c", "SELECT 1"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode != 0
    assert "Permission denied" in done.stderr or "authentication failed" in done.stderr


@AS_ROOT
def test_nginx_and_the_database_are_users_apart_in_one_group() -> None:
    assert door_user().uid != service_user().uid
    assert door_user().gid == service_user().gid
