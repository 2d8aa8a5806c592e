"""Whether every French sentence of the product has its English one.

Used as a program, by the Python of the environment. It extracts the sentences as they
are today and compares them with `locale/en/LC_MESSAGES/django.po`: a missing, empty or doubtful
(fuzzy) translation is named.
`translations.py --update` brings the files to today's sentences, keeping what is translated.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "jalon"
KEYWORDS = ["_", "_t", "gettext", "gettext_lazy", "ngettext:1,2", "ngettext_lazy:1,2"]
KEYWORDS += ["spoken"]  # where no framework is known (access.policy)
KEYWORDS += ["pgettext:1c,2", "pgettext_lazy:1c,2", "npgettext:1c,2,3"]
LANGUAGES = ["en"]  # beside French, in which the sentences are written
MAPPING = """
[python: **.py]
[jinja2: **/jinja2/**]
encoding = utf-8
trimmed = true
silent = false
"""


def main(arguments: list[str]) -> int:
    """Prints what is not translated; 0 when nothing is."""
    today = extracted()
    wrong = 0
    for language in LANGUAGES:
        file = PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"
        catalog = read(file, language)
        if arguments == ["--update"]:
            catalog.update(today, no_fuzzy_matching=True)
            catalog.obsolete.clear()
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as target:
                write_po(target, catalog, width=100, sort_output=True)
        for identifier in missing(catalog, today):
            print(f"{language}: not translated: {identifier!r}")
            wrong += 1
    return 1 if wrong else 0


def read(file: Path, language: str) -> Catalog:
    """The translations of a language; none yet when there is no file."""
    if not file.exists():
        return Catalog(locale=language, domain="django", project="Jalon", charset="utf-8")
    with file.open("rb") as source:
        return read_po(source, locale=language)


def extracted() -> Catalog:
    """The sentences of the code and of the pages, as they are today."""
    with tempfile.TemporaryDirectory() as folder:
        mapping, target = Path(folder) / "mapping.ini", Path(folder) / "today.pot"
        mapping.write_text(MAPPING)
        command = [sys.executable, "-m", "babel.messages.frontend", "extract", "--no-location"]
        command += ["--mapping-file", str(mapping), "--output-file", str(target)]
        command += [word for keyword in KEYWORDS for word in ("--keyword", keyword)]
        command += ["--no-default-keywords"]
        told = subprocess.run([*command, str(PACKAGE)], capture_output=True, text=True)
        if told.returncode:
            sys.exit(told.stderr)
        with target.open("rb") as source:
            return read_po(source)


def missing(catalog: Catalog, today: Catalog) -> list[str]:
    """The sentences of today that the catalog does not translate, or only doubtfully."""
    found = []
    for message in today:
        if not message.id:
            continue
        identifier = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
        known = catalog.get(identifier, message.context)
        text = known.string if known else ""
        whole = all(text) if isinstance(text, (list, tuple)) else bool(text)
        if known is None or not whole or known.fuzzy:
            found.append(identifier)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
