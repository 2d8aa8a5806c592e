from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from jalon.accounts.models import Organisation
from jalon.kernel.errors import Denied, Refused
from jalon.ui.access import page, public_page
from tests.factories import OrganisationFactory


@public_page
def writes_while_looking(request: HttpRequest) -> HttpResponse:
    OrganisationFactory(name="Écrite par une lecture")
    return HttpResponse("écrit")


@public_page
def denies(request: HttpRequest) -> HttpResponse:
    raise Denied("Seule l'équipe peut ouvrir ce dossier.")


@public_page
def refuses(request: HttpRequest) -> HttpResponse:
    raise Refused("Ce dossier est clos.")


@public_page
def breaks(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


@page
def tells_actor(request: Any) -> HttpResponse:
    return HttpResponse(request.actor.organisation_name)


class Addresses:
    """Addresses of the tests beside those of the site."""

    urlpatterns = [
        path("essai/ecrit", writes_while_looking),
        path("essai/interdit", denies),
        path("essai/refuse", refuses),
        path("essai/casse", breaks),
        path("essai/acteur", tells_actor),
        path("", include("jalon.config.urls")),
    ]
    handler404 = "jalon.web.views.errors.not_found"
    handler500 = "jalon.web.views.errors.server_error"


@pytest.fixture
def trial_pages(settings: Any) -> None:
    settings.ROOT_URLCONF = Addresses


@pytest.fixture
def organisations() -> Callable[[], list[str]]:
    return lambda: list(Organisation.objects.values_list("name", flat=True))
