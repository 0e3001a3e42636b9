"""An import: a look first, then the deed. Both go the same way, so the look cannot lie."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shapely.geometry import Point

from app.errors import InvalidInput
from app.events.model import EventKind
from app.geo.crs import OFFERED, name_offered, to_wgs84
from app.geo.geojson import Feature
from app.geo.reading import reading
from app.geo.shapes import from_wkb, to_shape
from app.importing.table import RawTable
from app.maplayers.access import check_write
from app.maplayers.definition import Intake, Layer
from app.maplayers.importing import queries
from app.maplayers.importing.checks import Fault, GoodRow, check_rows
from app.maplayers.importing.difference import (
    Stored,
    changes_of,
    keep_derived,
    kept_live,
    written_columns,
)
from app.maplayers.importing.mapping import column_title, map_columns, place_title
from app.maplayers.importing.report import (
    CrsChoice,
    CrsReading,
    CrsTold,
    ImportedName,
    ImportedShapes,
    LayerImport,
)
from app.maplayers.queries import find_units
from app.registers.cells import Value
from app.registers.definition import Derive
from app.registers.unit_queries import known_villages, nearest_villages
from app.transaction import Transaction
from app.wording import Text

_SHOWN_ROWS = 20
_SHOWN_FAULTS = 200
_SHOWN_CHANGES = 200
_SHOWN_SHAPES = 2000


@dataclass(frozen=True, slots=True)
class ImportWish:
    """What the person said about the file."""

    crs: str | None = None
    mapping: Mapping[str, str] | None = None
    accept_partial: bool = False
    split: bool = False
    dry_run: bool = True


def import_table(
    tx: Transaction, layer: Layer, table: RawTable, wish: ImportWish, at: datetime
) -> LayerImport:
    """Preview or result. Raises InvalidInput when it cannot be done as wished."""
    check_write(layer, tx.actor)
    intake = _intake_of(layer)
    mapped = map_columns(layer, intake, table.columns, wish.mapping or {})
    said = wish.crs or table.crs
    report = _make_report(layer, table, mapped, wish, said)
    if said is None:
        question = crs_question(tx, table)
        if wish.dry_run:
            return replace(report, crs_question=question)
        raise InvalidInput(
            "E-IMP-003",
            Text("文件没有导入", "The file was not imported"),
            Text(
                "文件没有说明坐标系；猜错会偏 400 到 680 米",
                "The file does not state its coordinate system; a wrong guess "
                "is off by 400 to 680 m",
            ),
            Text("选一个坐标系再导：", "Choose a coordinate system and import again: ")
            + name_offered(),
            detail={"crs_question": question},
        )
    good, faults = check_rows(layer, intake, table, mapped, said, split=wish.split)
    good, more = _derive_columns(tx, layer, intake, good, table.columns)
    faults = sorted([*faults, *more], key=lambda fault: fault.row)
    stored = queries.stored_rows(tx.conn, intake, [row.values[intake.key] for row in good])
    good = keep_derived(intake, mapped, good, stored)
    report = _with_differences(_with_outcome(report, good, faults), intake, good, stored)
    if wish.dry_run:
        return report
    _check_takeable(report, good, faults, wish)
    queries.upsert_rows(tx.conn, intake, good, written_columns(intake, mapped))
    _announce_import(tx, layer, good, report, at)
    return report


def _intake_of(layer: Layer) -> Intake:
    if layer.intake is None:
        raise InvalidInput(
            "E-IMP-002",
            Text("文件没有导入", "The file was not imported"),
            Text(f"{layer.title.zh}不收导入", f"{layer.title.en}: takes no import"),
            Text(
                "导入到隐患点、风险防范区或避灾点",
                "Import into hazard points, risk areas or shelters",
            ),
        )
    return layer.intake


def crs_question(tx: Transaction, table: RawTable) -> list[CrsChoice]:
    """Where the first feature would lie under each system, for the person to recognise it."""
    shape = next((row.wkb_hex for row in table.rows if row.wkb_hex), None)
    point = None if shape is None else from_wkb(bytes.fromhex(shape)).centroid
    return [CrsChoice(crs, label, _read_crs(tx, point, crs)) for crs, label in OFFERED]


def _read_crs(tx: Transaction, point: Point | None, crs: str) -> CrsReading | None:
    if point is None or point.is_empty:
        return None
    place = to_wgs84(point, crs)
    assert isinstance(place, Point)  # noqa: S101 a transformed point is a point
    if not (abs(place.x) <= 180 and abs(place.y) <= 90):
        return None
    return CrsReading(place.x, place.y, **find_units(tx.conn, place.x, place.y))


def _make_report(
    layer: Layer,
    table: RawTable,
    mapped: Mapping[str, str | None],
    wish: ImportWish,
    said: str | None,
) -> LayerImport:
    used = {heading for heading in mapped.values() if heading}
    return LayerImport(
        layer=layer.id,
        dry_run=wish.dry_run,
        format=table.format,
        encoding=table.encoding,
        encoding_sure=table.encoding_sure,
        part=table.part,
        crs=CrsTold(said, table.crs),
        count=len(table.rows),
        mapping=mapped,
        unused=[heading for heading in table.columns if heading not in used],
        rows=[dict(row.values) for row in table.rows[:_SHOWN_ROWS]],
    )


def _derive_columns(
    tx: Transaction,
    layer: Layer,
    intake: Intake,
    rows: Sequence[GoodRow],
    headings: Sequence[str],
) -> tuple[list[GoodRow], list[Fault]]:
    """Rows with pinyin, initials and village filled where the file has none."""
    derived = {column.name: column.derive for column in intake.columns if column.derive}
    village = next((name for name, how in derived.items() if how is Derive.VILLAGE), None)
    nearest = nearest_villages(tx.conn, [row.shape for row in rows])
    given = [str(row.values[village]) for row in rows if village and row.values[village]]
    known = known_villages(tx.conn, given)
    good: list[GoodRow] = []
    faults: list[Fault] = []
    for row, code in zip(rows, nearest, strict=True):
        values = {**row.values, **_derive_spelling(derived, row.values)}
        if village and not values[village]:
            values[village] = code
        if village and values[village] is None:
            faults.append(
                Fault(
                    row.row,
                    place_title(headings),
                    Text(
                        "离本市任何村都超过 5 km：看看坐标系是否选对",
                        "It is more than 5 km from any village of the city: see whether "
                        "the coordinate system is right",
                    ),
                )
            )
        elif village and values[village] not in known and values[village] != code:
            faults.append(
                Fault(
                    row.row,
                    column_title(layer, village, headings),
                    Text(
                        f"没有代码为 {values[village]} 的村",
                        f"There is no village with the code {values[village]}",
                    ),
                )
            )
        else:
            good.append(replace(row, values=values))
    return good, faults


def _derive_spelling(
    derived: Mapping[str, Derive], values: Mapping[str, Value]
) -> dict[str, Value]:
    typed = reading(str(values.get("name") or ""))
    spelt = {Derive.PINYIN: typed.pinyin, Derive.INITIALS: typed.initials}
    return {
        column: spelt[how]
        for column, how in derived.items()
        if how in spelt and not values.get(column)
    }


def _with_differences(
    report: LayerImport, intake: Intake, good: Sequence[GoodRow], stored: Stored
) -> LayerImport:
    """What would change in the rows that are there, and which headings they do not take."""
    mapped = report.mapping
    changes = changes_of(intake, mapped, good, stored)
    return replace(
        report,
        new=len(good) - len(stored),
        replaced=len(stored),
        changed=len({change.row for change in changes}),
        changes=changes[:_SHOWN_CHANGES],
        changes_total=len(changes),
        live_kept=kept_live(intake, mapped) if stored else [],
    )


def _with_outcome(
    report: LayerImport, good: Sequence[GoodRow], faults: Sequence[Fault]
) -> LayerImport:
    shapes = [
        Feature(ImportedName(row.row, row.values.get("name")), to_shape(row.shape))
        for row in good[:_SHOWN_SHAPES]
    ]
    return replace(
        report,
        good=len(good),
        faults=faults[:_SHOWN_FAULTS],
        faults_total=len(faults),
        features=ImportedShapes(shapes),
    )


def _check_takeable(
    report: LayerImport, good: Sequence[GoodRow], faults: Sequence[Fault], wish: ImportWish
) -> None:
    if not good or (faults and not wish.accept_partial):
        first = (
            faults[0]
            if faults
            else Fault(0, "", Text("没有可导入的行", "There is no row to import"))
        )
        raise InvalidInput(
            "E-IMP-016",
            Text("文件没有导入", "The file was not imported"),
            Text(
                f"{report.count} 行里有 {len(faults)} 处错，第一处：第 {first.row} 行"
                f"“{first.column}”{first.reason.zh}",
                f"{len(faults)} faults in {report.count} rows, the first in "
                f"row {first.row}, “{first.column}”: {first.reason.en}",
            ),
            Text(
                "改好再传，或选只导入没有错的行",
                "Correct the file and send it again, or choose to import only "
                "the rows without faults",
            ),
            detail={"faults": faults[:_SHOWN_FAULTS], "faults_total": len(faults)},
        )


def _announce_import(
    tx: Transaction, layer: Layer, good: Sequence[GoodRow], report: LayerImport, at: datetime
) -> None:
    figures = {"rows": len(good), "new": report.new, "replaced": report.replaced,
               "changed": report.changed,
               "skipped": report.count - len(good), "crs": report.crs.used}  # fmt: skip
    tx.audit("import_layer", f"layer/{layer.id}", detail=figures)
    tx.append_event(EventKind.LAYER_IMPORTED, f"layer/{layer.id}", figures, valid_at=at)
