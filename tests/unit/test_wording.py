"""One text in both languages: the asker's language, and no error that is said in one only."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import NotFound, problem_of, sentence_of
from app.wording import (
    Language,
    Text,
    Unreadable,
    from_stored,
    list_all,
    preferred_language,
    reason_of,
    same,
    to_stored,
)

APP = Path(__file__).parents[2] / "app"
HAN = re.compile(r"[\u3400-\u9fff]")
CODE = re.compile(r"^E-[A-Z]+-\d{3}$")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", Language.ZH),
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.ZH),
        ("en", Language.EN),
        ("en-GB,en;q=0.9", Language.EN),
        ("de,en;q=0.5,zh;q=0.2", Language.EN),
        ("fr", Language.ZH),
        ("en;q=nonsense", Language.ZH),
        ("*", Language.ZH),
    ],
)
def test_the_askers_language_is_the_one_that_the_browser_prefers(
    header: str, language: Language
) -> None:
    assert preferred_language(header) is language


def test_a_problem_is_told_in_the_askers_language() -> None:
    error = NotFound(
        "E-EVA-001",
        Text("没有这个转移区", "No such evacuation zone"),
        same("7"),
        Text("回到列表再选", "Choose again"),
        detail={"version": 3},
    )
    told = problem_of(error, Language.EN)
    assert told["title"] == "No such evacuation zone" and told["status"] == 404
    assert told["version"] == 3 and problem_of(error, Language.ZH)["todo"] == "回到列表再选"
    assert sentence_of(error).en == "No such evacuation zone: 7. Choose again. E-EVA-001"


@pytest.mark.parametrize("text", [Text("甲", "A"), same("[odd"), Text("", "")])
def test_a_text_comes_back_from_its_column(text: Text) -> None:
    assert from_stored(to_stored(text)) == text


def test_what_was_stored_before_there_were_two_is_kept_as_it_is() -> None:
    assert from_stored("对方没有应答") == same("对方没有应答")


def test_a_list_and_a_reason_are_said_in_both() -> None:
    assert list_all([Text("甲", "A"), "B"]) == Text("甲、B", "A, B")
    assert reason_of(Unreadable(Text("不是数", "not a number"))).zh == "不是数"
    assert reason_of(OSError("gone")) == same("gone")


def test_no_error_is_said_in_one_language_only() -> None:
    """English has no Han character outside a name that is put in; neither half is missing."""
    assert [told for path in sorted(APP.rglob("*.py")) for told in _half_said(path)] == []


def _half_said(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        where = f"{path.name}:{node.lineno}"
        if name == "Text" and len(node.args) == 2:
            english = "".join(_literals(node.args[1]))
            if HAN.search(english):
                yield f"{where} English: {english}"
        elif any(isinstance(each, ast.Constant) and _is_code(each.value) for each in node.args):
            plain = [each for each in node.args[1:] if HAN.search("".join(_outside_texts(each)))]
            yield from (f"{where} {ast.unparse(each)}" for each in plain)


def _is_code(value: object) -> bool:
    return isinstance(value, str) and CODE.match(value) is not None


def _literals(node: ast.expr) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def _outside_texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from _outside_texts(child)
