"""Copies the built screens to where nginx's service user may read them."""

import gzip
import hashlib
import os
import shutil
from pathlib import Path

from app.settings import Settings

_COMPRESSED = {".js", ".mjs", ".css", ".svg"}  # woff2 is compressed as it is


def publish_screens(settings: Settings) -> bool:
    """Copy `static/dist` into the data folder. Returns whether there are screens to serve.

    `screens` is a link that is swapped in one step: a browser never meets half a copy.
    """
    built = settings.clone_dir / "static" / "dist"
    link = settings.data_dir / "screens"
    if not (built / "index.html").is_file():
        return link.exists()
    target = settings.data_dir / f"screens-{_content_id(built)}"
    if not target.exists():
        _copy_screens(built, target)
    _point_link(link, target)
    for old in settings.data_dir.glob("screens-*"):
        if old != target:
            shutil.rmtree(old, ignore_errors=True)
    return True


def _content_id(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(os.fsencode(path.relative_to(folder)) + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _copy_screens(source: Path, target: Path) -> None:
    draft = target.with_name("screens.draft")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(source, draft)
    _compress_texts(draft)
    for path in (draft, *draft.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    draft.rename(target)


def _compress_texts(folder: Path) -> None:
    """Write each text's `.gz` beside it: nginx sends it as it stands, and packs nothing."""
    for path in [found for found in folder.rglob("*") if found.suffix in _COMPRESSED]:
        packed = gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)
        path.with_name(path.name + ".gz").write_bytes(packed)


def _point_link(link: Path, target: Path) -> None:
    draft = link.with_name("screens.link")
    draft.unlink(missing_ok=True)
    draft.symlink_to(target.name)
    draft.replace(link)
