"""What a view reads of a request, seen in its source: the description cannot drift from it.

Looks at the view and at the functions of its own module that it calls.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

_NUMBERS = {"float_argument": "number", "int_argument": "integer"}


@dataclass(slots=True)
class Reads:
    """Names a view takes: from the address, a JSON body, a form; and media types it answers."""

    query: dict[str, str] = field(default_factory=dict[str, str])
    body: set[str] = field(default_factory=set[str])
    takes_body: bool = False
    form: set[str] = field(default_factory=set[str])
    files: set[str] = field(default_factory=set[str])
    answers: set[str] = field(default_factory=set[str])


def reads_of(view: Callable[..., Any]) -> Reads:
    """Everything the view, and what it calls nearby, takes from a request."""
    found = Reads()
    for tree in _walk_trees(view):
        names = _body_names(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                _note_call(node, found, names)
            if isinstance(node, ast.Subscript) and _name_of(node.value) in names:
                found.body |= _constant_of(node.slice)
    return found


def _walk_trees(view: Callable[..., Any]) -> Iterator[ast.AST]:
    module = inspect.getmodule(view)
    waiting, seen = [view], set[str]()
    while waiting:
        function = waiting.pop()
        if function.__name__ in seen:
            continue
        seen.add(function.__name__)
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        yield tree
        waiting += _called_functions(tree, module)


def _called_functions(tree: ast.AST, module: ModuleType | None) -> list[Callable[..., Any]]:
    """Functions the tree calls by plain name, of its own module or imported from our routes."""
    names = {_name_of(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = [getattr(module, name, None) for name in names if name]
    return [
        function
        for function in found
        if inspect.isfunction(function)
        and (function.__module__ == getattr(module, "__name__", "")
             or function.__module__.endswith("routes"))
    ]  # fmt: skip


def _body_names(tree: ast.AST) -> set[str]:
    """Variables that hold the body: assigned from `edge.body()`, or a parameter `data`."""
    names = {"data"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and "edge.body()" in ast.unparse(node.value):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def _note_call(call: ast.Call, found: Reads, body_names: set[str]) -> None:
    said = ast.unparse(call.func)
    names = _constant_of(call.args[0]) if call.args else set[str]()
    sinks: Mapping[str, Callable[[], Any]] = {
        "request.args.get": lambda: found.query.update(dict.fromkeys(names, "string")),
        "request.form.get": lambda: found.form.update(names),
        "request.files.get": lambda: found.files.update(names),
        "edge.at_argument": lambda: found.query.update(at="date-time"),
        "edge.body": lambda: setattr(found, "takes_body", True),
    }
    if said in sinks:
        sinks[said]()
    elif said.startswith("edge.") and said[5:] in _NUMBERS:
        found.query.update(dict.fromkeys(names, _NUMBERS[said[5:]]))
    elif said.endswith(".get") and said[:-4] in body_names:
        found.body |= names
    elif said.endswith("_of") or said.startswith("optional_"):
        found.body |= _part_of_body(call, body_names)
    found.answers |= {
        value
        for word in call.keywords
        if word.arg == "mimetype"
        for value in _constant_of(word.value)
    }


def _part_of_body(call: ast.Call, body_names: set[str]) -> set[str]:
    """The name in `text_of(data, "name")`, and in `text_of(edge.body(), "name")`."""
    if len(call.args) != 2:
        return set()
    holder = ast.unparse(call.args[0])
    return _constant_of(call.args[1]) if holder in {*body_names, "edge.body()"} else set()


def _name_of(node: ast.expr) -> str | None:
    return node.id if isinstance(node, ast.Name) else None


def _constant_of(node: ast.expr) -> set[str]:
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()
