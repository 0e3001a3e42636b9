"""Requests that change a value of the office or a table of rules."""

from collections.abc import Callable
from itertools import count

from tests.integration.write_request import Ground, Request

_numbers = count(1)


def _no_change_waits(ground: Ground) -> None:
    ground.conn.execute(
        "UPDATE configuration_change SET withdrawn_at = now()"
        " WHERE in_force_at IS NULL AND withdrawn_at IS NULL"
    )


def changed_value(_: Ground) -> Request:
    body = {"value": 20 + next(_numbers) % 100, "source": "会议纪要", "reason": "汛前修订"}
    return Request("PUT", "/api/v1/configuration/values/evac.buffer_min", body)


def value_change(method: str, path: str) -> Callable[[Ground], Request]:
    def prepare(ground: Ground) -> Request:
        answer = rule_table("/api/v1/due-rules")(ground).send(ground.city)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        number = answer.get_json()["change_id"]
        body = {} if method == "POST" else None
        return Request(method, f"/api/v1/configuration/changes/{number}{path}", body)

    return prepare


def rule_table(path: str) -> Callable[[Ground], Request]:
    def prepare(ground: Ground) -> Request:
        _no_change_waits(ground)
        rules = ground.city.get(path).get_json()["rules"]
        body = {"rules": rules, "source": f"会议纪要-{next(_numbers)}", "reason": "汛前修订"}
        return Request("PUT", path, body)

    return prepare
