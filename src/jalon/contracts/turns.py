"""One after the other: a contract and a commitment are held until the commit, as they stand now."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from jalon.contracts.models import Commitment, ContractVersion, EngagementContract
from jalon.kernel.errors import Refused


class NotNow(Refused):
    """Somebody was quicker, or it is too early: the state does not allow it."""


class Changed(NotNow):
    """What stands there now is not what was read."""


def held(contract: EngagementContract, *states: str) -> EngagementContract:
    """The contract as it stands, in one of these states. Raises NotNow."""
    rows = EngagementContract.objects.select_related("dossier", "organisation")
    now = rows.select_for_update(of=("self",)).get(pk=contract.pk)
    if now.state not in states:
        raise NotNow(_("Ce n’est plus possible : ce contrat est « %s ».") % now.get_state_display())
    return now


def version_read(contract: EngagementContract, seen: int) -> ContractVersion:
    """The last version of a contract held, if it is the one that was read. Raises Changed."""
    versions = contract.versions.select_related("acceptance")
    version = versions.order_by("-number")[0]
    if version.number != seen:
        sentence = _("Ce contrat a changé : il en est à la version %(number)s. Relisez-la d’abord.")
        raise Changed(sentence % {"number": version.number})
    return version


def held_commitment(commitment: Commitment, states: Sequence[str]) -> Commitment:
    """The same for a commitment. Raises NotNow."""
    now = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if now.state not in states:
        state = now.get_state_display()
        raise NotNow(_("Ce n’est plus possible : cet engagement est « %s ».") % state)
    return now
