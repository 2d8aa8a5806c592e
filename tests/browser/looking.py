"""Looking at a page as it stands: axe finds nothing, nothing is wider than the window."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text()
# Preloading costs a third of the time, for an experimental rule that is off.
RUN = (
    "axe.run(document, {resultTypes: ['violations'], preload: false})"
    ".then(found => found.violations)"
)
# Colours pass to those of the night in a moment, in which they are neither.
SETTLE = "document.getAnimations().forEach(one => one instanceof CSSTransition && one.finish())"
WAYS: list[tuple[int, Any]] = [(1280, "light"), (375, "dark")]


def axe(page: Page) -> list[str]:
    """What axe finds wrong in a page, one line per element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return [
        f"{rule['id']}: {node['target'][0]}: {node['failureSummary']}"
        for rule in page.evaluate(RUN)
        for node in rule["nodes"]
    ]


def sideways(page: Page) -> list[str]:
    """A page never scrolls sideways."""
    extra = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return [f"{extra} px too wide"] if extra > 0 else []


def mirrored(page: Page) -> list[str]:
    """Nor does it when a language is written from right to left."""
    page.evaluate("document.documentElement.dir = 'rtl'")
    found = [f"from right to left, {fault}" for fault in sideways(page)]
    page.evaluate("document.documentElement.dir = 'ltr'")
    return found


# On the person's pages: what one touches and that stands in no sentence.
SMALL = """() => [...document.querySelectorAll(
    '.j-space :is(.fr-btn, .fr-input, .fr-select, .fr-upload, summary, button)')]
    .map(one => [one.textContent.trim() || one.name, one.getBoundingClientRect()])
    .filter(([name, box]) => box.height && (box.height < 43.5 || box.width < 43.5))
    .map(([name, box]) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)} px`)"""


def small_targets(page: Page) -> list[str]:
    return [f"too small to touch: {one}" for one in page.evaluate(SMALL)]


def faults(page: Page) -> list[str]:
    """By day in a large window, then on a telephone by night; the page is left as it was."""
    before = page.viewport_size
    found = []
    for width, scheme in WAYS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLE)
        found += [f"{width} {scheme}: {fault}" for fault in axe(page) + sideways(page)]
    # On the telephone still.
    found += [f"{width} {scheme}: {fault}" for fault in mirrored(page) + small_targets(page)]
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)
    return found
