"""A track file, read in the confined child: a stranger made it, and so did what it is made of."""

from app.errors import TooLarge
from app.importing.confined import Job, Json, read_confined
from app.importing.records import record_of
from app.typhoon.formats import check_size, parse_file
from app.typhoon.model import ParsedFile
from app.wording import Text


def read_tracks(raw: bytes, format_name: str | None) -> ParsedFile:
    """What `parse_file` gives, worked out by a confined child. Raises its refusals."""
    check_size(len(raw))
    return record_of(ParsedFile, read_confined(JOB, {"format": format_name}, raw))


def read(said: Json, data: bytes) -> ParsedFile:
    """In the child: what the file holds. Raises InvalidInput or TooLarge."""
    return parse_file(data, said["format"])


def _too_much(why: Text) -> TooLarge:
    return TooLarge(
        "E-TYP-046",
        Text("路径文件没有导入", "The track file was not imported"),
        why,
        Text("核对文件，或分成几个小文件", "Check the file, or split it into smaller files"),
    )


JOB = Job("app.typhoon.formats.confined", _too_much, memory_bytes=3 * 1024 * 1024 * 1024)
