"""Colours of the light theme, read from the one list of them: the screens' token file."""

import re
from collections.abc import Mapping
from pathlib import Path

from app.settings import CLONE_DIR

TOKENS = CLONE_DIR / "static" / "src" / "shared" / "theme" / "tokens.css"
_BLOCK = re.compile(r"(?P<heads>[^{}]+)\{(?P<body>[^{}]*)\}")
_TOKEN = re.compile(r"--(?P<name>[a-z0-9-]+):\s*(?P<value>[^;]+);")


def read_palette(theme: str = "light", path: Path = TOKENS) -> Mapping[str, str]:
    """Token name → CSS colour: what holds for every theme, then the theme's own."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    found: dict[str, str] = {}
    for block in _BLOCK.finditer(text):
        heads = [head.strip() for head in block["heads"].split(",")]
        if heads == [":root"] or f'[data-theme="{theme}"]' in heads:
            found |= {token["name"]: token["value"].strip() for token in _TOKEN.finditer(
                block["body"])}  # fmt: skip
    return found
