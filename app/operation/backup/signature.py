"""Who made a backup: an HMAC of its manifest, with a key that is kept apart from backups."""

import hmac
from pathlib import Path

from app.errors import InvalidInput
from app.key_file import KEYS, read_or_make
from app.settings import Settings
from app.wording import Text

SIGNATURE = "manifest.hmac"
KEY_NAME = "backup.key"


def sign(key: bytes, manifest: bytes) -> bytes:
    """The signature that lies beside the manifest; the manifest names the dump's hash."""
    return hmac.digest(key, manifest, "sha256").hex().encode()


def check_signature(key: bytes, manifest: bytes, file: Path) -> None:
    """Raise InvalidInput unless this key signed the manifest."""
    given = file.read_bytes().strip() if file.exists() else b""
    if not hmac.compare_digest(given, sign(key, manifest)):
        raise InvalidInput(
            "E-BAK-008",
            Text(
                "没有恢复：备份不是用这把密钥签的",
                "Not restored: the backup was not signed with this key",
            ),
            Text(
                "文件被改动过，或来自另一套海塘，或本机的密钥换过",
                "The file was changed, is another installation's, or this machine's "
                "key was replaced",
            )
            if given
            else Text("备份没有签名", "The backup has no signature"),
            Text(
                f"换一个备份；确认来源可靠时，把做备份那台机器的 keys/{KEY_NAME} 放回数据目录再试",
                f"Take another backup; where its origin is certain, put keys/{KEY_NAME} "
                "of the machine that made it into the data directory and try "
                "again",
            ),
        )


def backup_key(settings: Settings) -> bytes:
    """The key of this installation, made on first use."""
    return read_or_make(settings.backup_key_file or settings.data_dir / KEYS / KEY_NAME)
