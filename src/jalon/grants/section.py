"""The agreement, as a part of the page of a project: nothing before the State shows it."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jalon.accounts.actor import Actor
from jalon.grants.models import Agreement
from jalon.grants.queries.readable import running_version
from jalon.grants.rules import ANSWER_AGREEMENT
from jalon.grants.states import WAITS_FOR_THE_CARRIER
from jalon.projects.models import Project
from jalon.projects.rules import COMMENT_FIELD
from jalon.projects.sections import Section
from jalon.projects.states import ProjectState


def _ready(project: Project, actor: Actor) -> dict[str, Any]:
    if project.state != ProjectState.FILED or not COMMENT_FIELD.allows(actor, project):
        return {}
    agreement = Agreement.objects.filter(project=project, sent_at__isnull=False).first()
    if agreement is None:
        return {}
    agreement.project = project
    running = running_version(agreement, is_ours=False)
    waits = running is not None and running.state in WAITS_FOR_THE_CARRIER
    answers = ANSWER_AGREEMENT.allows(actor, agreement)
    mine = _expected(agreement, actor) if answers else []
    return {
        "agreement": agreement,
        "running": running,
        "is_mine": waits and answers,
        "expected": mine,
    }


def _expected(agreement: Agreement, actor: Actor) -> list[str]:
    """What the carrier may ask, owes or completes, in sentences."""
    open_to_ask = agreement.payments.filter(state__in=("planned", "returned"))
    owed = agreement.reports.filter(state__in=("due", "returned"), period_until__lt=actor.today)
    payments = open_to_ask.filter(due_on__lte=actor.today).count()
    reports, back = owed.count(), agreement.repayments.filter(settled_on=None).count()
    said = []
    if payments:
        said.append(
            ngettext(
                "%(num)s versement peut être demandé.", "%(num)s versements peuvent être demandés.",
                payments,
            )
            % {"num": payments}
        )  # fmt: skip
    if reports:
        words = ngettext("%(num)s rapport à remettre.", "%(num)s rapports à remettre.", reports)
        said.append(words % {"num": reports})
    if back:
        words = ngettext("%(num)s reversement à faire.", "%(num)s reversements à faire.", back)
        said.append(words % {"num": back})
    return said


GRANT: Final = Section(
    anchor="convention",
    title=_("Convention et versements"),
    template="grants/section.html",
    ready=_ready,
)
