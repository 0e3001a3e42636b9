"""Puts the Flask application together."""

import dataclasses
from typing import Any, cast

from flask import Flask, Request, Response
from flask.json.provider import JSONProvider

from app import strict_json
from app.accounts.password import Passwords
from app.database import Database
from app.database_probe import Probe
from app.errors import InvalidInput, SettingsInvalid
from app.services import SERVICES, Services
from app.settings import Settings
from app.web import gate, guard, headers, problem, watch
from app.web.blueprints import BLUEPRINTS
from app.wording import Text


class StrictJson(JSONProvider):
    """Refuses NaN and Infinity in both directions."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """JSON text of `obj`."""
        return strict_json.dumps(obj)

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """The value in `s`."""
        return strict_json.loads(s)


class JsonRequest(Request):
    """Tells what is wrong with a body instead of a bare 400."""

    def on_json_loading_failed(self, e: ValueError | None) -> Any:
        """Raises InvalidInput with the parser's reason."""
        raise InvalidInput(
            "E-REQ-001",
            Text("请求没有被接受", "The request was not accepted"),
            Text(
                f"正文不是合格的 JSON（{e or '缺 Content-Type: application/json'}）",
                f"The body is not valid JSON ({e or 'no Content-Type: application/json'})",
            ),
            Text("改正后再发", "Correct it and send again"),
        ) from e


class HaitangApp(Flask):
    """Flask with our request class and JSON."""

    request_class = JsonRequest
    json_provider_class = StrictJson

    def make_response(self, rv: Any) -> Response:
        """A response of what a view gave; a dataclass, alone or before a status, is its JSON."""
        body, *more = cast(tuple[Any, ...], rv) if isinstance(rv, tuple) else (rv,)
        if dataclasses.is_dataclass(body):
            body = self.json.response(body)
        return super().make_response((body, *more) if more else body)


def build(settings: Settings) -> Flask:
    """The application. Raises SettingsInvalid without a database address."""
    if settings.database_url is None:
        raise SettingsInvalid(
            "E-SET-002",
            Text("没有数据库地址", "There is no database address"),
            Text("HAITANG_DATABASE_URL 是空的", "HAITANG_DATABASE_URL is empty"),
            Text("用 ./haitang run 启动", "Start it with ./haitang run"),
        )
    app = HaitangApp("app.web", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.body_limit_mb * 1024 * 1024
    database, probe = (
        Database(settings.database_url, application="haitang-web"),
        Probe(settings.database_url),
    )
    database.ask(probe)
    SERVICES.put(app.extensions, Services(settings, database, probe, Passwords()))
    problem.install(app)
    headers.install(app)
    watch.install(app)
    guard.install(app)
    gate.install(app)
    _register_blueprints(app)
    return app


def bare_routes() -> Flask:
    """The routes alone, without a database: enough to describe them, not to answer."""
    return _register_blueprints(HaitangApp("app.web", static_folder=None))


def _register_blueprints(app: HaitangApp) -> HaitangApp:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
