from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.acting import showing
from jalon.accounts.actor import Actor
from jalon.accounts.models import IdentityProvider, User, Vouched
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries.spaces_opened import require_few_spaces
from jalon.dossiers.rules import CONFIRM_IDENTITY
from jalon.kernel.errors import Refused
from jalon.people.models import AccessOrigin, CheckOutcome, IdentityCheck
from jalon.people.operations import open_personal_access
from jalon.people.queries import Agreement, certified, compared
from jalon.vigilance.counting import spend

MOST_DIFFERENCES: Final = 2  # beyond, it is somebody else, or a dossier to correct first


class CheckOver(Refused):
    """This identity was confirmed already, or its time is over."""


class TooDifferent(Refused):
    """The dossier and the civil registry speak of two people."""


@transaction.atomic
def confirm_identity(*, dossier: Dossier, check: IdentityCheck, by: Actor, at: datetime) -> User:
    """Open to a person, whom the référent has just met with her papers, her own dossier.

    Counted with the numbers that are handed, and told like them: to her addresses, and to the
    officer. Raises CheckOver, TooDifferent, AccessAlreadyOpen, TooManySpaces, BudgetExceeded,
    Denied.
    """
    CONFIRM_IDENTITY.require(by, dossier)
    spend(by, [dossier.pk], opens=True, at=at)
    require_few_spaces(by, at)
    with showing(check.reference):
        check = IdentityCheck.objects.select_for_update().get(pk=check.pk)
    if not check.is_open(at):
        raise CheckOver(_("Ce numéro n’est plus à confirmer."))
    pivot = certified(check)
    found = list(compared(dossier.person, pivot).values())
    if found.count(Agreement.DIFFERS) > MOST_DIFFERENCES:
        raise TooDifferent(
            _(
                "Trop de choses diffèrent pour que ce soit la même personne. Si c’est bien elle, "
                "corrigez d’abord son identité dans le dossier."
            )
        )
    user = open_personal_access(
        person=dossier.person,
        vouched=Vouched(
            provider=IdentityProvider.FRANCECONNECT,
            issuer=check.issuer,
            idp_id="",
            subject=check.subject,
            assurance=check.assurance,
        ),
        pivot=pivot,
        origin=AccessOrigin.IN_PERSON,
        by=by,
        at=at,
    )
    check.outcome, check.decided_at = CheckOutcome.CONFIRMED, at
    check.decided_by_id = by.affiliation_id
    with showing(check.reference):
        check.save(update_fields=["outcome", "decided_at", "decided_by"])
    return user
