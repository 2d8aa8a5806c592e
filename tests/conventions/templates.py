"""Checkers of templates: short, saying what they need, and nothing inline (the CSP forbids it)."""

import re
from pathlib import PurePosixPath
from typing import Final

from tests.conventions.modules import MODULE_LINES, Checker

TEMPLATE_LINES: Final = 120
INLINE: Final = {
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script in the page": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "htmx code in an attribute": re.compile(r"<[a-z][^>]*\shx-on\b", re.I),
}
# What a reader reads: text between tags, and the attributes that are read aloud or shown.
SPOKEN: Final = re.compile(r'\b(?:alt|title|placeholder|aria-label)="([^"]*)"')
SILENT: Final = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|&[#a-z0-9]+;", re.S)
TAG: Final = re.compile(r"""<(?:[^>"']|"[^"]*"|'[^']*')*>|[\w:-]+="[^"]*\"""")
WORD: Final = re.compile(r"[^\W\d_]{3,}")
# Names that no language translates.
NAMES: Final = {"Jalon", "République", "Française", "SIRET", "EUPL", "SMS", "Ctrl"}


def a_template_stays_short(path: PurePosixPath, source: str) -> list[str]:
    """A file of macros is a module: it may be as long as one."""
    most = MODULE_LINES if "{% macro" in source else TEMPLATE_LINES
    count = source.count("\n")
    return [f"{count} lines, {most} at most"] if count > most else []


def the_first_line_says_what_it_needs(path: PurePosixPath, source: str) -> list[str]:
    return [] if source.startswith("{#") else ["does not begin by a comment saying what it needs"]


def nothing_is_inline(path: PurePosixPath, source: str) -> list[str]:
    seen = re.sub(r"\{#.*?#\}", "", source, flags=re.S)
    seen = re.sub(r"\{[{%].*?[%}]\}", "", seen, flags=re.S)
    return [f"has {what}" for what, pattern in INLINE.items() if pattern.search(seen)]


def every_word_can_be_translated(path: PurePosixPath, source: str) -> list[str]:
    source = re.sub(r"\{% trans.*?endtrans.*?%\}", "", source, flags=re.S)
    kept = SILENT.sub(" ", source)
    read = [*SPOKEN.findall(kept), TAG.sub(" ", kept)]
    words = {word for text in read for word in WORD.findall(text)} - NAMES
    return [f"words outside _(): {' '.join(sorted(words)[:8])}"] if words else []


CHECKERS: Final[list[Checker]] = [
    a_template_stays_short,
    the_first_line_says_what_it_needs,
    nothing_is_inline,
    every_word_can_be_translated,
]
