"""What an agreement that enters in force does to the strategy of its project's territory.

Signing, the carrier adopts it, when it is the authority of the territory and another person than
the signatory proposed it; otherwise nothing is adopted here, and the page of the agreement says so.
"""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.acting import acting
from jalon.accounts.actor import actor_of
from jalon.accounts.models import Affiliation
from jalon.grants.models import AgreementVersion
from jalon.kernel.errors import Refused
from jalon.projects.models import Project
from jalon.strategies.models import Strategy, StrategyStatus
from jalon.strategies.operations import adopt_strategy
from jalon.strategies.rules import ADOPT_STRATEGY


def proposed_strategy(project: Project) -> Strategy | None:
    """The version that the agreement would have adopted: proposed, of the carrier's territory."""
    rows = Strategy.objects.select_related("territory", "proposed_by__user")
    return rows.filter(
        territory=project.carrier.territory_id, status=StrategyStatus.PROPOSED
    ).first()


def adopt_strategy_of(version: AgreementVersion, *, at: datetime) -> Strategy | None:
    """Adopted in the name of who signed for the carrier; None when it is not theirs to adopt."""
    strategy = proposed_strategy(version.agreement.project)
    if strategy is None or version.carrier_signed_by_id is None:
        return None
    hats = Affiliation.objects.select_related("user", "organisation")
    hat = hats.get(pk=version.carrier_signed_by_id)
    by = actor_of(hat, on=at.astimezone(timezone.get_default_timezone()).date())
    text = _("Convention %(reference)s") % {"reference": version.agreement.reference}
    if not ADOPT_STRATEGY.allows(by, strategy):
        return None
    # What the law still asks of it, or a version that binds since today, does not undo signatures.
    with suppress(Refused), acting(by, at=at), transaction.atomic():
        return adopt_strategy(
            strategy=strategy, valid_from=by.today, adoption_text=text, by=by, at=at
        )
    return None
