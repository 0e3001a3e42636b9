"""A browser page that tells when a text was run instead of shown."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, Route

from tests.browser.watched import Watched, watch
from tests.hostile_text import PAYLOADS

# What the policy refused counts as a hole too: the markup was ours to escape, not the browser's.
_WATCH = """
window.__refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.__refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
# An element, an attribute or an address that only a payload can have brought.
_STRANGERS = """() => {
  const tags = new Set(["IFRAME", "OBJECT", "EMBED", "MARQUEE", "MATH", "XSS", "BASE", "AUDIO",
    "VIDEO", "ANIMATE"]);
  const bad = (a) => /^on/i.test(a.name) || a.name === "srcdoc" ||
    (/^(src|href|xlink:href|action|data|style)$/i.test(a.name) &&
      !a.value.startsWith("tel:") && /^\\s*javascript:|xss\\.invalid|__hit/i.test(a.value));
  return [...document.querySelectorAll("*")]
    .filter((e) => tags.has(e.tagName.toUpperCase()) || [...e.attributes].some(bad) ||
      (e.tagName === "SCRIPT" && e.textContent.trim().startsWith("window.__hit")))
    .map((e) => e.outerHTML.slice(0, 200));
}"""
_TEXTS = """() => document.body.textContent + [...document.querySelectorAll("*")]
  .flatMap((e) => [e.title ?? "", e.getAttribute("aria-label") ?? "", e.value ?? ""]).join(" ")"""
# Keys whose value is words for people, wherever the API says them.
_WORDS = frozenset({
    "zh", "en", "name", "name_zh", "name_en", "title", "text", "label", "display_name", "source",
    "detail", "reason", "reasons", "why", "what", "todo", "township", "county", "village",
    "address", "keeper", "keeper_phone", "basis_text", "station", "adopted_by", "made_by",
    "description", "method", "agent", "basin", "note", "object",
})  # fmt: skip
# Here `name` and `source` name a column or a table for the map's style.
_CATALOGUES = ("/api/v1/layers", "/api/v1/basemap", "/api/v1/session")


@dataclass(slots=True)
class HostilePage:
    """A watched page with what ran in it."""

    watched: Watched
    dialogs: list[str] = field(default_factory=list[str])
    poison: "Poison | None" = None

    @property
    def page(self) -> Page:
        return self.watched.page

    def shown(self) -> set[str]:
        """Payloads that stand on the page as text."""
        text = str(self.page.evaluate(_TEXTS))
        return {payload for payload in PAYLOADS if payload.strip() and payload.strip() in text}

    def check(self) -> None:
        """Nothing ran, nothing was built of a text, nobody else was asked."""
        page = self.page
        found = {
            "elements": page.evaluate(_STRANGERS),
            "hit": page.evaluate("window.__hit ?? Object.prototype.__hit ?? null"),
            "refused": page.evaluate("window.__refused ?? []"),
            "dialogs": self.dialogs,
            "foreign": self.watched.foreign,
            "complaints": self.watched.complaints,
        }
        told = {what: each for what, each in found.items() if each}
        if told:
            pytest.fail(json.dumps(told, ensure_ascii=False, indent=1)[:3000])


def open_page(context: BrowserContext, base: str) -> HostilePage:
    context.add_init_script(_WATCH)
    made = HostilePage(watch(context, base))

    def note(dialog: Dialog) -> None:
        made.dialogs.append(dialog.message)
        dialog.dismiss()

    made.page.on("dialog", note)
    return made


class Poison:
    """Every word the server says becomes a payload on its way: fields no test could fill."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.fields: set[str] = set()

    def on(self, context: BrowserContext) -> None:
        context.route("**/api/v1/**", self._answer)

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if route.request.method != "GET" or "/tiles/" in path:
            route.continue_()
            return
        answer = route.fetch()
        if "json" not in answer.headers.get("content-type", ""):
            route.fulfill(response=answer)
            return
        catalogue = path in _CATALOGUES
        words = _WORDS - {"name", "source", "label"} if catalogue else _WORDS
        route.fulfill(response=answer, body=json.dumps(self._poisoned(answer.json(), words)))

    def _poisoned(self, value: Any, words: frozenset[str]) -> Any:
        if isinstance(value, list):
            return [self._poisoned(each, words) for each in value]
        if not isinstance(value, dict):
            return value
        return dict(self._members(value, words))

    def _members(self, value: dict[str, Any], words: frozenset[str]) -> Iterator[tuple[str, Any]]:
        for key, each in value.items():
            if isinstance(each, str) and key in words:
                yield key, self._payload(key, each)
            else:
                yield key, self._poisoned(each, words)

    def _payload(self, key: str, text: str) -> str:
        """The same for the same text, so that what belongs together still does."""
        chosen = PAYLOADS[zlib.crc32(f"{key}{text}".encode()) % len(PAYLOADS)]
        self.used.add(chosen)
        self.fields.add(key)
        return chosen
