"""Documents tell the truth: each path they name exists, each command is understood."""

import re
import shlex
from pathlib import Path

import click
import pytest

from app.cli import cli
from app.tooling.reference.__main__ import WRITTEN
from tests.documents import PAGES, ROOT, documented_commands, name_of

_PATH = re.compile(
    r"`((?:app|layers|static|migrations|tests|sample_geo|docs)/[\w./-]*|\.ci/run|haitang)`"
)
BUILT = {"static/dist"}  # by the first start; git does not keep it
_LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_each_path_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(_PATH.findall(text)) - BUILT
    missing = [name for name in named if not (ROOT / name).exists()]
    assert missing == []


@pytest.mark.parametrize(("page", "line"), sorted(set(documented_commands())))
def test_each_documented_command_is_understood(
    page: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As far as its arguments: nothing is run, and a file need not be there."""
    monkeypatch.setattr(click.Path, "convert", lambda _, value, *__: Path(value))
    # `a|b` offers a choice: the first will do.
    words = [word.partition("|")[0] for word in shlex.split(line, comments=True)]
    parse(cli(), words)
    lost = [word for word in words if word.startswith("tests/") and not (ROOT / word).exists()]
    assert lost == []


def parse(command: click.Command, words: list[str], parent: click.Context | None = None) -> None:
    """Have a command line read by the command it names; a name alone is only looked up."""
    if words and words[0] == "--version":
        return
    if not isinstance(command, click.Group):
        if words:
            command.make_context(command.name, words, parent=parent)
        return
    context = click.Context(command, parent=parent, info_name=command.name)
    if words:
        found = command.get_command(context, words[0])
        assert found is not None, f"no command {words[0]}"
        parse(found, words[1:], context)


def test_each_documented_make_target_is_there_and_each_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    explained = set(re.findall(r"^([a-z-]+): +## ", makefile, re.M))
    phony = makefile.partition(".PHONY:")[2].partition("\n\n")[0].replace("\\\n", " ").split()
    assert targets == explained == set(phony)
    named = {n for page in PAGES for n in re.findall(r"`make ([a-z-]+)", page.read_text("utf-8"))}
    assert named - targets == set()


def test_each_module_that_a_page_runs_can_be_run() -> None:
    for page in PAGES:
        for name in re.findall(r"python -m ([\w.]+)", page.read_text(encoding="utf-8")):
            path = ROOT / name.replace(".", "/")
            assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), name


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_each_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in _LINK.findall(text) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_what_is_written_from_the_code_says_what_the_code_says(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == WRITTEN[path](), "run `make docs`"
