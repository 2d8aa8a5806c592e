"""The photo that one shows to the people one is the référent of: chosen, seen, taken away."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.accounts.models import Affiliation
from jalon.entry.forms import PortraitForm
from jalon.entry.models import Portrait
from jalon.entry.operations import remove_portrait, show_portrait
from jalon.entry.rules import SHOW_PORTRAIT
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.photos import HEAVIEST
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def my_portrait(request: Request) -> HttpResponse:
    hat = _own_hat(request)
    form = PortraitForm(typed(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and _done(request, hat, form):
        return redirect("my_portrait")
    shown = Portrait.objects.filter(pk=hat.pk).values_list("shown_at", flat=True).first()
    context = {"form": form, "shown_at": shown, "heaviest": HEAVIEST}
    status = 422 if form.errors else 200
    return render(request, "entry/my_portrait.html", context, status=status)


def _own_hat(request: Request) -> Affiliation:
    hat = Affiliation.objects.get(pk=request.actor.affiliation_id)
    SHOW_PORTRAIT.require(request.actor, hat)
    return hat


def _done(request: Request, hat: Affiliation, form: PortraitForm) -> bool:
    by, at = request.actor, timezone.now()
    if "remove" in request.POST:
        remove_portrait(affiliation=hat, by=by, at=at)
        messages.success(request, _("Votre photo est retirée."))
        return True
    if not form.is_valid():
        return False
    try:
        photo = form.cleaned_data["photo"].read(HEAVIEST * 1024 * 1024 + 1)
        show_portrait(affiliation=hat, photo=photo, by=by, at=at)
    except Refused as refusal:
        form.add_error("photo", str(refusal))
        return False
    messages.success(request, _("Votre photo est montrée aux personnes que vous accompagnez."))
    return True


@page
@require_safe
def my_portrait_image(request: Request) -> HttpResponse:
    return portrait_of(_own_hat(request).pk)


def portrait_of(affiliation_id: int | None) -> HttpResponse:
    """The photo of this professional: our own JPEG, as a file. Raises Http404."""
    portrait = Portrait.objects.filter(pk=affiliation_id).first()
    if portrait is None:
        raise Http404
    answer = HttpResponse(bytes(portrait.drawn), content_type="image/jpeg")
    answer["Content-Disposition"] = 'attachment; filename="photo.jpg"'
    return answer
