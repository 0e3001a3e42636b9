"""A layer at a moment as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.accounts.model import Actor
from app.clock import format_utc
from app.database import Connection
from app.exporting.files import Exported, Sheet, write_sheet
from app.maplayers.access import Outlet, check_view, visible_fields
from app.maplayers.definition import Field, Layer
from app.maplayers.sql import Moment, read_rows
from app.wording import Language, Text, same


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into the file: rows hold the key, the fields and `geom` (WKB)."""

    layer: Layer
    fields: tuple[Field, ...]
    rows: Sequence[Mapping[str, Any]]
    moment: Moment
    exercise: bool
    language: Language = Language.ZH

    @property
    def sheet(self) -> Sheet:
        """The same as the writers of files take it."""
        layer = self.layer
        return Sheet(
            id=layer.id, title=layer.title, key=layer.key, name_field=layer.name_field,
            geometry=layer.geometry, fields=self.fields, rows=self.rows, notes=notes(self),
            language=self.language,
        )  # fmt: skip


EXERCISE = Text("演练", "exercise")


def export_layer(
    conn: Connection,
    layer: Layer,
    actor: Actor,
    moment: Moment,
    *,
    form: str,
    exercise: bool,
    language: Language = Language.ZH,
) -> Exported:
    """The layer at the moment as `form`. Raises InvalidInput for a form that is not offered."""
    check_view(layer, actor)
    fields = visible_fields(layer, actor, Outlet.EXPORT)
    rows = read_rows(conn, layer, fields, moment)
    mark = f"{EXERCISE.spoken(language)}-" if exercise else ""
    name = f"{mark}{layer.id}_{format_utc(moment.at)[:16].replace(':', '')}Z"
    content = Content(layer, fields, rows, moment, exercise, language)
    return write_sheet(content.sheet, form, name)


def notes(content: Content) -> dict[str, str]:
    """What a reader of the file must know of it."""
    layer, language = content.layer, content.language
    nature = Text("示意 illustrative", "illustrative") if layer.illustrative else same("real")
    return {
        "title": layer.title.spoken(language),
        "at": format_utc(content.moment.at),
        "source": layer.source.spoken(language),
        "nature": nature.spoken(language),
        "exercise": exercise_note(content.exercise, language),
        "crs": "EPSG:4326",
    }


def exercise_note(exercise: bool, language: Language) -> str:
    """Whether it is an exercise, for whoever opens the file years later."""
    return Text("演练 exercise", "exercise").spoken(language) if exercise else "no"
