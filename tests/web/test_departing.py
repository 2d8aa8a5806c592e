"""A file that is being made when the right of its reader ends does not leave."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import include, path
from django.utils import timezone

from jalon.accounts.acting import acting_as
from jalon.accounts.models import Affiliation, User
from jalon.dossiers.models import Membership
from jalon.kernel.acting import AS_LOGGED_IN
from jalon.people.models import PersonalAccess
from jalon.ui.access import page, personal_page
from jalon.ui.documents import attachment
from jalon.web.models import Session
from tests.factories import MembershipFactory, make_dossier
from tests.space.situations import account_of, browser_of

pytestmark = pytest.mark.django_db
ENDS = {
    "nothing": lambda: None,
    "session": lambda: Session.objects.all().delete(),
    "account": lambda: User.objects.update(is_active=False),
    "password": lambda: User.objects.update(password="!"),
    "hat": lambda: Affiliation.objects.update(ended_on=timezone.localdate()),
    "link": lambda: Membership.objects.exclude(role="referent").update(ended_at=timezone.now()),
    "tie": lambda: PersonalAccess.objects.update(ended_at=timezone.now()),
}


@page
def file(request: Any, **about: Any) -> HttpResponse:
    """What was read is in hand when the right ends."""
    with acting_as(AS_LOGGED_IN):
        ENDS[request.POST["ends"]]()
    return attachment(b"Camille", "text/csv", "liste.csv")


class Addresses:
    urlpatterns = [
        path("essai/fichier", file),
        path("mon-espace/essai", personal_page(lambda request: file(request))),
        path("dossiers/<uuid:public_id>/essai", file),
        path("", include("jalon.config.urls")),
    ]
    handler404 = "jalon.web.views.errors.not_found"
    handler500 = "jalon.web.views.errors.server_error"


@pytest.mark.parametrize("ends", ["nothing", "session", "account", "password", "hat", "link"])
def test_a_file_leaves_only_while_its_reader_may_read(sign_in, settings, ends):
    settings.ROOT_URLCONF = Addresses
    dossier = make_dossier()
    browser = sign_in(MembershipFactory(dossier=dossier).affiliation)

    of_a_dossier = browser.post(f"/dossiers/{dossier.public_id}/essai", {"ends": ends})

    assert of_a_dossier.status_code == (200 if ends == "nothing" else 404)
    assert (b"Camille" in of_a_dossier.content) == (ends == "nothing")
    if ends in {"nothing", "link"}:  # a list says nothing of whom the link was with
        assert browser.post("/essai/fichier", {"ends": ends}).status_code == 200


def test_so_does_the_copy_of_the_person(settings):
    settings.ROOT_URLCONF, settings.JALON_SECOND_FACTOR_REQUIRED = Addresses, False
    browser = browser_of(account_of(make_dossier().person))

    assert browser.post("/mon-espace/essai", {"ends": "nothing"}).status_code == 200
    assert browser.post("/mon-espace/essai", {"ends": "tie"}).status_code == 404
