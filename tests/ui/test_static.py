"""What every page weighs and carries."""

import gzip
import re
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from jalon.web.context import STYLESHEETS

SCRIPTS = ["django_htmx/htmx-2.min.js", "ui/announce.js", "ui/shortcuts.js", "ui/drafts.js"]


def read(name: str) -> bytes:
    with open(finders.find(name), "rb") as file:  # type: ignore[arg-type]
        return file.read()


def test_styles_and_scripts_of_a_page_leave_room_under_200_kb() -> None:
    files = STYLESHEETS["neutral"] + SCRIPTS
    sent = sum(len(gzip.compress(read(name))) for name in files)

    assert sent < 60_000


def test_the_neutral_theme_carries_nothing_of_the_state() -> None:
    text = b"".join(read(name) for name in STYLESHEETS["neutral"]).decode()
    without_comments = re.sub(r"/\*.*?\*/", "", text, flags=re.S)

    assert "Marianne" not in without_comments
    assert "dsfr" not in without_comments
    assert settings.JALON_THEME == "neutral"


def test_every_colour_of_text_is_readable_on_its_ground() -> None:
    sheet = read("ui/neutral.css").decode()
    light, dark = sheet.split("@media (prefers-color-scheme: dark)")[:2]
    pairs = [
        *((ink, ground) for ink in ("ink", "ink-2", "accent") for ground in ("paper", "sheet")),
        *((kind, f"{kind}-soft") for kind in ("success", "warning", "error", "info")),
        *((kind, "sheet") for kind in ("success", "warning", "error", "info")),
        ("accent-strong", "accent-soft"),
        ("on-accent", "accent"),
        ("ink", "sunken"),
        ("ink-2", "sunken"),
    ]
    for theme in (light, dark):
        tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", theme))
        assert {
            pair: contrast(tokens[pair[0]], tokens[pair[1]]) >= 4.5 for pair in pairs
        } == dict.fromkeys(pairs, True)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG between two colours written #rrggbb."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_sheet_of_the_state_s_theme_comes_with_the_product() -> None:
    package = Path(find_spec("dsfr").origin).parent / "static"  # type: ignore[union-attr, arg-type]
    ours = [name for name in STYLESHEETS["dsfr"] if name.startswith("ui/")]
    theirs = [name for name in STYLESHEETS["dsfr"] if name.startswith("dsfr/")]

    assert [name for name in theirs if not (package / name).is_file()] == []
    assert [name for name in ours if not finders.find(name)] == []
