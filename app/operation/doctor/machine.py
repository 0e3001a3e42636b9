"""Checks of the machine: disk, port, locale, clock, memory."""

import ctypes
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from app.clock import real_now
from app.cluster.lock import is_held
from app.operation.doctor.finding import Finding, fail, note, ok
from app.operation.supervisor.door import is_free
from app.settings import Settings

LEAST_SPACE_GB = 2.0
LITTLE_SPACE_GB = 10.0
LEAST_MEMORY_GB = 2.0
# No machine that runs this program can be earlier than it.
WRITTEN_AT = datetime(2026, 11, 1, tzinfo=UTC)
CLOCK_UNSYNCHRONISED = 5  # TIME_ERROR of adjtimex(2)


def check_disk(data_dir: Path) -> Finding:
    """The data folder can be written and has room."""
    folder = data_dir
    while not folder.exists():
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"haitang")
    except OSError as error:
        return fail(
            "磁盘",
            f"{folder} 不能写入：{error.strerror}",
            "检查磁盘是否只读或已满，或用 HAITANG_DATA_DIR 换一个目录",
        )
    free_gb = shutil.disk_usage(folder).free / 1e9
    text = f"{data_dir} 可写，余 {free_gb:.0f} GB"
    if free_gb < LEAST_SPACE_GB:
        return fail("磁盘", f"{data_dir} 只余 {free_gb:.1f} GB", "清理磁盘，或换一个目录")
    if free_gb < LITTLE_SPACE_GB:
        return note("磁盘", text, f"建议留出 {LITTLE_SPACE_GB:.0f} GB")
    return ok("磁盘", text)


def check_port(settings: Settings) -> Finding:
    """The port is free, or Haitang itself is on it."""
    lock = settings.data_dir / "lock" / "supervisor"
    if is_free(settings.host, settings.port):
        return ok("端口", f"{settings.host}:{settings.port} 空闲")
    if lock.exists() and is_held(lock):
        return ok("端口", f"{settings.host}:{settings.port} 由运行中的海塘使用")
    return fail(
        "端口", f"{settings.host}:{settings.port} 被其他程序占用", "停掉它，或用 --port 换一个端口"
    )


def check_locale() -> Finding:
    """File names come through as UTF-8."""
    name = "海塘"
    if os.fsdecode(os.fsencode(name)) != name or os.fsencode(name) != name.encode():
        return fail("字符集", "不是 UTF-8", "用 ./haitang 启动，或设置 LANG=C.UTF-8")
    return ok("字符集", "UTF-8")


def check_clock() -> Finding:
    """The clock is plausible, and something keeps it right."""
    now = real_now()
    if now < WRITTEN_AT:
        return fail("时钟", f"停在过去：{now:%Y-%m-%d %H:%M} UTC", "校正系统时间，启用 NTP")
    state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.create_string_buffer(512))
    text = f"{now:%Y-%m-%d %H:%M} UTC"
    if state == CLOCK_UNSYNCHRONISED:
        return note("时钟", f"{text}，未与时间源同步", "启用 NTP（如 apt-get install chrony）")
    return ok("时钟", f"{text}，已同步" if state >= 0 else text)


def check_memory() -> Finding:
    """There is enough memory for the default."""
    total_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    text = f"{total_gb:.0f} GB 内存，{os.cpu_count()} 核"
    if total_gb < LEAST_MEMORY_GB:
        return note("机器", text, "建议至少 2 GB 内存")
    return ok("机器", text)
