"""Secrets at rest: sealed with a key that lies in the data folder, never in the database.

A dump of the database alone therefore gives no second factor away.
"""

from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from app.errors import AppError
from app.key_file import KEYS, read_or_make, refused
from app.wording import Text

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
                Text("第二因素打不开", "The second factor cannot be opened"),
                Text(
                    "这台服务器的密钥文件与数据库不是一套",
                    "This server's key file does not belong to this database",
                ),
                Text(
                    f"把原来的 {FILE_NAME} 放回数据目录的 keys 文件夹，或请管理员重设第二因素",
                    f"Put the original {FILE_NAME} back into the keys folder of the "
                    "data directory, or ask the administrator to reset the second "
                    "factor",
                ),
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
        raise refused(
            path,
            Text("文件里没有密钥", "The file holds no key"),
            Text("从备份取回这个文件", "Restore this file from the backup"),
        ) from error
