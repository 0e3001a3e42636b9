"""axe's rules over a page as it stands; a colour is asked for in each theme, all else once."""

from collections.abc import Sequence

from playwright.sync_api import Page

from tests.browser.conftest import CLONE

SCRIPT = CLONE / "static" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SERIOUS = {"serious", "critical"}
CONTRAST = "color-contrast"
RUN = "asked => axe.run(document, { ...asked, resultTypes: ['violations'] })"
# A colour on its way from one theme to the other is in neither: nothing fades while we look.
SWITCH = """theme => {
    if (!window.axe_still) {
        window.axe_still = new CSSStyleSheet();
        window.axe_still.replaceSync('* { transition: none !important }');
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, window.axe_still];
    }
    document.documentElement.dataset.theme = theme;
}"""


def serious_faults(page: Page, themes: Sequence[str], *, colours: bool = True) -> list[str]:
    """One line for each element that breaks a rule; the page is left in its own theme.

    A theme changes colours and nothing else, a language everything but colours: without `colours`
    those are left out, and of every theme but the first they alone are asked for.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    own = page.evaluate("document.documentElement.dataset.theme")
    first, *others = themes
    every = {"runOnly": RULES, "rules": {CONTRAST: {"enabled": colours}}}
    faults = _faults_in(page, first, every)
    for theme in others if colours else ():
        faults += _faults_in(page, theme, {"runOnly": {"type": "rule", "values": [CONTRAST]}})
    page.evaluate(SWITCH, own)
    return faults


def _faults_in(page: Page, theme: str, asked: dict[str, object]) -> list[str]:
    page.evaluate(SWITCH, theme)
    found = page.evaluate(RUN, asked)["violations"]
    serious = [broken for broken in found if broken["impact"] in SERIOUS]
    return [f"{theme}: {broken['id']}: {node['html'][:160]} {node['failureSummary']}"
            for broken in serious for node in broken["nodes"]]  # fmt: skip
