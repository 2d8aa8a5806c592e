"""Bodies one may be oriented by, or towards."""

from django.db.models import Q, QuerySet

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import PROFILES, Competence
from jalon.accounts.models import Organisation


def kinds_that(competence: Competence) -> list[str]:
    """The kinds of bodies that the law entrusts with this."""
    return [kind for kind, profile in PROFILES.items() if competence in profile.competences]


def _near(actor: Actor, competence: Competence) -> QuerySet[Organisation]:
    """Open, in the département of the actor's own body, in alphabetical order."""
    mine = Organisation.objects.select_related("territory").get(pk=actor.organisation_id)
    here = mine.territory.department_id or mine.territory_id
    return (
        Organisation.objects.filter(
            Q(territory_id=here) | Q(territory__department_id=here),
            Q(closed_on=None) | Q(closed_on__gt=actor.today),
            kind__in=kinds_that(competence),
        )
        .order_by("name", "pk")
        .distinct()
    )


def that_may_lead(actor: Actor) -> QuerySet[Organisation]:
    return _near(actor, Competence.LEAD)


def that_may_orient(actor: Actor) -> QuerySet[Organisation]:
    return _near(actor, Competence.ORIENT)
