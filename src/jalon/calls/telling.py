"""Whoever follows a call is told that something changed in it: a link, in the same transaction."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.models import Affiliation
from jalon.calls.following import code_of
from jalon.calls.models import Call, Question, Subscription
from jalon.calls.rules import ANSWERING
from jalon.post.mails import post_mail

# Who else is told, by address: rooms above add those who are writing an application.
Audience = Callable[[Call], Iterable[str]]
audiences: Final[list[Audience]] = []


def tell_followers(call: Call, *, said: str, at: datetime) -> int:
    """Put a mail in the post for each address that follows the call; how many.

    An address is told once, whatever the number of reasons it has to be.
    """
    told: set[str] = set()
    for one in Subscription.objects.filter(call=call, confirmed_at__isnull=False).order_by("pk"):
        stop = _address("stop_following", code_of(one.public_id))
        _post(call, one.email, said, at, _("Ne plus recevoir ces messages : %s") % stop)
        told.add(one.email.casefold())
    for audience in audiences:
        for email in audience(call):
            if email.casefold() not in told:
                told.add(email.casefold())
                _post(call, email, said, at, "")
    return len(told)


def ask_to_confirm(subscription: Subscription, *, at: datetime) -> None:
    """The first mail: nothing else is sent to an address that has not been confirmed."""
    link = _address("confirm_following", code_of(subscription.public_id))
    post_mail(
        kind="call_confirm",
        to=subscription.email,
        subject=_("Confirmez votre adresse"),
        body="\n\n".join(
            [
                _("Vous avez demandé à suivre l'appel « %s ».") % subscription.call.title,
                _("Pour confirmer : %s") % link,
                _("Si ce n'était pas vous, ne faites rien : cette adresse sera effacée."),
            ]
        ),
        at=at,
    )


def tell_officers(question: Question, *, at: datetime) -> None:
    """To those who answer for the body that called: that a question waits, not what it asks."""
    on = at.astimezone(timezone.get_default_timezone()).date()
    hats = Affiliation.objects.in_force(on).filter(
        organisation_id=question.call.organisation_id, role__in=ANSWERING
    )
    page = _address("call_questions", question.call.public_id)
    for email in sorted(set(hats.values_list("user__email", flat=True))):
        post_mail(
            kind="question_asked",
            to=email,
            subject=_("Une question d’un candidat attend sa réponse"),
            body="\n\n".join([f"« {question.call.title} »", page]),
            at=at,
        )


def _post(call: Call, to: str, said: str, at: datetime, end: str) -> None:
    page = _address("call", call.public_id)
    lines = [f"« {call.title} »", said, page, end]
    post_mail(
        kind="call_changed",
        to=to,
        subject=_("Du nouveau sur un appel que vous suivez"),
        body="\n\n".join(line for line in lines if line),
        at=at,
    )


def _address(name: str, argument: object) -> str:
    return f"{settings.JALON_PAGE_ORIGINS[0]}{reverse(name, args=[argument])}"
