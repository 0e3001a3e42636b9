"""What of a page cannot be seen whole: out of the window, or words out of their box."""

from playwright.sync_api import Page

# What scrolls may hold more than it shows, and an ellipsis says itself that there is more.
FIND = """() => {
  const named = (e) => e.tagName.toLowerCase() + [...e.classList].map((c) => '.' + c).join('')
    + ' ' + JSON.stringify((e.innerText || e.value || '').trim().slice(0, 40));
  const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !e.closest('.visually-hidden, [aria-hidden=true], .skip-links, svg, .maplibregl-map');
  const scrolls = (e, side) => ['auto', 'scroll'].includes(getComputedStyle(e)['overflow' + side]);
  const found = [];
  for (const e of document.querySelectorAll('body *')) {
    if (!shown(e)) continue;
    const box = e.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    const control = e.matches('button, a, input, select, textarea, summary, h1, h2, h3, time');
    const wordy = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== '');
    if (!control && !wordy) continue;
    const shortened = getComputedStyle(e).textOverflow === 'ellipsis';
    if (wordy && !e.title && !shortened && e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1
        && !scrolls(e, 'X')) found.push(`words out of ${named(e)}`);
    const paged = getComputedStyle(document.documentElement).overflowY !== 'hidden';
    for (let up = e.parentElement, x = false, y = paged; up; up = up.parentElement) {
      x ||= scrolls(up, 'X');
      y ||= scrolls(up, 'Y');
      if (up === document.body) {
        if (!x && (box.left < -1 || box.right > innerWidth + 1))
          found.push(`beside the window: ${named(e)}`);
        if (!y && (box.top < -1 || box.bottom > innerHeight + 1))
          found.push(`below the window: ${named(e)}`);
        break;
      }
      const hides = getComputedStyle(up), edge = up.getBoundingClientRect();
      if (hides.textOverflow === 'ellipsis') break;
      const away = box.left >= edge.right || box.top >= edge.bottom; // wrapped out of sight
      if (away && hides.overflow.includes('hidden')) break;
      const beside = box.left < edge.left - 1 || box.right > edge.right + 1;
      const below = box.top < edge.top - 1 || box.bottom > edge.bottom + 1;
      if (!x && hides.overflowX !== 'visible' && beside) {
        found.push(`cut at the side by ${named(up).slice(0, 40)}: ${named(e)}`);
        break;
      }
      if (!y && hides.overflowY === 'hidden' && below) {
        found.push(`cut below by ${named(up).slice(0, 40)}: ${named(e)}`);
        break;
      }
    }
  }
  return [...new Set(found)];
}"""


def parts_cut(page: Page) -> list[str]:
    """One line for each."""
    found: list[str] = page.evaluate(FIND)
    return found
