"""Opening a zip that a stranger made: limits first, names second, then bytes."""

import stat
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from app.importing.table import Refused
from app.wording import Text

MAX_MEMBERS = 200
MAX_UNPACKED = 500 * 1024 * 1024
MAX_RATIO = 100
# A small file may well shrink a hundredfold; only bulk is a bomb.
_RATIO_FROM = 1024 * 1024
ALLOWED = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".xml"})


def unpack(path: Path, folder: Path) -> None:
    """Unpack the parts of a shapefile into `folder`, flat. Raises Refused."""
    with opened(path) as archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        _check_members(members)
        left = MAX_UNPACKED
        for info in members:
            left -= _extract_member(archive, info, folder, left)


def unpack_kmz(path: Path, folder: Path) -> Path:
    """The KML of a KMZ, alone: doc.kml, else the first there is. Raises Refused."""
    with opened(path) as archive:
        documents = [i for i in archive.infolist() if i.filename.lower().endswith(".kml")]
        documents.sort(key=lambda info: PurePosixPath(info.filename).name.lower() != "doc.kml")
        if not documents:
            raise Refused(
                "E-IMP-013",
                Text("包里没有 .kml", "The archive holds no .kml"),
                Text("重新导出 KMZ，或直接导出 KML", "Export the KMZ again, or export KML"),
            )
        target = folder / "document.kml"
        with archive.open(documents[0]) as source, target.open("xb") as file:
            _copy_bytes(source, file, MAX_UNPACKED)
        return target


@contextmanager
def opened(path: Path) -> Generator[zipfile.ZipFile]:
    """A zip that is no bomb by its own directory. Raises Refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_bulk([info for info in archive.infolist() if not info.is_dir()])
            yield archive
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise Refused(
            "E-IMP-012",
            Text(f"压缩包打不开（{error}）", f"The archive cannot be opened ({error})"),
            Text("重新打包，不加密码", "Pack it again, without a password"),
        ) from error


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    _check_bulk(members)
    for info in members:
        _check_name(info)


def _check_bulk(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise _bad_archive(
            Text(
                f"包里有 {len(members)} 个文件，最多 {MAX_MEMBERS}",
                f"The archive holds {len(members)} files, the most is {MAX_MEMBERS}",
            )
        )
    unpacked = sum(info.file_size for info in members)
    packed = sum(info.compress_size for info in members)
    if unpacked > MAX_UNPACKED:
        raise _bad_archive(Text("解开超过 500 MB", "It is larger than 500 MB unpacked"))
    if unpacked > _RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1):
        raise _bad_archive(
            Text(
                "压缩比不正常，像压缩炸弹",
                "It is compressed so far that it looks like an archive bomb",
            )
        )


def _check_name(info: zipfile.ZipInfo) -> None:
    name = PurePosixPath(info.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in info.filename:
        raise _bad_archive(
            Text(
                f"文件名会写到别处：{info.filename[:60]}",
                f"A file name would write elsewhere: {info.filename[:60]}",
            )
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise _bad_archive(
            Text(f"里面有链接：{info.filename[:60]}", f"It holds a link: {info.filename[:60]}")
        )
    if name.suffix.lower() not in ALLOWED:
        raise _bad_archive(
            Text(
                f"里面有不该有的文件：{info.filename[:60]}",
                f"It holds a file that does not belong in it: {info.filename[:60]}",
            )
        )


def _extract_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path, left: int
) -> int:
    """Bytes written: counted while streaming, a directory can lie about sizes."""
    name = PurePosixPath(info.filename.replace("\\", "/")).name
    with archive.open(info) as source, (folder / name).open("xb") as target:
        return _copy_bytes(source, target, left)


def _copy_bytes(source: IO[bytes], target: IO[bytes], left: int) -> int:
    written = 0
    while chunk := source.read(1 << 16):
        written += len(chunk)
        if written > left:
            raise _bad_archive(Text("解开超过 500 MB", "It is larger than 500 MB unpacked"))
        target.write(chunk)
    return written


def _bad_archive(why: Text) -> Refused:
    return Refused(
        "E-IMP-013",
        why,
        Text(
            "只把一个 Shapefile 的 .shp .shx .dbf .prj .cpg 打成包",
            "Pack only one Shapefile's .shp .shx .dbf .prj .cpg",
        ),
    )
