"""The unprivileged users that PostgreSQL and nginx run as when root starts Haitang.

Each has one of its own: PostgreSQL takes its user for its superuser, and what nginx does is asked
for by strangers. nginx is in the database user's group, for the sockets' folder lets no other in.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from app.errors import Unavailable
from app.wording import Text, same

NAME = "haitang"
DOOR = "haitang-door"


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
    """PostgreSQL's user for root, ourselves for anybody else."""
    if os.geteuid() != 0:
        return _own_user()
    entry = _find_entry(NAME) or _create_user(NAME, "--group")
    return ServiceUser(NAME, entry.pw_uid, entry.pw_gid, switched=True)


def door_user() -> ServiceUser:
    """nginx's user for root, ourselves for anybody else."""
    if os.geteuid() != 0:
        return _own_user()
    group = service_user().gid
    entry = _find_entry(DOOR) or _create_user(DOOR, "--ingroup", NAME)
    return ServiceUser(DOOR, entry.pw_uid, group, switched=True)


def _own_user() -> ServiceUser:
    name = pwd.getpwuid(os.geteuid()).pw_name
    return ServiceUser(name, os.geteuid(), os.getegid(), switched=False)


def _find_entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _create_user(name: str, *group: str) -> pwd.struct_passwd:
    command = ["adduser", "--system", *group, "--no-create-home", "--quiet", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    entry = _find_entry(name)
    if entry is None:
        raise Unavailable(
            "E-CLU-001",
            Text(f"无法创建服务用户 {name}", f"The service user {name} cannot be created"),
            same(done.stderr.strip())
            if done.stderr.strip()
            else Text("adduser 失败", "adduser failed"),
            Text(f"请以 root 运行：{' '.join(command)}", f"Run as root: {' '.join(command)}"),
        )
    return entry
