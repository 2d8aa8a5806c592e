"""The desk of agreements: one row for each selected project, what waits for the reader first."""

from dataclasses import dataclass

from jalon.accounts.actor import Actor
from jalon.appraisal.models import Decision, Outcome
from jalon.grants.models import Agreement, AgreementVersion
from jalon.grants.states import (
    RUNNING,
    WAITS_FOR_THE_STATE,
    AgreementState,
)
from jalon.projects.models import Project
from jalon.projects.queries.readable import readable as readable_projects
from jalon.projects.states import ProjectState

MOST = 200


@dataclass
class Followed:
    """A selected project; `agreement` None when nothing is drafted yet."""

    project: Project
    granted_cents: int
    agreement: Agreement | None
    running: AgreementVersion | None

    @property
    def is_mine(self) -> bool:
        """Whether the State has something to do."""
        if self.agreement is None:
            return True
        return self.running is not None and self.running.state in WAITS_FOR_THE_STATE

    @property
    def rank(self) -> int:
        """What waits first, then what is on its way, then what lives, then what is over."""
        over = (AgreementState.CLOSED, AgreementState.ENDED)
        if self.is_mine:
            return 0
        if self.running is not None:
            return 1
        return 3 if self.agreement and self.agreement.state in over else 2


def followed(actor: Actor) -> list[Followed]:
    """The selected projects of the calls of one's body: three statements."""
    received = readable_projects(actor).filter(
        call__organisation_id=actor.organisation_id, state=ProjectState.FILED
    )
    decided = Decision.objects.filter(
        project__in=received.values("pk"), outcome=Outcome.SELECTED, announcement__isnull=False
    ).select_related("project__call__organisation", "project__carrier", "project__agreement")
    rows = list(decided.order_by("-pk")[:MOST])
    known = {one.project_id: getattr(one.project, "agreement", None) for one in rows}
    texts = AgreementVersion.objects.filter(
        agreement__in=[one for one in known.values() if one], state__in=RUNNING
    ).only("agreement_id", "number", "state")
    running = {one.agreement_id: one for one in texts}
    found = []
    for one in rows:
        agreement = known[one.project_id]
        text = running.get(agreement.pk) if agreement else None
        found.append(Followed(one.project, one.amount_cents or 0, agreement, text))
    return sorted(found, key=lambda row: row.rank)
