from pathlib import Path
from typing import Any

from pyogrio import errors as errors
from pyogrio import raw as raw

def read_info(path: Path | str, *, encoding: str | None = ...) -> dict[str, Any]: ...
def list_drivers() -> dict[str, str]: ...
