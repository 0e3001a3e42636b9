"""The documents and the commands that they show."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def code_blocks(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(r"^ *```\w*$(.*?)^ *```$", text, re.M | re.S)


def documented_commands() -> Iterator[tuple[str, str]]:
    """Page and command line: of every code block, and of every mention that brings arguments."""
    for page in PAGES:
        blocks = "\n".join(code_blocks(page))
        lines = re.findall(r"^(?: *[A-Z_]+=\S+)* *(?:sudo )?\./haitang (.*)$", blocks, re.M)
        text = page.read_text(encoding="utf-8")
        mentions = re.findall(r"`(?:[A-Z_]+=\S+ )?\./haitang ([^`]+)`", text)
        yield from ((name_of(page), own_words(line)) for line in [*lines, *mentions])


def own_words(line: str) -> str:
    """Without what the shell does with its output."""
    return re.split(r" (?:>|\||&&) ", line, maxsplit=1)[0].rstrip()
