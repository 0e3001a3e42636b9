"""The sample's illustrative tide, surge, wind and rain, taken as a user's files would be."""

from pathlib import Path

from app.clock import real_now
from app.series.actions import Origin, import_series
from app.series.intake import NOTHING_SAID, parse_series
from app.transaction import Transaction

FILES = ("tide.csv", "surge.csv", "weather.csv")
SOURCE = "示意数据，不是实测，也不是潮汐表"


def fill_series(tx: Transaction, folder: Path) -> int:
    """Import the files; gives the number of values."""
    values = 0
    for name in FILES:
        parsed = parse_series((folder / name).read_bytes(), NOTHING_SAID, real_now())
        imported = import_series(tx, parsed, Origin(SOURCE, illustrative=True))
        values += sum(one.values for one in imported)
    return values
