"""The screens. nginx serves their hashed assets; the pages themselves come from here."""

from pathlib import Path

from flask import Response, send_from_directory

from app import edge
from app.blueprint import Blueprint
from app.errors import NotFound
from app.wording import Text

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def planner() -> Response:
    """The planner's desk."""
    return _send_page("index.html")


@blueprint.get("/wall")
def wall() -> Response:
    """The wall display."""
    return _send_page("wall.html")


@blueprint.get("/field")
def field() -> Response:
    """The field tablet."""
    return _send_page("field.html")


@blueprint.get("/signin")
def signin() -> Response:
    """Signing in."""
    return _send_page("signin.html")


@blueprint.get("/enter")
def enter() -> Response:
    """Where a link leads; its token stands behind the #, which the browser keeps to itself."""
    return _send_page("signin.html")


@blueprint.get("/account")
def account() -> Response:
    """One's own account."""
    return _send_page("account.html")


@blueprint.get("/admin")
def admin() -> Response:
    """Units, people, devices, links, policy."""
    return _send_page("account.html")


@blueprint.get("/audit")
def audit() -> Response:
    """The auditor's page."""
    return _send_page("account.html")


@blueprint.get("/values")
def values() -> Response:
    """Editable values and rule tables."""
    return _send_page("account.html")


@blueprint.get("/registers")
def registers() -> Response:
    """The registers."""
    return _send_page("account.html")


@blueprint.get("/registers/<register_id>")
def register(register_id: str) -> Response:  # noqa: ARG001 the page reads it off its address
    """One register."""
    return _send_page("account.html")


@blueprint.get("/tasks")
def tasks() -> Response:
    """What the own unit has to do, and who below it has not answered."""
    return _send_page("account.html")


@blueprint.get("/orders")
def orders() -> Response:
    """Orders: their list, and one with its ladder and words."""
    return _send_page("account.html")


def _send_page(name: str) -> Response:
    folder = screens_dir()
    if not (folder / name).is_file():
        raise NotFound(
            "E-WEB-001",
            Text("页面还没有做好", "The page is not built yet"),
            Text(f"缺 {name}", f"{name} is missing"),
            Text("运行 ./haitang demo 重新构建", "Run ./haitang demo to build it"),
        )
    response = send_from_directory(folder, name)
    response.headers["Cache-Control"] = "no-cache"
    return response


def screens_dir() -> Path:
    """Where the built screens are: the copy in the data folder, else the clone's own build."""
    copied = edge.settings().data_dir / "screens"
    return copied if copied.is_dir() else edge.settings().clone_dir / "static" / "dist"


@blueprint.get("/<any('assets','fonts'):folder>/<path:name>")
def asset(folder: str, name: str) -> Response:
    """A built file, when no nginx stands in front (tests)."""
    return send_from_directory(screens_dir() / folder, name)


@blueprint.get("/<any('sw.js','manifest.webmanifest','favicon.svg'):name>")
def root_file(name: str) -> Response:
    """A built file that must stand at the root."""
    return send_from_directory(screens_dir(), name)
