"""What can be done with series: take a file."""

from dataclasses import dataclass

from app.errors import InvalidInput
from app.events.model import EventKind
from app.series import queries
from app.series.model import UNITS, ImportedSeries, NewSeries, ParsedSeries
from app.transaction import Transaction
from app.wording import Text


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file came from, as it stands beside every value of it."""

    source: str
    illustrative: bool = False


def import_series(tx: Transaction, parsed: ParsedSeries, origin: Origin) -> list[ImportedSeries]:
    """Take a file's values; the same file twice changes nothing. Raises InvalidInput.

    All or nothing: a series of an unknown station, or of another datum, refuses the file.
    """
    imported = [_take_series(tx, new, origin) for new in parsed.series]
    changed = [one for one in imported if one.changed]
    if changed:
        tx.append_event(
            EventKind.SERIES_IMPORTED,
            ",".join(sorted({one.station_code for one in changed}))[:200],
            {"series": len(changed), "values": sum(one.changed for one in changed)},
            valid_at=max(point.at for new in parsed.series for point in new.points),
        )
    tx.audit(
        "import_series",
        f"series/{origin.source}"[:200],
        detail={"values": sum(one.changed for one in imported), "refused": len(parsed.bad_rows)},
    )
    return imported


def _take_series(tx: Transaction, new: NewSeries, origin: Origin) -> ImportedSeries:
    if new.station is not None:
        queries.insert_station(
            tx.conn, new.station, source=origin.source, illustrative=origin.illustrative
        )
    elif queries.find_station(tx.conn, new.station_code) is None:
        raise InvalidInput(
            "E-SER-013",
            Text("序列没有导入", "The series was not imported"),
            Text(
                f"没有站码为 {new.station_code} 的测站",
                f"There is no station with the code {new.station_code}",
            ),
            Text(
                "改正站码，或在文件里加上站名、经度、纬度三列",
                "Correct the code, or add station name, longitude and latitude as columns",
            ),
        )
    series_id = _series_of(tx, new, origin)
    changed = queries.add_points(tx.conn, series_id, new.points)
    return ImportedSeries(
        series_id, new.station_code, new.kind, new.nature, len(new.points), changed
    )


def _series_of(tx: Transaction, new: NewSeries, origin: Origin) -> int:
    known = queries.find_series(tx.conn, new)
    if known is None:
        return queries.insert_series(
            tx.conn, new, UNITS[new.kind], source=origin.source, illustrative=origin.illustrative
        )
    series_id, datum, span_min = known
    if (datum, span_min) != (new.datum, new.span_min):
        raise InvalidInput(
            "E-SER-014",
            Text("序列没有导入", "The series was not imported"),
            Text(
                f"{new.station_code} 已有的序列用{_basis_text(datum, span_min)}，"
                f"文件用{_basis_text(new.datum, new.span_min)}",
                f"The series of {new.station_code} so far uses {_basis_text(datum, span_min)}, "
                f"the file {_basis_text(new.datum, new.span_min)}",
            ),
            Text(
                "换算到同一基面、同一时段再传",
                "Convert it to the same datum and span and send it again",
            ),
        )
    return series_id


def _basis_text(datum: str | None, span_min: float | None) -> str:
    return f"基面“{datum}”" if datum is not None else f"时段 {span_min or 0:g} 分钟"
