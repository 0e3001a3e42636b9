"""Connections between nginx and `web`."""

import re
from pathlib import Path

import app.operation.nginx
from app.settings import load_settings
from app.web.__main__ import Server

TEMPLATE = Path(app.operation.nginx.__file__).parent / "nginx.conf.template"


def test_nginx_leaves_an_idle_connection_before_web_closes_it(tmp_path: Path) -> None:
    """A POST sent into a connection that just closed was answered 502, and was not sent again."""
    text = TEMPLATE.read_text(encoding="utf-8")
    upstream = re.search(r"upstream web \{.*?\n    \}", text, re.DOTALL)
    assert upstream is not None
    waits = re.search(r"keepalive_timeout (\d+)s;", upstream[0])
    assert waits is not None
    server = Server(load_settings({"HAITANG_DATA_DIR": str(tmp_path)}))
    assert int(waits[1]) < int(server.cfg.settings["keepalive"].get())
