"""The letter of a result on paper, tagged: drawn once from what the announcement froze."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string

from jalon.appraisal.models import ResultLetter
from jalon.ui.pdf import as_pdf


def drawn(letter: ResultLetter) -> bytes:
    """The letter as a tagged PDF."""
    said = letter.content
    context = {
        "said": said,
        "digest": letter.digest,
        "announced_at": datetime.fromisoformat(said["announced_at"]),
        "filed_at": datetime.fromisoformat(said["filed_at"]),
        "author": said["body"],
        "product": settings.JALON_PRODUCT_NAME,
    }
    return as_pdf(render_to_string("appraisal/result_letter.html", context, using="jinja2"))
