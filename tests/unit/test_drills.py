"""The list of drills names tests that there are, and the page says what the list says."""

import re
from pathlib import Path

from app.tooling.drills.command import WHOLE
from app.tooling.drills.page import DRILLS, PAGE, figures_from, figures_of, page
from tests.drills import length

TESTS = Path(__file__).resolve().parents[1]
REPORT = """<testsuites><testsuite>
<testcase file="tests/drills/test_x.py" name="test_a"><properties>
  <property name="figure" value="7 of 7"/></properties></testcase>
<testcase file="tests/drills/test_x.py" name="test_b[1]"/>
<testcase file="tests/drills/test_x.py" name="test_b[2]"><failure/></testcase>
</testsuite></testsuites>"""


def test_every_drill_s_tests_are_there() -> None:
    for drill in DRILLS:
        assert bool(drill.tests) != bool(drill.open), f"{drill.name}: tests, or why there are none"
        for test in drill.tests:
            file, _, name = test.partition("::")
            text = (TESTS / file).read_text(encoding="utf-8")
            assert re.search(rf"^def {name}\(", text, re.MULTILINE), test


def test_names_are_said_once() -> None:
    names = [drill.name for drill in DRILLS]
    assert len(set(names)) == len(names)


def test_the_page_is_what_the_list_says() -> None:
    """Figures may be of any run: `python -m app.tooling.drills` takes the last one's."""
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(figures_of(text)), "write it anew: python -m app.tooling.drills"


def test_a_report_gives_each_test_its_figure(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(REPORT)
    found = figures_from([tmp_path / "a.xml"])
    assert found == {
        "drills/test_x.py::test_a": "7 of 7", "drills/test_x.py::test_b": "1 × passed, 1 × failed",
    }  # fmt: skip


def test_the_command_and_the_drills_mean_the_same_word() -> None:
    assert length.WHOLE == WHOLE
