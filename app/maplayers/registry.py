"""Finds the layers: each file of `layers/` is one, and there is no other list of them."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

from app.errors import NotFound
from app.maplayers.definition import Group, Layer
from app.wording import Text


class LayerFileError(Exception):
    """A file in `layers/` cannot be a layer; told with its name at start-up."""


class Registry(Mapping[str, Layer]):
    """Layers by id, in the order of the layer list: by group, then from the top of the map down."""

    def __init__(self, layers: Iterable[Layer]) -> None:
        groups = list(Group)
        ordered = sorted(layers, key=lambda layer: (groups.index(layer.group), -layer.order))
        self._layers: dict[str, Layer] = {}
        for layer in ordered:
            if layer.id in self._layers:
                raise LayerFileError(f"two layers are called {layer.id}")
            self._layers[layer.id] = layer

    def __getitem__(self, layer_id: str) -> Layer:
        try:
            return self._layers[layer_id]
        except KeyError:
            raise NotFound(
                "E-LAY-001",
                Text("没有这个图层", "No such layer"),
                Text(f"没有叫 {layer_id} 的图层", f"There is no layer called {layer_id}"),
                Text("从图层表里选", "Choose one from the table of layers"),
            ) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._layers)

    def __len__(self) -> int:
        return len(self._layers)

    def __contains__(self, layer_id: object) -> bool:
        return layer_id in self._layers


def load_registry() -> Registry:
    """Every layer of `layers/`. Raises LayerFileError for a file that is not one."""
    package = importlib.import_module("layers")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return Registry(_layer_of(importlib.import_module(f"layers.{name}")) for name in names)


def _layer_of(module: ModuleType) -> Layer:
    name = module.__name__.rpartition(".")[2]
    layer = getattr(module, "LAYER", None)
    if not isinstance(layer, Layer):
        raise LayerFileError(f"layers/{name}.py has no LAYER = Layer(…)")
    if layer.id.replace("-", "_") != name:
        raise LayerFileError(f"layers/{name}.py holds the layer {layer.id}: names must agree")
    return layer
