"""The domain's two refusals, as pages, or as one sentence for htmx; and who may not act at all.

A stopped account is shown nothing: it writes nothing either, so that whoever holds it lets nobody
in. Its own account stays open to it, to sign out or change a password.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jalon.accounts.actor import Actor
from jalon.kernel.errors import Denied, Refused
from jalon.ui.replies import sentence
from jalon.vigilance.counting import BudgetExceeded
from jalon.vigilance.queries import is_stopped
from jalon.web.views.excess import excess, stopped

LOOKING = {"GET", "HEAD", "OPTIONS"}


class RefusalsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        actor = getattr(request, "actor", None)
        if request.method in LOOKING or not isinstance(actor, Actor):
            return None
        if getattr(view, "access", "acting") != "acting" or not is_stopped(actor.user_id):
            return None
        return stopped(request, actor)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, BudgetExceeded):
            return excess(request, error)
        if not isinstance(error, Denied | Refused):
            return None
        status = 403 if isinstance(error, Denied) else 409
        if request.headers.get("HX-Request"):
            return sentence(str(error), status)
        return render(request, "web/refusal.html", {"sentence": str(error)}, status=status)
