"""A file that was taken into the archive."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TakenFile:
    """Which file, by whom, what it gave, and how many of its rows were not taken."""

    import_id: int
    file_name: str
    format: str
    sha256: str
    bytes: int
    imported_by: str
    imported_at: datetime
    fixes: int
    forecasts: int
    changed: bool
    bad_rows: int
