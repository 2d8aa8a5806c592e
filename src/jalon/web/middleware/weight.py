"""What is too heavy, or holds a byte that no text holds, is refused before it is read."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from jalon.ui.access import MEGABYTE
from jalon.web.views.errors import explained

FORM_MEGABYTES: Final = 1
ENVELOPE: Final = 64 * 1024  # what a form writes around the file it carries
NUL: Final = "\x00"
METHODS: Final = ("GET", "HEAD", "POST")  # what pages and their forms say; nothing else is heard


class WeightMiddleware:
    """Stands before whatever reads the body: the body of what is refused is never read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if request.method == "POST":
            refusal = too_heavy(request, getattr(view, "megabytes", FORM_MEGABYTES))
            if refusal:
                return refusal
        if holds_nul(request, args, kwargs):
            return explained(request, 400, _("Votre envoi contient un caractère illisible."))
        return None


def too_heavy(request: HttpRequest, megabytes: int) -> HttpResponse | None:
    """413 when more is announced than the page takes; 411 when nothing is announced."""
    if request.headers.get("Transfer-Encoding"):
        text = _("La taille de votre envoi n’est pas annoncée : il ne peut pas être reçu.")
        return explained(request, 411, text)
    # Checked by the server: digits, or it would not have come here.
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length <= megabytes * MEGABYTE + (ENVELOPE if megabytes > FORM_MEGABYTES else 0):
        return None
    text = _(
        "Votre envoi est trop lourd : cette page reçoit au plus %(count)d Mo. Rien n’a été reçu."
    )
    return explained(request, 413, text % {"count": megabytes})


def holds_nul(request: HttpRequest, args: Iterable[Any], kwargs: dict[str, Any]) -> bool:
    texts = [*request.GET.lists()]
    if request.method == "POST" and "form" in (request.content_type or ""):
        texts += request.POST.lists()
    in_address = any(NUL in str(value) for value in (*args, *kwargs.values()))
    return in_address or any(NUL in name + "".join(values) for name, values in texts)
