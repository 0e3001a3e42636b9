"""What takes long is asked by one visitor only so often at once; the others keep their threads."""

from pathlib import Path

from app import create_app
from app.services import SERVICES
from app.settings import load_settings
from app.web.gate import GATE, HEAVY, OF_ALL, OF_ONE, Gate
from tests.clients import client_of


def test_one_has_its_places_and_all_together_have_theirs():
    gate = Gate(2, 3)
    assert [gate.enter("a") for _ in range(3)] == [True, True, False]
    assert [gate.enter("b"), gate.enter("b")] == [True, False]
    gate.leave("a")
    assert gate.enter("b")
    for who in ("a", "b", "b"):
        gate.leave(who)
    assert [gate.enter("c"), gate.enter("c"), gate.enter("d")] == [True, True, True]


def test_whoever_asks_too_much_at_once_is_told_and_nobody_else_waits(
    empty_database: str, tmp_path: Path
):
    app = create_app(load_settings({
        "HAITANG_DATABASE_URL": empty_database, "HAITANG_DATA_DIR": str(tmp_path),
    }))  # fmt: skip
    assert set(app.view_functions) >= HEAVY  # an endpoint that was renamed stands open
    gate: Gate = GATE.read(app.extensions)
    client = client_of(app)
    path = "/api/v1/typhoons/201509/arrival"
    for _ in range(OF_ALL + OF_ONE):  # each leaves again, whatever came of it
        assert client.get(path).status_code not in (429, 500)
    assert [gate.enter(f"other {n}") for n in range(OF_ALL)] == [True] * OF_ALL
    refused = client.get(path)
    assert (refused.status_code, refused.get_json()["code"]) == (429, "E-REQ-008")
    assert refused.headers["Retry-After"] == "5"
    assert client.get("/api/v1/incident").status_code != 429
    gate.leave("other 0")
    assert client.get(path).status_code != 429
    SERVICES.read(app.extensions).database.close()
