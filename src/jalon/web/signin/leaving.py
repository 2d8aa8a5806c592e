"""Signing out empties the browser of what it kept of us."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse


def forgotten(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """The page of the library that signs out; once it did, nothing of the visit stays on disk.

    Cookies are not named: the session's is ended by the server, the language is the reader's.
    """

    @wraps(view)
    def leaving(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        was_in = request.user.is_authenticated
        answer: HttpResponse = view(request, *args, **kwargs)
        if was_in and not request.user.is_authenticated:
            answer["Clear-Site-Data"] = '"cache", "storage"'
        return answer

    return leaving
