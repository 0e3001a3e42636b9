"""Secrets at rest: sealed with a key that lies in the data folder, never in the database.

A dump of the database alone therefore gives no second factor away.
"""

import contextlib
import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from app.errors import AppError, Unavailable

FILE_NAME = "seal.key"
_OTHERS = 0o077


class SealBroken(AppError):
    """A sealed value was made with another key, or the key cannot be used."""


class Seal:
    """Seals and opens small secrets. Several keys: the first seals, all open (key change)."""

    def __init__(self, keys: list[bytes]) -> None:
        self._box = MultiFernet([Fernet(key) for key in keys])

    def close(self, secret: bytes) -> bytes:
        """The sealed bytes."""
        return self._box.encrypt(secret)

    def open(self, sealed: bytes, *, lasts_s: int | None = None) -> bytes:
        """The secret. Raises SealBroken when no key of ours made it, or longer ago than that."""
        try:
            return self._box.decrypt(sealed, ttl=lasts_s)
        except InvalidToken as error:
            raise SealBroken(
                "E-ACC-101",
                "第二因素打不开",
                "这台服务器的密钥文件与数据库不是一套",
                f"把原来的 {FILE_NAME} 放回数据目录的 keys 文件夹，或请管理员重设第二因素",
            ) from error


def load_seal(data_dir: Path) -> Seal:
    """The seal of this installation; its key file is made on first use.

    Raises Unavailable when others may read the file or it holds no key.
    """
    path = data_dir / "keys" / FILE_NAME
    if not path.exists():
        _make(path)
    if path.stat().st_mode & _OTHERS:
        raise _refused(path, "别人也能读这个密钥文件", f"chmod 600 {path}")
    try:
        return Seal(path.read_bytes().split())
    except ValueError as error:
        raise _refused(path, "文件里没有密钥", "从备份取回这个文件") from error


def _make(path: Path) -> None:
    """Write a new key whole or not at all; when another process was first, its key stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(Fernet.generate_key() + b"\n")
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def _refused(path: Path, why: str, todo: str) -> Unavailable:
    return Unavailable("E-ACC-102", "密钥文件不可用", f"{why}：{path}", todo)
