"""A page of ours as a PDF that a screen reader can read (PDF/UA-1): tags, language, title.

WeasyPrint needs Pango, a library of the system. Where it is missing, the site works and the
document says in one sentence what to do.
"""

import importlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from jalon.kernel.errors import Refused

STYLES: Final = Path(__file__).resolve().parent / "print" / "document.css"
FONTS: Final = Path(__file__).resolve().parent / "static" / "ui" / "fonts"


class PdfUnavailable(Refused):
    """This server has not the library that draws documents."""


def as_pdf(html: str) -> bytes:
    """The document, tagged. `html` gives its language and its title. Raises PdfUnavailable."""
    weasyprint = _library()
    base, fetcher = f"{FONTS.as_uri()}/", _our_fonts()
    fonts = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    document = weasyprint.HTML(string=html, base_url=base, url_fetcher=fetcher)
    styles = weasyprint.CSS(
        string=STYLES.read_text(), base_url=base, url_fetcher=fetcher, font_config=fonts
    )
    drawn = document.write_pdf(stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1")
    return bytes(drawn)


@lru_cache(1)
def _library() -> Any:
    """Loaded at the first document: it takes half a second, and a library of the system."""
    try:
        return importlib.import_module("weasyprint")
    except OSError as error:  # Pango is not there
        raise PdfUnavailable(
            _(
                "Ce document ne peut pas être fait : il manque une bibliothèque au serveur. "
                "Prévenez la personne qui l’administre. Le fichier de données, lui, est disponible."
            )
        ) from error


@lru_cache(1)
def _our_fonts() -> Any:
    """Nothing that people wrote makes this server fetch anything: our fonts, and that is all."""
    weasyprint = _library()

    class OurFonts(weasyprint.urls.URLFetcher):  # type: ignore[name-defined]  # loaded late
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(FONTS.as_uri() + "/") or ".." in url:
                raise ValueError(f"{url!r} is not one of our fonts")
            return super().fetch(url, headers)

    return OurFonts(allowed_protocols={"file"})
