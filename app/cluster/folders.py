"""Makes the folders a cluster needs, with the right owner and mode."""

import os
import stat
from pathlib import Path
from typing import IO

from app.cluster.place import PORT, ClusterPaths
from app.cluster.service_user import ServiceUser
from app.errors import Unavailable
from app.wording import Text, same

SOCKET_PATH_LIMIT = 107  # bytes, the kernel's limit for a unix socket's path


def make_folders(place: ClusterPaths, user: ServiceUser) -> None:
    """Make data, log, lock and run folders; refuse those the service user cannot reach."""
    try:
        place.data_dir.mkdir(parents=True, exist_ok=True)
        for folder in (place.log_dir, place.users_lock.parent):
            folder.mkdir(exist_ok=True)
        make_run_dir(place, user)
    except OSError as error:
        raise Unavailable(
            "E-CLU-002",
            Text(
                f"数据目录无法写入：{error.filename}",
                f"The data directory cannot be written: {error.filename}",
            ),
            same(error.strerror) if error.strerror else Text("写入失败", "writing failed"),
            Text(
                "请检查磁盘与权限，或用 HAITANG_DATA_DIR 指定其他目录",
                "Check disk and permissions, or name another directory with HAITANG_DATA_DIR",
            ),
        ) from error
    if user.switched:
        _check_reachable(place.data_dir)


def open_log(path: Path) -> IO[bytes]:
    """Append to a log; names and addresses stand in it, so it is not for everybody to read."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    os.fchmod(handle, 0o640)  # also one that an earlier version made
    return os.fdopen(handle, "ab")


def make_run_dir(place: ClusterPaths, user: ServiceUser) -> None:
    """Make the sockets' folder 0710; refuse one that another user laid there first."""
    longest = place.run_dir / f".s.PGSQL.{PORT}.lock"
    if len(os.fsencode(longest)) > SOCKET_PATH_LIMIT:
        raise Unavailable(
            "E-CLU-003",
            Text(f"套接字路径过长：{longest}", f"The socket path is too long: {longest}"),
            Text(
                f"系统限制为 {SOCKET_PATH_LIMIT} 字节",
                f"The operating system allows {SOCKET_PATH_LIMIT} bytes",
            ),
            Text(
                "请用 HAITANG_RUN_DIR 指定更短的目录",
                "Name a shorter directory with HAITANG_RUN_DIR",
            ),
        )
    place.run_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = place.run_dir.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), user.uid}:
        raise Unavailable(
            "E-CLU-004",
            Text(
                f"运行目录不属于本用户：{place.run_dir}",
                f"The run directory belongs to another user: {place.run_dir}",
            ),
            Text("其他用户先建了同名目录", "Another user made a directory of that name first"),
            Text(
                "请删除该目录，或用 HAITANG_RUN_DIR 指定其他目录",
                "Delete it, or name another with HAITANG_RUN_DIR",
            ),
        )
    user.own(place.run_dir)
    # Sockets take the folder's group: nginx, which is in it, must reach those of `web` and write.
    place.run_dir.chmod(0o2710)


def _check_reachable(data_dir: Path) -> None:
    """PostgreSQL runs as another user: every folder above its files must let it through."""
    for folder in (data_dir, *data_dir.parents):
        if not folder.stat().st_mode & stat.S_IXOTH:
            raise Unavailable(
                "E-CLU-005",
                Text(f"服务用户进不了 {folder}", f"The service user cannot enter {folder}"),
                Text("PostgreSQL 不以 root 身份运行", "PostgreSQL does not run as root"),
                Text(
                    f"请运行：chmod o+x {folder}，或用 HAITANG_DATA_DIR 指定其他目录",
                    f"Run: chmod o+x {folder}, or name another directory with HAITANG_DATA_DIR",
                ),
            )
