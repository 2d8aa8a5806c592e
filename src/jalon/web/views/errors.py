"""Pages of error. What does not exist and what may not be known say the same words."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

from jalon.ui.replies import sentence

NEVER_SHOWN = {
    "csrfmiddlewaretoken",
    "acting",
    "password",
    "code",
    "credential",
    "oldpassword",
    "password1",
    "password2",
}
NIR = "nir"  # begins the name of every field where a number of social security is typed
SEALED = {"nir_kept"}  # may travel again, unreadable
# Hidden fields of our forms, by how their names begin: sent again, never told.
HIDDEN = ("before", "token", "nir_kept", "next", "hat", "after", "cautioned", "once")


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return explained(
        request, 400, _("Votre demande n’a pas été comprise. Revenez en arrière et réessayez.")
    )


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return explained(request, 403, _("Vous ne pouvez pas faire cela sous ce rattachement."))


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return explained(request, 404, _("Cette page n’existe pas, ou ne vous est pas accessible."))


def server_error(request: HttpRequest) -> HttpResponse:
    """A mistake of ours (500); when it is the database that is away, 503 and when to come back."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return _bare(request, 500, _("Une erreur est survenue de notre côté. Rien n’a été enregistré."))


def unavailable(request: HttpRequest) -> HttpResponse:
    response = _bare(
        request, 503, _("Le service est momentanément indisponible. Réessayez dans une minute.")
    )
    response["Retry-After"] = "30"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old (a new session since): what was typed is shown, to be sent again."""
    if request.headers.get("HX-Request"):
        return sentence(
            _("Cette page est trop ancienne. Copiez ce que vous avez écrit, puis rechargez-la."),
            403,
        )
    if request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}":
        return resend(request, status=403)
    return forbidden(request)


def resend(
    request: HttpRequest,
    *,
    status: int,
    is_hatless: bool = False,
    is_unprotected: bool = False,
    is_other_hat: bool = False,
) -> HttpResponse:
    """What was typed and could not be accepted, with a way to sign in and to send it again.

    `is_hatless`: who is signed in must first say for whom they act; `is_unprotected`: set up a
    second factor; `is_other_hat`: they have chosen since to act for another organisation.
    """
    context = {
        "typed": typed_by(request),
        "had_file": bool(request.FILES),
        "had_nir": any(
            value and name.startswith(NIR) and name not in SEALED
            for name, value in request.POST.items()
        ),
        "action": request.get_full_path(),
        "is_hatless": is_hatless,
        "is_unprotected": is_unprotected,
        "is_other_hat": is_other_hat,
    }
    return render(request, "web/resend.html", context, status=status)


def typed_by(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """What a form sent, to be sent again: name, value, whether it is shown; never a secret."""
    return [
        (name, value, bool(value) and not name.startswith(HIDDEN))
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER_SHOWN and (name in SEALED or not name.startswith(NIR))
    ]


def explained(request: HttpRequest, status: int, text: str) -> HttpResponse:
    """A refusal said in one sentence: a page, or the sentence alone for htmx."""
    if request.headers.get("HX-Request"):
        return sentence(text, status)
    return render(request, "web/error.html", {"status": status, "sentence": text}, status=status)


def _bare(request: HttpRequest, status: int, text: str) -> HttpResponse:
    """Without context, session or database: they may be what is broken."""
    if request.headers.get("HX-Request"):
        return sentence(text, status)
    page = get_template("web/bare.html").template.render(status=status, sentence=text)  # type: ignore[attr-defined]
    return HttpResponse(page, status=status)
