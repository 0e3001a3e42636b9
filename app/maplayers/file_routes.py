"""HTTP of files: a layer as a download, an upload into a layer."""

from typing import Any, cast
from urllib.parse import quote

from flask import Response, request

from app import edge, strict_json
from app.blueprint import Blueprint
from app.errors import InvalidInput
from app.importing.upload import read_upload
from app.incidents.routes import find_incident_asked
from app.maplayers.access import check_write
from app.maplayers.export import export_layer
from app.maplayers.importing.actions import ImportWish, import_table
from app.maplayers.importing.report import LayerImport
from app.maplayers.routes import asker, find_layer, moment_of
from app.wording import Text

blueprint = Blueprint("layer_files", __name__, url_prefix="/api/v1/layers")


@blueprint.get("/<layer_id>/export")
def get_export(layer_id: str) -> Response:
    """The layer as `?format=gpkg|geojson|csv|kml`."""
    layer = find_layer(layer_id)
    with edge.transaction() as tx:
        incident = find_incident_asked(tx)
        exported = export_layer(
            tx.conn, layer, asker(), moment_of(tx, layer),
            form=request.args.get("format", "gpkg"),
            exercise=incident is not None and incident.exercise, language=edge.language(),
        )  # fmt: skip
        tx.audit("export_layer", f"layer/{layer.id}", detail={"file": exported.filename})
    return attachment(exported.data, exported.filename, exported.mimetype)


@blueprint.post("/<layer_id>/import")
def post_import(layer_id: str) -> LayerImport:
    """Form data: `file`, and what is known of it: `crs`, `encoding`, `part` (a layer or sheet),
    `mapping` (JSON), `accept_partial`, `split` (a row for each part), `dry_run` (1 unless 0)."""
    layer = find_layer(layer_id)
    check_write(layer, asker())
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise InvalidInput(
            "E-IMP-000",
            Text("文件没有导入", "The file was not imported"),
            Text("没有收到文件", "No file arrived"),
            Text("表单里的名字要是 file", "The form's field must be called file"),
        )
    table = read_upload(
        upload.read(),
        upload.filename,
        request.form.get("encoding") or None,
        request.form.get("part") or None,
    )
    wish = ImportWish(
        crs=request.form.get("crs") or None,
        mapping=_read_mapping(request.form.get("mapping")),
        accept_partial=request.form.get("accept_partial") == "1",
        split=request.form.get("split") == "1",
        dry_run=request.form.get("dry_run", "1") != "0",
    )
    with edge.transaction() as tx:
        return import_table(tx, layer, table, wish, moment_of(tx).at)


def _read_mapping(text: str | None) -> dict[str, str]:
    if not text:
        return {}
    try:
        value = strict_json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise InvalidInput(
            "E-IMP-017",
            Text("文件没有导入", "The file was not imported"),
            Text("mapping 不是 JSON 对象", "mapping is not a JSON object"),
            Text("写成 {列: 表头}", "Write it as {field: heading}"),
        )
    pairs = cast(dict[str, Any], value)
    return {column: str(heading) for column, heading in pairs.items()}


def attachment(data: bytes, filename: str, mimetype: str) -> Response:
    """A download; the name is sent in UTF-8, as it may be Chinese."""
    response = Response(data, mimetype=mimetype)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return response
