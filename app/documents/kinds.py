"""The one list of document kinds. A new kind is one file that makes a `DocumentKind`."""

from collections.abc import Mapping
from typing import Any

from app.documents.evacuation_order import kind as evacuation_order
from app.documents.kind import DocumentKind
from app.errors import NotFound
from app.wording import Text

KINDS: Mapping[str, DocumentKind[Any]] = {
    kind.id: kind
    for kind in (
        evacuation_order.KIND,
    )
}  # fmt: skip


def kind_of(kind_id: str) -> DocumentKind[Any]:
    """The kind of that id. Raises NotFound."""
    if kind_id not in KINDS:
        raise NotFound(
            "E-DOC-001",
            Text("没有这种文书", "No such kind of document"),
            Text(f"没有“{kind_id[:40]}”", f"There is no “{kind_id[:40]}”"),
            Text(f"用 {'、'.join(KINDS)}", f"Use {', '.join(KINDS)}"),
        )
    return KINDS[kind_id]
