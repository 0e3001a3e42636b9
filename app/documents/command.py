"""`./haitang document verify FILE`: whether a signed document is as it was signed, offline."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from app.documents.signature import (
    KEY_NAME,
    Checked,
    SignatureFault,
    check_file,
    fingerprint,
    public_text,
    signing_key,
)
from app.errors import NotFound
from app.key_file import KEYS
from app.settings import load_settings
from app.wording import Text

_FAULTS: Mapping[SignatureFault, Text] = {
    SignatureFault.UNREADABLE: Text(
        "不是签发文书的文件", "It is not the file of a signed document"
    ),
    SignatureFault.REWRITTEN: Text(
        "文件不是导出时的写法", "The file is not written as it was exported"
    ),
    SignatureFault.CHANGED: Text(
        "内容与校验值不符", "The text does not have the hash that stands beside it"
    ),
    SignatureFault.OTHER_KEY: Text(
        "公钥不是给定的那一把", "Its public key is not the one that was given"
    ),
    SignatureFault.NOT_SIGNED: Text("签名不成立", "The signature does not hold"),
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--key", "public_key", help="签发方的公钥（base64）；不给就用本机这套海塘的")
def verify(file: Path, public_key: str | None) -> int:
    """核对一份签发的文书：签名、校验值、每一个字节；对不上就以 1 退出。

    不用数据库和服务器。公钥要从别的路拿到（电话核对指纹），不能信文件里自带的。
    """
    key = public_key or _own_key()
    found = check_file(file.read_bytes(), key)
    click.echo(f"公钥指纹 key {fingerprint(key)}")
    if found.faults:
        for each in found.faults:
            click.echo(f"  {_FAULTS[each].zh}。{_FAULTS[each].en}.")
        click.echo("验签不通过 NOT AS SIGNED")
        return 1
    _tell_verified(found)
    return 0


def _own_key() -> str:
    """The key of the installation on this machine; verifying never makes one."""
    data_dir = load_settings().data_dir
    if not (data_dir / KEYS / KEY_NAME).exists():
        raise NotFound(
            "E-DOC-030",
            Text("没有核对", "Nothing was checked"),
            Text("本机没有签发过文书，也没有给公钥",
                 "Nothing was ever signed on this machine, and no key was given"),
            Text("用 --key 给出签发方的公钥", "Give the signer's public key with --key"),
        )  # fmt: skip
    return public_text(signing_key(data_dir))


def _tell_verified(found: Checked) -> None:
    document: Mapping[str, Any] = found.document or {}
    click.echo(f"{document['number']}  {document['title']['zh']}")
    click.echo(f"签发 signed by {document['signed_by']}  {document['signed_at']}")
    click.echo(f"SHA-256 {found.hash}")
    if document["exercise"]:
        click.echo("演练用，不作真令 EXERCISE")
    click.echo("验签通过 AS SIGNED")
