"""The documentation of the desk shows screens and words that exist."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs/desk").glob("*.md"))
WORDS = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
JOURNEY = ROOT / "tests/browser/test_desk.py"


def flat(text: str) -> str:
    return text.replace("’", "'").strip(" .")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_words_in_italics_are_those_of_the_screens(page):
    with (ROOT / "src/jalon/locale/en/LC_MESSAGES/django.po").open("rb") as file:
        said = {flat(str(one.id)) for one in read_po(file)}

    shown = {" ".join(words.split()) for words in WORDS.findall(page.read_text())}
    assert [words for words in sorted(shown) if flat(words) not in said] == []


def test_every_picture_is_there_is_shown_and_is_made_by_the_journey():
    shown = {
        name for page in PAGES for name in re.findall(r"pictures/([\w-]+)\.png", page.read_text())
    }
    kept = {file.stem for file in (ROOT / "docs/desk/pictures").glob("*.png")}
    made = set(re.findall(r'picture\([\w.]+, "([\w-]+)"\)', JOURNEY.read_text()))

    assert shown == kept == made


def test_every_link_leads_somewhere():
    broken = [
        (page.name, link)
        for page in PAGES
        for link in re.findall(r"\]\(([^)#]+)", page.read_text())
        if not (page.parent / link).exists()
    ]

    assert broken == []
