"""Who may read a project for the State, and whom it asks: nobody judges what they take part in."""

from datetime import date

from django.db.models import Q, QuerySet

from jalon.accounts.models import Affiliation, Organisation
from jalon.appraisal.rules import ASKED
from jalon.calls.models import Call
from jalon.projects.models import Member, Project
from jalon.projects.rules import ANSWERING
from jalon.projects.states import COUNTED, ProjectState


def bodies_of(call: Call) -> set[int]:
    """The bodies that carry a filed project of this call, or are in the consortium of one."""
    filed = Project.objects.filter(call=call, state=ProjectState.FILED)
    members = Member.objects.filter(
        project__in=filed, state__in=COUNTED, organisation__isnull=False
    )
    carriers = filed.values_list("carrier_id", flat=True)
    return {*carriers, *members.values_list("organisation_id", flat=True)}


def is_party(organisation_id: int, project: Project) -> bool:
    """Carries a project of the same call, or is in the consortium of this one."""
    members = Member.objects.filter(project=project, state__in=COUNTED)
    if members.filter(organisation_id=organisation_id).exists():
        return True
    carried = Project.objects.filter(call=project.call_id, carrier_id=organisation_id)
    return carried.filter(state=ProjectState.FILED).exists()


def may_read(reviewer: Affiliation, on: date) -> bool:
    """Responsible or in charge of steering, today, in a body of the State or an invited one."""
    return _readers(on).filter(pk=reviewer.pk).exists()


def readers_for(project: Project, on: date) -> QuerySet[Affiliation]:
    """Those to whom a reading may be entrusted, by body and by name."""
    parties = bodies_of(project.call)
    found = _readers(on).exclude(organisation_id__in=parties).select_related("user", "organisation")
    return found.order_by("organisation__name", "user__last_name", "pk")


def bodies_for(project: Project) -> QuerySet[Organisation]:
    """Those whose opinion may be asked, by name."""
    carriers = Project.objects.filter(call=project.call_id, state=ProjectState.FILED)
    members = Member.objects.filter(project=project, state__in=COUNTED, organisation__isnull=False)
    parties = Q(pk__in=carriers.values("carrier_id")) | Q(pk__in=members.values("organisation_id"))
    open_ones = Organisation.objects.filter(kind__in=ASKED, closed_on=None)
    return open_ones.exclude(parties).order_by("name", "pk")


def _readers(on: date) -> QuerySet[Affiliation]:
    hats = Affiliation.objects.in_force(on)
    return hats.filter(role__in=ANSWERING, organisation__kind__in=ASKED)
