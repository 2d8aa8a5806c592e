"""Short answers to htmx: one sentence that the page says aloud."""

from urllib.parse import quote

from django.http import HttpResponse


def sentence(text: str, status: int, *, link: tuple[str, str] | None = None) -> HttpResponse:
    """A refusal or an error as plain text; `ui/announce.js` puts it in the live region.

    `link`, an address and its words, is what to do about it, opened in a new tab.
    """
    answer = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    if link:
        answer["X-Jalon-Link"], answer["X-Jalon-Link-Text"] = link[0], quote(link[1])
    return answer
