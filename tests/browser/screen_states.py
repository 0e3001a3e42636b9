"""Every screen, and the states it can be brought into, in whichever language it speaks."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

PATIENCE_MS = 240_000  # software WebGL on two busy cores
REST = "rest"


@dataclass(frozen=True, slots=True)
class State:
    """What is pressed one after the other to come into it, and what then stands there."""

    name: str
    pressed: tuple[str, ...]
    shown: str
    typed: Callable[[Page], None] | None = None
    left_by: str | None = None  # what is pressed to leave it; by itself Escape


@dataclass(frozen=True, slots=True)
class Screen:
    """A page for somebody, and what stands on it at rest."""

    name: str
    path: str
    who: str
    shown: str
    states: tuple[State, ...] = ()
    themes: tuple[str, ...] = ("dark", "light")


def tab(position: int) -> str:
    return f"[role=tab]:nth-child({position})"


def by_key(key: str) -> Callable[[Page], None]:
    return lambda page: page.keyboard.press(key)


def search(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.locator(".search-input").fill("sjm")


def open_card(page: Page) -> None:
    search(page)
    page.locator(".results [role=option]").first.wait_for()
    page.keyboard.press("Enter")


RESPONSE = "button.response"
PLANNER = (
    State("change", (tab(2),), "#storm-tab .block"),
    State("forecast", (tab(3),), "#storm-tab .acts"),
    State("past", (tab(4),), ".past-search"),
    State("entry", (tab(3), "#storm-tab .acts button"), ".entry"),
    State("zone", (".zones .zone",), ".hero"),
    State("card", (), ".card", open_card),
    State("response", (RESPONSE,), ".response-panel"),
    State("response draft", (RESPONSE, f".response-panel {tab(2)}"), "#response-part form"),
    State("response rules", (RESPONSE, f".response-panel {tab(3)}"), "#response-part"),
    State("feeds", (".feeds > button",), ".feed-counters"),
    State("person", (".chip-name",), ".chip-menu"),
    State("incident", (".incident-name",), ".incident-deeds"),
    State("help", (), "dialog", by_key("Control+/")),
    State("search", (), ".results [role=option]", search),
    State("plans", (".zones-draft:nth-of-type(2)",), ".plans"),
    State("table", (".tools > :nth-child(3)",), "dialog textarea"),
    State("import", (".layers-import",), "dialog"),
)  # fmt: skip
FIELD = (
    State("report", (".act-danger",), "textarea", left_by=".report-acts .act"),
    State("outbox", (".queue-count",), ".outbox", left_by=".outbox header button"),
)
EDIT = ".values-table .detail-part .button-primary"
LEAVE = ".values-editing .form-acts .button:not(.button-primary)"
ADD = ".split-tools .button-primary"

SCREENS = (
    Screen("planner", "/", "planner", ".storm-head h2", PLANNER),
    Screen("wall", "/wall", "wall", ".side-boats", themes=("dark",)),
    Screen("field", "/field", "tablet", ".nearest li", FIELD, ("sun",)),
    Screen("signin", "/signin", "nobody", "form", themes=("dark", "light", "sun")),
    Screen("account", "/account", "administrator", ".own-rows"),
    Screen("units", "/admin#units", "administrator", ".tree-row",
           (State("unit", (".tree-row",), ".detail-part"),)),
    Screen("people", "/admin#people", "administrator", ".split-list tbody tr",
           (State("new person", (ADD,), "dialog form"),)),
    Screen("devices", "/admin#devices", "administrator", ".split-list tbody tr",
           (State("new device", (ADD,), "dialog form"),)),
    Screen("roles", "/admin#roles", "administrator", ".matrix"),
    Screen("policy", "/admin#policy", "administrator", ".policy"),
    Screen("values", "/values", "planner", ".split-list tbody tr",
           (State("value", (".split-list tbody tr",), ".split-detail .detail-part"),)),
    *(Screen(f"values {table}", f"/values#{table}", "planner", ".values-rows",
             (State("editing", (EDIT,), ".values-editing", left_by=LEAVE),))
      for table in ("response", "warning", "exposure")),
    Screen("registers", "/registers/shelters", "planner", ".split-list tbody tr",
           (State("row", (".split-list tbody tr",), ".registers-history li"),
            State("new row", (".registers-acts button",), ".registers-form"))),
    Screen("audit", "/audit", "auditor", ".audit-list tbody tr"),
    Screen("docs", "/docs", "planner", "h1"),
    Screen("errors", "/docs/errors", "planner", "h1"),
)  # fmt: skip


def reach(page: Page, state: State) -> None:
    """Bring the page into a state; by events of its own, for clicks wait until a map is drawn."""
    for selector in state.pressed:
        page.locator(selector).first.dispatch_event("click")
    if state.typed is not None:
        state.typed(page)
    page.locator(state.shown).first.wait_for()


def leave(page: Page, state: State) -> None:
    """Back to rest: Escape closes what is uppermost, one thing at a press."""
    if state.left_by is not None:
        page.locator(state.left_by).first.dispatch_event("click")
        return
    for _ in range(3):
        page.keyboard.press("Escape")
    first_tab = page.locator(".storm [role=tab]")
    if first_tab.count():
        first_tab.first.dispatch_event("click")
