"""One after the other: a contract and a commitment are held until the commit, as they stand now."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from jalon.contracts.models import Commitment, EngagementContract
from jalon.kernel.errors import Refused


class NotNow(Refused):
    """Somebody was quicker, or it is too early: the state does not allow it."""


def held(contract: EngagementContract, *states: str) -> EngagementContract:
    """The contract as it stands, in one of these states. Raises NotNow."""
    rows = EngagementContract.objects.select_related("dossier", "organisation")
    now = rows.select_for_update(of=("self",)).get(pk=contract.pk)
    if now.state not in states:
        raise NotNow(_("Ce n’est plus possible : ce contrat est « %s ».") % now.get_state_display())
    return now


def held_commitment(commitment: Commitment, states: Sequence[str]) -> Commitment:
    """The same for a commitment. Raises NotNow."""
    now = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if now.state not in states:
        state = now.get_state_display()
        raise NotNow(_("Ce n’est plus possible : cet engagement est « %s ».") % state)
    return now
