"""The static scan fails for what nobody looked at, and for nothing else."""

from pathlib import Path

from app.tooling.testing.scan import findings

PLANTED = """import pickle

def read(text, data):
    eval(text)
    eval(text)  # noqa: S307
    eval(text)  # noqa: S608 another number
    return pickle.loads(data)  # noqa: S301 our own child's
"""


def test_a_finding_stands_only_with_a_mark_of_its_number_and_a_reason(tmp_path: Path) -> None:
    for folder in ("app", "layers"):
        (tmp_path / folder).mkdir()
    (tmp_path / "app" / "planted.py").write_text(PLANTED, encoding="utf-8")
    lines = [line.split(":")[1] for line in findings(tmp_path)]
    assert lines == ["4", "5", "6"]
