"""What an import would do, or did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.geo.geojson import Feature, GeoShape
from app.maplayers.importing.checks import Fault
from app.maplayers.importing.difference import ValueChange
from app.registers.cells import Value
from app.wording import Text


@dataclass(frozen=True, slots=True)
class CrsReading:
    """Where the first feature would lie."""

    lon: float
    lat: float
    county: str | None
    township: str | None


@dataclass(frozen=True, slots=True)
class CrsChoice:
    """A coordinate system to choose, and where the first feature would lie under it."""

    crs: str
    label: Text
    first: CrsReading | None


@dataclass(frozen=True, slots=True)
class CrsTold:
    """The system that is used, and the one the file names."""

    used: str | None
    from_file: str | None


@dataclass(frozen=True, slots=True)
class ImportedName:
    """Which row a shape is of."""

    row: int
    name: Value


@dataclass(frozen=True, slots=True)
class ImportedShapes:
    """The rows that can be taken, to draw."""

    features: list[Feature[ImportedName, GeoShape]]
    type: str = "FeatureCollection"


@dataclass(frozen=True, slots=True)
class LayerImport:
    """What a file holds and what it would change; while the coordinate system is asked for
    (`crs_question`), nothing is known of its rows."""

    layer: str
    dry_run: bool
    format: str
    encoding: str | None
    encoding_sure: bool
    part: str | None
    crs: CrsTold
    count: int
    mapping: Mapping[str, str | None]
    unused: list[str]
    rows: list[dict[str, Value]]
    crs_question: list[CrsChoice] | None = None
    good: int | None = None
    new: int = 0
    replaced: int = 0
    changed: int = 0
    changes: Sequence[ValueChange] = ()
    changes_total: int = 0
    live_kept: Sequence[str] = ()
    faults: Sequence[Fault] = ()
    faults_total: int = 0
    features: ImportedShapes | None = None
