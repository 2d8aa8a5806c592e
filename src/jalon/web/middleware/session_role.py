"""The role under which the database answers a request: without rights until somebody acts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from jalon.accounts.acting import acting_as
from jalon.kernel.acting import NOBODY


class SessionRoleMiddleware:
    """From the first statement of a request to its last, row-level security decides.

    A request acts for nobody until `ActingMiddleware` has found its hat, and what it was about is
    forgotten when it ends, so that a kept connection carries nothing over to the next.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_as(NOBODY):
            return self.get_response(request)
