"""An agreement on paper: the document that both seals are put on, tagged."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from jalon.accounts.models import Affiliation
from jalon.grants.content import articles, reports, schedule
from jalon.grants.models import AgreementVersion
from jalon.ui.pdf import as_pdf


def shown(version: AgreementVersion) -> dict[str, Any]:
    """A version as its page and its document show it."""
    return {
        "version": version,
        "frame": version.frame,
        "articles": articles(version.articles),
        "schedule": schedule(version.schedule),
        "reports": reports(version.reports),
    }


def drawn(
    version: AgreementVersion, *, signatory: Affiliation | None = None,
    signed_at: datetime | None = None,
) -> bytes:  # fmt: skip
    """The text as a tagged PDF; `signatory`: who signs it for the carrier at this instant."""
    context = {
        **shown(version),
        "agreement": version.agreement,
        "signatory": signatory,
        "signed_at": signed_at,
        "author": version.frame["state"]["name"],
        "product": settings.JALON_PRODUCT_NAME,
    }
    return as_pdf(render_to_string("grants/document.html", context, using="jinja2"))
