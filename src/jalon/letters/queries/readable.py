"""The letters that somebody may read: those of the projects that they read.

The State, once a project is filed, reads those that were signed.
"""

from django.db.models import Q, QuerySet

from jalon.accounts.actor import Actor
from jalon.letters.models import Letter
from jalon.letters.states import LetterState
from jalon.projects.models import Project
from jalon.projects.queries.readable import of_one_s_body
from jalon.projects.rules import COMMENT_FIELD


def letters_of(project: Project, actor: Actor) -> QuerySet[Letter]:
    """The letters of a project that this actor reads already, the last sent first."""
    found = Letter.objects.filter(project=project).select_related("member").defer("document")
    if not COMMENT_FIELD.allows(actor, project):
        found = found.filter(state=LetterState.SIGNED)
    return found.order_by("-pk")


def to_follow(actor: Actor) -> QuerySet[Letter]:
    """The letters that wait for a signature in the projects of one's body."""
    mine = of_one_s_body(actor).values("pk")
    waiting = Letter.objects.filter(Q(project__in=mine), state=LetterState.WAITING)
    return waiting.defer("document").order_by("expires_at", "pk")
