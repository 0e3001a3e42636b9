"""The unprivileged user that PostgreSQL and nginx run as when root starts Haitang."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from app.errors import Unavailable
from app.wording import Text, same

NAME = "haitang"


@dataclass(frozen=True, slots=True)
class ServiceUser:
    """Who a server process runs as; `switched` tells whether it differs from us."""

    name: str
    uid: int
    gid: int
    switched: bool

    def own(self, path: Path) -> None:
        """Give `path` to this user."""
        if self.switched:
            os.chown(path, self.uid, self.gid)

    def prefix(self, death_signal: str) -> list[str]:
        """Command words that start a program as this user and end it with its parent."""
        words = ["setpriv", "--pdeathsig", death_signal]
        if self.switched:
            words += ["--reuid", str(self.uid), "--regid", str(self.gid), "--clear-groups"]
        return [*words, "--"]


def service_user() -> ServiceUser:
    """The service user for root, ourselves for anybody else."""
    if os.geteuid() != 0:
        name = pwd.getpwuid(os.geteuid()).pw_name
        return ServiceUser(name, os.geteuid(), os.getegid(), switched=False)
    entry = _entry() or _create()
    return ServiceUser(NAME, entry.pw_uid, entry.pw_gid, switched=True)


def _entry() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        return None


def _create() -> pwd.struct_passwd:
    command = ["adduser", "--system", "--group", "--no-create-home", "--quiet", NAME]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    entry = _entry()
    if entry is None:
        raise Unavailable(
            "E-CLU-001",
            Text("无法创建服务用户 haitang", "The service user haitang cannot be created"),
            same(done.stderr.strip())
            if done.stderr.strip()
            else Text("adduser 失败", "adduser failed"),
            Text(f"请以 root 运行：{' '.join(command)}", f"Run as root: {' '.join(command)}"),
        )
    return entry
