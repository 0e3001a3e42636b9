"""Names and telephones of households at rest: sealed with a key outside the database.

A key of its own, so that a drawer of second factors opens no household, and the other way round.
"""

from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from app import typed_json
from app.errors import Unavailable
from app.key_file import KEYS, read_or_make, refused
from app.people.model import Persons
from app.strict_json import dumps, loads, plain
from app.wording import Text

FILE_NAME = "people.key"
NOBODY = Persons()


class PersonsSeal:
    """Seals and opens who a household is. Of several keys the first seals, all open."""

    def __init__(self, keys: list[bytes]) -> None:
        self._box = MultiFernet([Fernet(key) for key in keys])

    def close(self, persons: Persons) -> bytes | None:
        """The sealed bytes; None where there is nobody to seal."""
        if persons == NOBODY:
            return None
        return self._box.encrypt(dumps(plain(persons)).encode())

    def open(self, sealed: bytes | None) -> Persons:
        """Who it is. Raises Unavailable when no key of ours sealed it."""
        if sealed is None:
            return NOBODY
        try:
            return typed_json.read(Persons, loads(self._box.decrypt(sealed)))
        except (InvalidToken, ValueError) as error:
            raise Unavailable(
                "E-PPL-001",
                Text("户主打不开", "The household's persons cannot be opened"),
                Text(
                    "这台服务器的密钥文件与数据库不是一套",
                    "This server's key file does not belong to this database",
                ),
                Text(
                    f"把原来的 {FILE_NAME} 放回数据目录的 keys 文件夹",
                    f"Put the original {FILE_NAME} back into the keys folder of the data directory",
                ),
            ) from error


def load_persons_seal(data_dir: Path) -> PersonsSeal:
    """The seal of this installation; its key file is made on first use. Raises Unavailable."""
    path = data_dir / KEYS / FILE_NAME
    try:
        return PersonsSeal(read_or_make(path, Fernet.generate_key).split())
    except ValueError as error:
        raise refused(
            path,
            Text("文件里没有密钥", "The file holds no key"),
            Text("从备份取回这个文件", "Restore this file from the backup"),
        ) from error
