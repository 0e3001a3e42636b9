"""Routes whose answers are typed: a view returns a dataclass; its annotation is the contract."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

import flask
from flask import current_app

Answer = TypeVar("Answer")
Answer_co = TypeVar("Answer_co", covariant=True)
View = TypeVar("View", bound=Callable[..., object])
Decorator = Callable[[View], View]


class Reply(flask.Response, Generic[Answer_co]):
    """An answer that also sets cookies or headers; its parameter says what the body is."""


def reply(body: Answer) -> Reply[Answer]:
    """The body as JSON, in a response that cookies can be set on."""
    return Reply(current_app.json.dumps(body), mimetype="application/json")


class Blueprint(flask.Blueprint):
    """A blueprint that takes views returning dataclasses; `HaitangApp` turns them into JSON."""

    def get(self, rule: str, **options: Any) -> Decorator[View]:
        """A view for GET."""
        return cast(Decorator[View], super().get(rule, **options))

    def post(self, rule: str, **options: Any) -> Decorator[View]:
        """A view for POST."""
        return cast(Decorator[View], super().post(rule, **options))

    def put(self, rule: str, **options: Any) -> Decorator[View]:
        """A view for PUT."""
        return cast(Decorator[View], super().put(rule, **options))

    def patch(self, rule: str, **options: Any) -> Decorator[View]:
        """A view for PATCH."""
        return cast(Decorator[View], super().patch(rule, **options))

    def delete(self, rule: str, **options: Any) -> Decorator[View]:
        """A view for DELETE."""
        return cast(Decorator[View], super().delete(rule, **options))
