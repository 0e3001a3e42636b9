"""A key in a file of its own: made on first use, readable by nobody else, never in the database."""

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from app.errors import Unavailable
from app.wording import Text, same

_OTHERS = 0o077
KEYS = "keys"  # the folder of the data folder


def random_key() -> bytes:
    """A new key for HMAC-SHA256, as text."""
    return secrets.token_hex(32).encode()


def read_or_make(path: Path, make: Callable[[], bytes] = random_key) -> bytes:
    """What the file holds. Raises Unavailable when others may read it or it is empty."""
    if not path.exists():
        _make_key(path, make())
    return read(path)


def read(path: Path) -> bytes:
    """What a key file holds. Raises Unavailable as `read_or_make`, and when there is none."""
    try:
        mode, content = path.stat().st_mode, path.read_bytes().strip()
    except OSError as error:
        raise refused(
            path,
            same(error.strerror) if error.strerror else Text("打不开", "It cannot be opened"),
            Text("把原来的密钥文件放回去", "Put the original key file back"),
        ) from error
    if mode & _OTHERS:
        raise refused(
            path,
            Text("别人也能读这个密钥文件", "Others can read the key file"),
            same(f"chmod 600 {path}"),
        )
    if not content:
        raise refused(
            path,
            Text("文件里没有密钥", "The file holds no key"),
            Text("从备份取回这个文件", "Restore this file from the backup"),
        )
    return content


def _make_key(path: Path, key: bytes) -> None:
    """Write a new key whole or not at all; when another process was first, its key stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key + b"\n")
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def refused(path: Path, why: Text, todo: Text) -> Unavailable:
    """The refusal of a key file that cannot be used."""
    return Unavailable(
        "E-ACC-102",
        Text("密钥文件不可用", "The key file cannot be used"),
        Text(f"{why.zh}：{path}", f"{why.en}: {path}"),
        todo,
    )
