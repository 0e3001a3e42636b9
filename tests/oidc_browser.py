"""A real OpenID provider in Node, and a person in front of it."""

import html
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import requests

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def real_provider(redirect_uri: str) -> Iterator[str]:
    """Start npm's oidc-provider; gives its issuer."""
    script = ROOT / "tests" / "integration" / "oidc_provider.mjs"
    words = [ROOT / ".venv/bin/node", script, ROOT / "static/node_modules", redirect_uri]
    process = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        for line in process.stdout:
            if line.startswith("http"):
                break
        else:
            raise RuntimeError("oidc-provider did not start")
        yield line.strip()
    finally:
        process.stdin.close()
        process.wait(10)
        process.stdout.close()


def sign_in_there(url: str, name: str, redirect_uri: str) -> str:
    """Log in at the provider's own pages and consent; gives the address it returns us to."""
    with requests.Session() as person:
        person.trust_env = False
        answer = person.get(url, allow_redirects=False)
        for _ in range(12):
            if answer.is_redirect:
                target = urljoin(answer.url, answer.headers["Location"])
                if target.startswith(redirect_uri):
                    return target
                answer = person.get(target, allow_redirects=False)
            else:
                answer = _submit(person, answer, name)
        raise AssertionError(f"the provider never returned us: {answer.text[:500]}")


def _submit(person: requests.Session, answer: requests.Response, name: str) -> requests.Response:
    form = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
    assert form, answer.text[:500]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
    if 'name="login"' in answer.text:
        fields |= {"login": name, "password": "any"}
    target = urljoin(answer.url, html.unescape(form.group(1)))
    return person.post(target, data=fields, allow_redirects=False)
