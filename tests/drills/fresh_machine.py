"""An untouched Debian in a folder: debootstrap, its own mounts and processes, our sources."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from app.settings import CLONE_DIR

# Folders of this machine's settings that say where packages come from. Copied, never kept.
SOURCES = (
    "etc/apt/sources.list",
    "etc/apt/sources.list.d",
    "etc/apt/apt.conf.d",
    "etc/apt/auth.conf.d",
    "etc/apt/keyrings",
    "etc/apt/trusted.gpg.d",
    "etc/pip.conf",
    "etc/npmrc",
    "usr/etc/npmrc",
    "usr/local/share/ca-certificates",
    "root/.config/pip",
    "root/.npmrc",
)
# Settings of pip and npm, of a proxy and of an inspecting gateway's authority.
VARIABLES = re.compile(
    r"PIP_|NPM_CONFIG_|(https?|no|all)_proxy$|NODE_EXTRA_CA_CERTS$|SSL_CERT_|REQUESTS_CA_BUNDLE$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FreshMachine:
    """A root folder that nothing of ours has touched."""

    root: Path

    def start(
        self, script: str, *, network: bool = True, stdout: int | None = None
    ) -> subprocess.Popen[str]:
        """Start a shell script as root inside. Everything it starts ends with it."""
        spaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
        if not network:
            spaces.append("--net")
        inside = f"""
            set -e
            {"" if network else "ip link set lo up"}
            mount -t proc proc '{self.root}/proc'
            mount --rbind /dev '{self.root}/dev'
            mkdir -p '{self.root}/source'
            mount --bind -o ro '{CLONE_DIR}' '{self.root}/source'
            exec chroot '{self.root}' /bin/sh -c "$SCRIPT"
        """
        return subprocess.Popen(
            [*spaces, "sh", "-c", inside],
            env=self._environ() | {"SCRIPT": script},
            stdout=stdout,
            stderr=subprocess.STDOUT if stdout else None,
            text=True,
        )

    def run(self, script: str, *, network: bool = True) -> None:
        """Run a shell script as root inside, to its end."""
        process = self.start(script, network=network)
        assert process.wait() == 0, script

    def _environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if VARIABLES.match(name)}
        return kept | {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}


def make_fresh_machine(root: Path) -> FreshMachine:
    """Debian 12 with git and nothing else, packages from where this machine gets them."""
    command = ["debootstrap", "--variant=minbase", "--include=git", "bookworm", str(root)]
    subprocess.run([*command, *_mirror()], check=True, stdout=subprocess.DEVNULL)
    for name in SOURCES:
        _copy(Path("/") / name, root / name)
    for name in ("etc/resolv.conf", "etc/hosts"):
        _copy(Path("/") / name, root / name)
    return FreshMachine(root)


def _mirror() -> list[str]:
    """The first Debian archive among this machine's own sources; debootstrap's own if none."""
    files = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
    for file in files:
        if file.suffix in {".list", ".sources"} and file.exists():
            found = re.search(
                r"^(?:URIs:|deb (?:\[.*?\] )?)\s*(\S+/debian)/?\s", file.read_text(), re.M
            )
            if found:
                return [found.group(1)]
    return []


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True, symlinks=True)
    elif source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
