"""The demo's BeiDou device: a token of its own at every start, only its hash in the database."""

import secrets
from hashlib import sha256
from pathlib import Path

from app.accounts.model import CITY_CODE
from app.database import Connection
from app.demo import queries

DEVICE = "demo-beidou-gateway"
TOKEN_FILE = "beidou-token"  # noqa: S105 a file's name
TOKEN_BYTES = 32


def issue_beidou_token(conn: Connection, folder: Path) -> Path:
    """Write a new token to `folder`/beidou-token (0600); the one before it stops working."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    queries.replace_token(
        conn,
        device=DEVICE,
        purpose="beidou",
        unit_code=CITY_CODE,
        digest=sha256(token.encode()).digest(),
    )
    path = folder / TOKEN_FILE
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(token, encoding="ascii")
    return path
