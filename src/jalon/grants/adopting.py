"""What an agreement that enters in force does to the strategy that its project contains.

The signature of the carrier is the adoption, when it is the authority of that territory; otherwise
nothing is adopted here, and the page of the agreement says so.
"""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.models import AgreementVersion
from jalon.kernel.errors import Refused
from jalon.projects.models import Filing, Project
from jalon.projects.queries.content import fingerprint
from jalon.projects.queries.strategy import strategy_content
from jalon.strategies.models import Strategy
from jalon.strategies.models.strategy import OPEN
from jalon.strategies.operations import adopt_agreed_strategy
from jalon.strategies.rules import ADOPT_AGREED_STRATEGY, Agreed


def strategy_to_adopt(project: Project) -> Strategy | None:
    """The version that the project contains, while nothing has adopted it."""
    if project.strategy_id is None:
        return None
    rows = Strategy.objects.select_related("territory", "proposed_by__user")
    return rows.filter(pk=project.strategy_id, status__in=OPEN).first()


def adopt_strategy_of(version: AgreementVersion, *, by: Actor, at: datetime) -> Strategy | None:
    """Adopted from today, when it is the carrier's to adopt; None when it is not, or not yet.

    Nor when it says something else today than what was filed, which is what was agreed.
    """
    project, carrier = version.agreement.project, version.carrier_signed_by
    strategy = strategy_to_adopt(project)
    if strategy is None or carrier is None:
        return None
    filing = project.filings.select_related("filed_by__user").order_by("-number")[0]
    if not _is_as_filed(project, filing):
        return None
    said = _("Convention %(reference)s") % {"reference": version.agreement.reference}
    proposer = strategy.proposed_by or filing.filed_by
    agreed = Agreed(strategy, project.carrier, proposer, carrier, said)
    if not ADOPT_AGREED_STRATEGY.allows(by, agreed):
        return None
    # What the law still asks of it, or a version that binds since today, does not undo signatures.
    with suppress(Refused), transaction.atomic():
        return adopt_agreed_strategy(agreed=agreed, valid_from=by.today, by=by, at=at)
    return None


def _is_as_filed(project: Project, filing: Filing) -> bool:
    """Whether nobody has written in the strategy since it was filed with the project."""
    kept, now = filing.content.get("strategy"), strategy_content(project)
    return kept is not None and fingerprint(kept) == fingerprint(now or {})
