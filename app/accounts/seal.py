"""Secrets at rest: sealed with a key that lies in the data folder, never in the database.

A dump of the database alone therefore gives no second factor away.
"""

from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from app.errors import AppError
from app.key_file import KEYS, read_or_make, refused

FILE_NAME = "seal.key"


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
    path = data_dir / KEYS / FILE_NAME
    keys = read_or_make(path, Fernet.generate_key)
    try:
        return Seal(keys.split())
    except ValueError as error:
        raise refused(path, "文件里没有密钥", "从备份取回这个文件") from error
