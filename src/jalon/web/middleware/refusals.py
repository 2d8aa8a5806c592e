"""The domain's two refusals, as pages, or as one sentence for htmx."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jalon.kernel.errors import Denied, Refused
from jalon.ui.replies import sentence
from jalon.vigilance.counting import BudgetExceeded
from jalon.web.views.excess import excess


class RefusalsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, BudgetExceeded):
            return excess(request, error)
        if not isinstance(error, Denied | Refused):
            return None
        status = 403 if isinstance(error, Denied) else 409
        if request.headers.get("HX-Request"):
            return sentence(str(error), status)
        return render(request, "web/refusal.html", {"sentence": str(error)}, status=status)
