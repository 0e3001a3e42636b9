"""What the code rests on can be looked up: each citation leads to a heading of docs/sources.md."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.configuration import response_rules, warning_rules
from app.configuration.defaults import DEFAULTS, TEXTS

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("app", "layers", "migrations", "sample_geo", "static/src", "docs", "tests")
ENDINGS = {".py", ".ts", ".tsx", ".css", ".md", ".toml"}
HEADINGS = set(
    re.findall(r"^## ([\w-]+)$", (ROOT / "docs" / "sources.md").read_text(encoding="utf-8"), re.M)
)
_CITED = re.compile(r"\bsources(?:\.md)?#([\w-]+)")
# Papers that a reader of this repository does not have.
_UNREADABLE = re.compile(
    r"\b(?:domain brief|reference (?:domain|analytics|reliability|realtime)|design language|"
    r"action table|(?:domain|analytics|architecture|reliability|brief's) §)",
    re.I,
)


def texts() -> Iterator[tuple[str, str]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            ours = path.suffix in ENDINGS and "output" not in path.parts
            if ours and path != Path(__file__):
                yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def test_each_citation_leads_to_a_heading() -> None:
    cited = [(name, anchor) for name, text in texts() for anchor in _CITED.findall(text)]
    assert [pair for pair in cited if pair[1] not in HEADINGS | {"anchor"}] == []
    assert len(cited) > 40


def test_nothing_rests_on_papers_that_a_reader_does_not_have() -> None:
    found = [(name, hit) for name, text in texts() for hit in _UNREADABLE.findall(text)]
    assert found == []


def test_each_heading_is_cited() -> None:
    cited = {anchor for _, text in texts() for anchor in _CITED.findall(text)}
    cited |= set(re.findall(r"\]\(#([\w-]+)\)", (ROOT / "docs" / "sources.md").read_text("utf-8")))
    assert sorted(HEADINGS - cited) == []


@pytest.mark.parametrize(
    ("key", "source"),
    [(value.key, value.source) for value in (*DEFAULTS, *TEXTS)]
    + [("response.rules", response_rules.SOURCE), ("warning.rules", warning_rules.SOURCE)],
)
def test_the_source_beside_a_value_can_be_looked_up(key: str, source: str) -> None:
    (anchor,) = _CITED.findall(source) or [None]
    assert anchor in HEADINGS or "Harper" in source, key
