"""A file leaves only while its reader may still read it: the right is asked again when it is made.

Every file is made whole before it leaves, none is streamed. Whatever was read while the session,
the account, the hat or the link to the dossier was being ended stays here, and the answer is that
of any address where there is nothing.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.people.models import PersonalAccess
from jalon.web.middleware.acting import in_force, subject_of
from jalon.web.sessions import read_session


class DepartingMiddleware:
    """Inside `ActingMiddleware`: row-level security still answers for whoever asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        actor = getattr(request, "actor", None)
        is_file = answer.get("Content-Disposition", "").startswith("attachment")
        if is_file and actor is not None and not may_still_read(request, actor):
            raise Http404
        return answer


def may_still_read(request: HttpRequest, actor: Actor | PersonActor) -> bool:
    """What the database says by now of the session, of the hat, and of the dossier asked for."""
    now, browser = timezone.now(), request.session
    kept: Any = read_session(browser.session_key, now)
    if kept is None or not is_the_same(kept.user, request.user):
        return False
    if isinstance(actor, PersonActor):
        tie = PersonalAccess.objects.filter(user_id=actor.user_id, ended_at=None)
        if not tie.filter(person_id=actor.person_id).exists():
            return False
    elif not wears_it(kept, actor, now):
        return False
    subject = subject_of(request)
    return subject is None or Dossier.objects.filter(public_id=subject).exists()


def is_the_same(kept: Any, known: Any) -> bool:
    """The account is open, and its password is the one that opened the session."""
    return bool(
        kept is not None
        and kept.is_active
        and kept.get_session_auth_hash() == known.get_session_auth_hash()
    )


def wears_it(kept: Any, actor: Actor, now: Any) -> bool:
    hat = kept.affiliation
    if hat is None or hat.pk != actor.affiliation_id:
        return False
    hat.user = kept.user
    return in_force(hat, timezone.localdate(now))
