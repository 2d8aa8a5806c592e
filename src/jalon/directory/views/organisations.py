"""Look an organisation up, register one, close one."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.accounts.kinds import PROFILES, OrganisationKind
from jalon.accounts.models import Organisation
from jalon.directory.forms import OrganisationFilters, OrganisationForm
from jalon.directory.operations import close_organisation, register_organisation
from jalon.directory.operations.register_organisation import OrganisationAlreadyRegistered
from jalon.directory.queries import (
    PAGE_SIZE,
    answered_for,
    members,
    organisations,
    territories_with_organisations,
    trusted_by,
)
from jalon.directory.rules import (
    CLOSE_ORGANISATION,
    READ_DIRECTORY,
    REGISTER_ORGANISATION,
    roles_to_give,
)
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_safe
def organisation_list(request: Request) -> HttpResponse:
    actor = request.actor
    filters = OrganisationFilters(request.GET, territories=territories_with_organisations(actor))
    wanted = filters.cleaned_data if filters.is_valid() else {}
    found = organisations(
        actor,
        text=wanted.get("q", ""),
        kind=wanted.get("kind", ""),
        territory=wanted.get("territory"),
        after=wanted.get("after"),
    )
    shown = list(found[: PAGE_SIZE + 1])
    following = request.GET.copy()
    following["after"] = str(shown[PAGE_SIZE - 1].public_id) if len(shown) > PAGE_SIZE else ""
    context = {
        "filters": filters,
        "organisations": shown[:PAGE_SIZE],
        "next_query": following.urlencode() if following["after"] else "",
        "may_register": REGISTER_ORGANISATION.allows(actor, None),
    }
    return render(request, "directory/organisation_list.html", context)


@page
@require_safe
def organisation_page(request: Request, public_id: str) -> HttpResponse:
    actor = request.actor
    everyone = Organisation.objects.select_related("territory", "parent")
    organisation = get_object_or_404(everyone, public_id=public_id)
    READ_DIRECTORY.require(actor, organisation)
    context = {
        "organisation": organisation,
        "profile": PROFILES[OrganisationKind(organisation.kind)],
        "children": organisation.children.filter(closed_on=None).order_by("name", "pk"),
        "members": members(actor, organisation),
        "are_colleagues": organisation.pk == actor.organisation_id,
        "endable": set(answered_for(actor).values_list("pk", flat=True)),
        "trusted": set(trusted_by(actor).values_list("pk", flat=True)),
        "may_welcome": not organisation.closed_on and bool(roles_to_give(actor, organisation)),
        "may_close": not organisation.closed_on and CLOSE_ORGANISATION.allows(actor, organisation),
    }
    return render(request, "directory/organisation.html", context)


@page
@require_safe
def colleagues(request: Request) -> HttpResponseRedirect:
    """The page of one's own organisation."""
    mine = Organisation.objects.get(pk=request.actor.organisation_id)
    return redirect("organisation", public_id=mine.public_id)


@page
@require_http_methods(GET_OR_POST)
def register(request: Request) -> HttpResponse:
    REGISTER_ORGANISATION.require(request.actor, None)
    form = OrganisationForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            organisation = register_organisation(
                **form.values(), by=request.actor, at=timezone.now()
            )
        except OrganisationAlreadyRegistered as refusal:
            form.add_error("siret", str(refusal))
        else:
            messages.success(request, _("Organisme inscrit. Nommez maintenant sa responsabilité."))
            return redirect("open_account", public_id=organisation.public_id)
    status = 422 if form.is_bound else 200
    return render(request, "directory/register_organisation.html", {"form": form}, status=status)


@page
@require_http_methods(GET_OR_POST)
def close(request: Request, public_id: str) -> HttpResponse:
    CLOSE_ORGANISATION.require(request.actor, None)
    organisation = get_object_or_404(Organisation, public_id=public_id)
    if request.method == "POST":
        close_organisation(organisation=organisation, by=request.actor, at=timezone.now())
        messages.success(request, _("L’organisme est fermé."))
        return redirect("organisation", public_id=organisation.public_id)
    context = {"organisation": organisation, "members": members(request.actor, organisation)}
    return render(request, "directory/close_organisation.html", context)
