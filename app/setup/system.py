"""Debian packages that only the tests need."""

import shutil
import subprocess
from pathlib import Path

from app.setup.stamp import CLONE
from app.setup.step import SetupFailed

# Program -> package. Chromium draws the pages, debootstrap makes the machine of the fresh start.
TEST_PROGRAMS = {"chromium": "chromium", "debootstrap": "debootstrap", "openssl": "openssl"}
SEARCH_PATH = "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin"


def install_test_programs() -> None:
    """Install what is missing of them."""
    missing = [p for name, p in TEST_PROGRAMS.items() if not shutil.which(name, path=SEARCH_PATH)]
    if not missing:
        return
    script = CLONE / "app" / "setup" / "packages.sh"
    done = subprocess.run(["sh", Path(script), *missing], check=False)
    if done.returncode != 0:
        raise SetupFailed(
            "测试用的软件包没有装上", " ".join(missing), "见上面的说明 see the lines above"
        )
