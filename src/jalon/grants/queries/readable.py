"""The agreements that somebody may read; what may not be read does not exist."""

from django.db.models import Q, QuerySet

from jalon.accounts.actor import Actor
from jalon.grants.models import Agreement, AgreementVersion
from jalon.grants.states import RUNNING, SHOWN_TO_THE_CONSORTIUM, VersionState
from jalon.projects.queries.readable import of_one_s_body
from jalon.projects.queries.readable import readable as readable_projects


def readable(actor: Actor) -> QuerySet[Agreement]:
    """What READ_AGREEMENT allows."""
    mine = of_one_s_body(actor).order_by().values("pk")
    received = readable_projects(actor).filter(call__organisation_id=actor.organisation_id)
    found = Q(project__in=received.values("pk")) | Q(project__in=mine, sent_at__isnull=False)
    rows = Agreement.objects.filter(found)
    return rows.select_related("project__call__organisation", "project__carrier", "strategy")


def binding_version(agreement: Agreement) -> AgreementVersion | None:
    """The text in force: the last one that was signed; without its document."""
    signed = agreement.versions.filter(state=VersionState.SIGNED).defer("document")
    return signed.order_by("-number").first()


def running_version(agreement: Agreement, *, is_ours: bool) -> AgreementVersion | None:
    """The text on its way; while it is being written it is shown to the State alone (`is_ours`)."""
    states = RUNNING if is_ours else SHOWN_TO_THE_CONSORTIUM
    shown = agreement.versions.filter(state__in=states).defer("document")
    return shown.select_related("carrier_signed_by__user", "accepted_by__user").first()
