"""Documents that leave the platform: one way to answer with a file."""

from typing import Any, Final

from django.http import HttpResponse
from django.template.loader import render_to_string

from jalon.ui.pdf import as_pdf

PDF: Final = "application/pdf"


def pdf_answer(template: str, context: dict[str, Any], name: str) -> HttpResponse:
    """A page of ours as a tagged PDF, to keep. Raises PdfUnavailable (409, one sentence)."""
    html = render_to_string(template, context, using="jinja2")
    return attachment(as_pdf(html), PDF, name)


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
