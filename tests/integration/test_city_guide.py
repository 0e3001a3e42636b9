"""The guide for a county, done as it stands: an empty database, its commands, a zone's answer."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from app.cli import cli
from app.database import connect
from tests.clients import client_of
from tests.documents import ROOT, code_blocks, own_words
from tests.factories_evacuation import box

GUIDE = ROOT / "docs" / "city.zh-CN.md"
# Run by tests/integration/test_supervisor.py and tests/unit/test_doctor.py.
ELSEWHERE = ("run", "doctor")
SMALL_ISLAND = box(123.69, 30.585, 123.76, 30.64)


def commands() -> list[list[str]]:
    blocks = "\n".join(code_blocks(GUIDE))
    lines = re.findall(r"^\./haitang (.*)$", blocks, re.M)
    return [shlex.split(own_words(line), comments=True) for line in lines]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("clone")
    (made / "sample_geo").symlink_to(ROOT / "sample_geo")
    return made


def run(words: list[str], dsn: str, folder: Path) -> str:
    env = {"HAITANG_DATABASE_URL": dsn, "HAITANG_DATA_DIR": str(folder / "data")}
    result = CliRunner(env=env).invoke(cli(), words, standalone_mode=False)
    assert result.exception is None, (words, result.exception, result.output)
    assert result.return_value in (None, 0), (words, result.output)
    return result.output


@pytest.fixture
def in_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(folder)
    yield folder


def answer_of(app: Flask) -> Any:
    planner = client_of(app, login="guihua")
    body = {"polygon": SMALL_ISLAND, "hazard": "other"}
    response = planner.post("/api/v1/zones/answer", json=body)
    assert response.status_code == 200, response.get_json()
    return response.get_json()


def test_the_guide_leads_from_nothing_to_an_answer_by_group_and_ferry(
    app: Flask, dsn: str, in_folder: Path
) -> None:
    told = commands()
    assert [words[:2] for words in told if words[0] == "city"] == [
        ["city", "template"], ["city", "import"], ["city", "import"], ["city", "list"],
        ["city", "check"], ["city", "undo"],
    ]  # fmt: skip
    *steps, undo = [words for words in told if words[0] not in ELSEWHERE]
    said = [run(words, dsn, in_folder) for words in steps]
    assert "以上是试看" in said[1] and "已导入" in said[2]
    assert "没有台风" in said[4] and "✗" not in said[4]

    answer = answer_of(app)
    land = answer["exposure"]["land"]
    groups = {each["code"]: each["people"] for each in land["groups"] if each["people"]}
    assert land["residents"] == 1410
    assert groups["aquaculture"] == 18 and groups["low_lying"] > 0
    assert "屿前村文化礼堂避灾点" in str(answer["assignment"])
    assert "大岚—小屿" in str(answer["clearance"])

    run(undo, dsn, in_folder)
    with connect(dsn) as conn:
        row = conn.execute("SELECT count(*) FROM population_site").fetchone()
    assert row == (0,)
