"""Whether every French sentence of the product has its English one.

Used as a program, by the Python of the environment. It extracts the sentences as they
are today and compares them with `locale/*/LC_MESSAGES/django.po`: a missing, empty or doubtful
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
KEYWORDS = ["_", "gettext", "gettext_lazy", "ngettext:1,2", "ngettext_lazy:1,2"]
KEYWORDS += ["pgettext:1c,2", "pgettext_lazy:1c,2", "npgettext:1c,2,3"]
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
    for file in sorted(PACKAGE.glob("locale/*/LC_MESSAGES/django.po")):
        with file.open("rb") as source:
            catalog = read_po(source, locale=file.parent.parent.name)
        if arguments == ["--update"]:
            catalog.update(today, no_fuzzy_matching=True)
            catalog.obsolete.clear()
            with file.open("wb") as target:
                write_po(target, catalog, width=100, sort_output=True)
        for identifier in missing(catalog, today):
            print(f"{file.parent.parent.name}: not translated: {identifier!r}")
            wrong += 1
    return 1 if wrong else 0


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
