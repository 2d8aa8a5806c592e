from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import User


class Request(HttpRequest):
    """A request once ActorMiddleware has met it. Views of signed-in pages annotate this one."""

    user: User
    actor: Actor
    htmx: HtmxDetails


class PersonalRequest(Request):
    """The same, on a page of the person about their own dossier (`ui.access.personal_page`)."""

    actor: PersonActor  # type: ignore[assignment]
