"""One file adds a register: listed, entered, found, kept and exported without another line."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.database import Connection
from app.registers import kinds
from app.registers.registry import RegisterFileError, load_registers
from app.services import SERVICES
from tests.clients import SignedInClient, client_of
from tests.integration.rights_city import DINGHAI, PUTUO

pytestmark = pytest.mark.city
# What `./haitang db new rescue_team` would be filled with: whose rows they are, and their history.
TABLE = """
CREATE TABLE rescue_team (
    code text PRIMARY KEY, name text NOT NULL, pinyin text NOT NULL, initials text NOT NULL,
    people integer NOT NULL, leader text, leader_phone text, origin text NOT NULL,
    unit_code text NOT NULL REFERENCES admin_unit,
    county_code text GENERATED ALWAYS AS (left(unit_code, 6)) STORED,
    township_code text GENERATED ALWAYS AS (left(unit_code, 9)) STORED,
    geom geometry(Point, 4326) NOT NULL
);
ALTER TABLE rescue_team ENABLE ROW LEVEL SECURITY;
CREATE POLICY rescue_team_city ON rescue_team TO city_app USING (true);
CREATE POLICY rescue_team_county ON rescue_team TO county_app
    USING (county_code = current_setting('haitang.county', true));
GRANT SELECT, INSERT, UPDATE ON rescue_team TO city_app, county_app;
CREATE TRIGGER rescue_team_history AFTER INSERT OR UPDATE OR DELETE ON rescue_team
    FOR EACH ROW EXECUTE FUNCTION keep_register_history('code', '{}');
"""
FILE = '''
"""Rescue teams with their leaders."""

from app.fields import Geometry, Kind
from app.registers.definition import Derive, Item, Form, Register, RegisterGroup
from app.registers.words import ORIGINS
from app.unit_words import PEOPLE
from app.wording import Text

REGISTER = Register(
    id="rescue-teams",
    title=Text("救援队", "Rescue teams"),
    group=RegisterGroup.FORCES,
    table="rescue_team",
    key="code",
    geometry=Geometry.POINT,
    sql="""SELECT code, name, people, leader, leader_phone, unit_code, origin, geom
           FROM rescue_team""",
    entries=(
        Item("name", Text("名称", "Name"), required=True),
        Item("code", Text("编号", "Code"), required=True, form=Form.CODE),
        Item("people", Text("人数", "People"), Kind.INTEGER, PEOPLE, required=True, low=1),
        Item("leader", Text("队长", "Leader"), personal=True),
        Item("leader_phone", Text("队长电话", "Telephone"), personal=True, form=Form.PHONE),
        Item("unit_code", Text("单位代码", "Unit"), required=True, units=("county", "township")),
        Item("origin", Text("来源", "Origin"), enum=ORIGINS, default="real"),
        Item("pinyin", Text("拼音", "Pinyin"), derive=Derive.PINYIN, shown=False),
        Item("initials", Text("首字母", "Initials"), derive=Derive.INITIALS, shown=False),
    ),
)
'''
BASE = "/api/v1/registers"


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(tmp_path)])
    yield tmp_path
    sys.modules.pop("app.registers.kinds.rescue_teams", None)


@pytest.fixture
def grown(app: Flask, conn: Connection, outside: Path) -> Iterator[Flask]:
    """The product started again with the one file beside the others."""
    (outside / "rescue_teams.py").write_text(FILE, encoding="utf-8")
    conn.execute(TABLE)
    started = create_app(SERVICES.read(app.extensions).settings)
    yield started
    SERVICES.read(started.extensions).database.close()
    conn.execute("DROP TABLE rescue_team")


def team(code: str, **more: object) -> dict[str, object]:
    values = {"code": code, "name": "普陀海上救援队", "people": 24, "leader": "王海生",
              "leader_phone": "13800000009", "unit_code": PUTUO}  # fmt: skip
    return {"values": {**values, **more}, "lon": 122.3, "lat": 29.95}


def test_one_file_makes_a_register(grown: Flask) -> None:
    city: SignedInClient = client_of(grown, login="outside-city")
    assert "rescue-teams" in {each["id"] for each in city.get(BASE).get_json()["registers"]}
    rows = f"{BASE}/rescue-teams/rows"
    assert city.post(rows, json=team("R1")).status_code == 201
    assert city.post(rows, json=team("R2", unit_code=DINGHAI, name="定海队")).status_code == 201
    wrong = city.post(rows, json=team("R3", people="一大批")).get_json()
    assert [fault["field"] for fault in wrong["faults"]] == ["people"]

    found = city.get(f"{BASE}/rescue-teams?q=pthsjyd").get_json()["rows"]
    assert [(row["key"], row["values"]["leader"]) for row in found] == [("R1", "王**")]
    version = city.get(f"{rows}/R1").get_json()["version"]
    changed = city.put(f"{rows}/R1", json={"version": version, "values": {"people": 30}})
    assert changed.get_json()["values"]["people"] == 30
    entries = city.get(f"{rows}/R1/history").get_json()["entries"]
    assert [(entry["change"], len(entry["values"])) for entry in entries] == [
        ("update", 1), ("insert", 0)
    ]  # fmt: skip
    exported = city.get(f"{BASE}/rescue-teams/export?format=csv").data.decode("utf-8-sig")
    assert "普陀海上救援队" in exported and "人数（人）" in exported

    county = client_of(grown, unit=DINGHAI, login="outside-county")
    seen = county.get(f"{BASE}/rescue-teams").get_json()["rows"]
    assert [row["key"] for row in seen] == ["R2"]
    assert county.post(rows, json=team("R4")).get_json()["code"] == "E-REG-005"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("empty_one", "", "has no REGISTER"),
        ("misnamed", FILE, "names must agree"),
    ],
)
def test_a_file_that_is_none_stops_the_start(
    outside: Path, name: str, text: str, told: str
) -> None:
    (outside / f"{name}.py").write_text(text, encoding="utf-8")
    with pytest.raises(RegisterFileError, match=told):
        load_registers()
    sys.modules.pop(f"app.registers.kinds.{name}", None)
