"""`./haitang sbom`: what this installation is made of, as CycloneDX JSON, from the lock files.

A site with network gives the file to a scanner of its choice (osv-scanner, Dependency-Track): on
a closed network no tool can know today's advisories, and one that finds nothing there lies.
"""

import base64
import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from app import __version__
from app.settings import CLONE_DIR

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_ALGORITHMS = {"sha512": "SHA-512", "sha384": "SHA-384", "sha256": "SHA-256", "sha1": "SHA-1"}


def make_sbom(clone: Path = CLONE_DIR) -> dict[str, Any]:
    """The bill of materials; the same locks give the same bill."""
    components = [
        *_python_parts(clone / "requirements.lock"),
        *_npm_parts(clone / "static/package-lock.json"),
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "haitang", "version": __version__}
        },
        "components": sorted(components, key=lambda one: one["purl"]),
    }


def _python_parts(lock: Path) -> Iterator[dict[str, Any]]:
    for block in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8")):
        if (pinned := _PINNED.match(block)) is None:
            continue
        name, version = re.sub(r"[-_.]+", "-", pinned[1]).lower(), pinned[2]
        files = [
            {"type": "distribution", "url": f"pkg:pypi/{name}@{version}#{digest}",
             "hashes": [{"alg": "SHA-256", "content": digest}]}
            for digest in _HASH.findall(block)
        ]  # fmt: skip
        yield {
            "type": "library", "name": name, "version": version,
            "purl": f"pkg:pypi/{name}@{version}", "externalReferences": files,
            **_installed_licence(name, version),
        }  # fmt: skip


def _installed_licence(name: str, version: str) -> dict[str, Any]:
    """What the package says of itself here; the lock does not. Nothing for one not installed."""
    try:
        told = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return {}
    if told["Version"] != version:
        return {}
    if "License-Expression" in told:
        return _read_licence(told["License-Expression"])
    classes = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or []
               if each.startswith("License ::")]  # fmt: skip
    names = classes or ([told["License"].partition("\n")[0]] if "License" in told else [])
    return {"licenses": [{"license": {"name": each}} for each in names]}


def _npm_parts(lock: Path) -> Iterator[dict[str, Any]]:
    """What is built into the screens; what only builds or tests them is marked as excluded."""
    seen: set[str] = set()
    for path, facts in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
        name = path.rpartition("node_modules/")[2]
        if not name or "version" not in facts:
            continue
        purl = f"pkg:npm/{quote(name, safe='/')}@{facts['version']}"
        if purl in seen:
            continue
        seen.add(purl)
        yield {
            "type": "library", "name": name, "version": facts["version"], "purl": purl,
            "scope": "excluded" if facts.get("dev") else "required",
            **_read_integrity(facts.get("integrity")), **_read_licence(facts.get("license")),
        }  # fmt: skip


def _read_integrity(text: str | None) -> dict[str, Any]:
    algorithm, _, digest = (text or "").split(" ")[0].partition("-")
    if algorithm not in _ALGORITHMS:
        return {}
    content = base64.b64decode(digest).hex()
    return {"hashes": [{"alg": _ALGORITHMS[algorithm], "content": content}]}


def _read_licence(text: object) -> dict[str, Any]:
    return {"licenses": [{"expression": text}]} if isinstance(text, str) else {}


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
def sbom(file: Path | None) -> None:
    """写出软件物料清单（CycloneDX JSON）；不给文件名就打印。"""
    text = json.dumps(make_sbom(), ensure_ascii=False, indent=1) + "\n"
    if file is None:
        sys.stdout.write(text)
        return
    file.write_text(text, encoding="utf-8")
    click.echo(f"已写出：{file}")
