"""The pages of a link: choose, move, cancel one appointment, without an account.

They say when, where and with which body; no name, and nothing of the dossier. A link that is over
and one that never was are answered in the same words.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.appointments import operations, words
from jalon.appointments.changing import is_open, slots_for
from jalon.appointments.codes import letters_of
from jalon.appointments.forms import CodeForm, HourForm
from jalon.appointments.models import BookingLink
from jalon.appointments.queries.linked import holding
from jalon.kernel.errors import Refused
from jalon.ui.access import public_page
from jalon.ui.asked import GET_OR_POST, typed


@public_page
@require_http_methods(GET_OR_POST)
def enter_code(request: HttpRequest) -> HttpResponse:
    """For whoever received a letter: the code, typed."""
    form = CodeForm(typed(request))
    if request.method == "POST" and form.is_valid():
        code = letters_of(form.cleaned_data["code"])
        with holding(code, at=timezone.now()) as link:
            if link is not None:
                return redirect("appointment_link", code)
        form.add_error("code", _("Ce code n’ouvre rien. Vérifiez-le, ou demandez-en un autre."))
    status = 422 if form.errors else 200
    return render(request, "appointments/enter_code.html", {"form": form}, status=status)


@public_page
@require_safe
def appointment_link(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, code)


def _page(request: HttpRequest, code: str, refusal: str = "") -> HttpResponse:
    now = timezone.now()
    with holding(code, at=now) as link:
        context = _said(link, code, now) if link else None
    if context is None:
        return render(request, "appointments/link_over.html", status=404)
    context["refusal"] = refusal
    status = 409 if refusal else 200
    return render(request, "appointments/link.html", context, status=status)


def _said(link: BookingLink, code: str, now: Any) -> dict[str, Any]:
    one = link.appointment
    slots = slots_for(one, at=now) if is_open(one, now) else []
    return {
        "one": words.told(one, now),
        "phone": one.organisation.phone,
        "is_open": is_open(one, now),
        "days": words.by_day(slots, one.zone),
        "code": code,
    }


@public_page
@require_POST
def book_by_link(request: HttpRequest, code: str) -> HttpResponse:
    """One of the hours that the page proposed."""
    form = HourForm(request.POST)
    slot = form.cleaned_data["slot"] if form.is_valid() else None
    if slot is None:
        return _page(request, code, _("Choisissez un horaire."))

    def book(link: BookingLink) -> None:
        operations.book_appointment_by_link(link=link, starts_at=slot, by=None, at=timezone.now())

    return _changed(request, code, book, _("C’est fixé."))


@public_page
@require_POST
def cancel_by_link(request: HttpRequest, code: str) -> HttpResponse:
    def cancel(link: BookingLink) -> None:
        operations.cancel_appointment_by_link(link=link, by=None, at=timezone.now())

    return _changed(request, code, cancel, "")


def _changed(
    request: HttpRequest, code: str, change: Callable[[BookingLink], None], sentence: str
) -> HttpResponse:
    """Do it, then show the appointment as it is; a refusal is a sentence on the same page."""
    try:
        with holding(code, at=timezone.now()) as link:
            if link is not None:
                change(link)
    except Refused as error:
        return _page(request, code, str(error))
    if link is None:
        return render(request, "appointments/link_over.html", status=404)
    if not sentence:
        return render(request, "appointments/link_cancelled.html")
    messages.success(request, sentence)
    return redirect("appointment_link", code)
