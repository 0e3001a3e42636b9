"""What a gateway is told of the reports it posted: 202 only when each of them has ended."""

from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from prometheus_client import CollectorRegistry
from scenes import make_feed

from app.live.inbox import Arrival, Inbox, Receipt
from app.live.routes import make_blueprint
from app.live.troubles import Troubles
from app.positions.model import Reason


class Register:
    """A database that knows every token."""

    @contextmanager
    def use(self) -> Any:
        yield self

    def execute(self, *_: object) -> Any:
        return self

    def fetchone(self) -> tuple[bool, str]:
        return False, "网关"


class Ending(Inbox):
    """An ingest that ends every body in the same way."""

    def __init__(self, **ends: Any) -> None:
        super().__init__()
        self.ends = ends

    def put(self, arrival: Arrival) -> None:
        assert isinstance(arrival.receipt, Receipt)
        for name, value in self.ends.items():
            setattr(arrival.receipt, name, value)
        arrival.receipt.done.set()


def post(**ends: Any) -> tuple[int, dict[str, Any]]:
    app, feeds = Flask(__name__), {"beidou": make_feed()}
    parts: Any = (Ending(**ends), feeds, Register(), CollectorRegistry(), lambda: True, Troubles())
    app.register_blueprint(make_blueprint(*parts))
    answer = app.test_client().post("/api/v1/reports", headers={"Authorization": "Bearer x"})
    return answer.status_code, answer.get_json(force=True)


@pytest.mark.parametrize(
    "ends",
    [{"stored": 2}, {"duplicate": 2}, {"stored": 1, "rejected": [(1, Reason.MALFORMED)]}],
    ids=str,
)
def test_a_body_whose_every_report_has_ended_is_acknowledged(ends: dict[str, Any]) -> None:
    assert post(told=2, **ends)[0] == 202


@pytest.mark.parametrize("stored", [0, 1])
def test_a_body_of_which_something_has_not_ended_is_not(stored: int) -> None:
    status, told = post(told=2, stored=stored)
    assert (status, told["code"]) == (503, "E-DEV-005")
