from pathlib import Path
from typing import Any

def read(
    path: Path,
    *,
    layer: str | None = ...,
    encoding: str | None = ...,
    force_2d: bool = ...,
    read_geometry: bool = ...,
) -> tuple[dict[str, Any], Any, list[bytes | None], list[Any]]: ...
def write(
    path: str,
    geometry: Any,
    field_data: list[Any],
    fields: list[str],
    *,
    crs: str,
    geometry_type: str,
    driver: str,
) -> None: ...
