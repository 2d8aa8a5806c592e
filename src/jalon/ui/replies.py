"""Short answers to htmx: one sentence that the page says aloud."""

from django.http import HttpResponse


def sentence(text: str, status: int) -> HttpResponse:
    """A refusal or an error as plain text; `ui/announce.js` puts it in the live region."""
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
