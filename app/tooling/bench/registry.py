"""Finds the benches: every module of `app.tooling.bench.suite` that has a `BENCH`."""

from importlib import import_module
from pkgutil import iter_modules

from app.tooling.bench import suite
from app.tooling.bench.model import Bench


def list_benches() -> dict[str, Bench]:
    """Benches by name. Raises ValueError for a name that stands twice."""
    found: dict[str, Bench] = {}
    for module_info in iter_modules(suite.__path__):
        bench = getattr(import_module(f"{suite.__name__}.{module_info.name}"), "BENCH", None)
        if isinstance(bench, Bench):
            if bench.name in found:
                raise ValueError(f"two benches are named {bench.name}")
            found[bench.name] = bench
    return dict(sorted(found.items()))
