from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import FederatedIdentity
from jalon.dossiers.events import SpaceCodeHanded
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import HAND_SPACE_CODE
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer
from jalon.people.models import PersonalAccess, SpaceCode, new_reference
from jalon.vault.sealing import fingerprint


class CannotHaveCode(Refused):
    """Her date of birth is not known, or her space opens by FranceConnect already."""


@transaction.atomic
def hand_space_code(*, dossier: Dossier, by: Actor, at: datetime) -> str:
    """Give a person, met in person, the number that opens her own space; it is shown once.

    The one before opens nothing any more. Raises CannotHaveCode, Denied.
    """
    HAND_SPACE_CODE.require(by, dossier)
    _require_possible(dossier)
    standing = SpaceCode.objects.filter(person_id=dossier.person_id, used_at=None, ended_at=None)
    standing.update(ended_at=at)
    number = new_reference()
    SpaceCode.objects.create(
        person_id=dossier.person_id,
        fingerprint=fingerprint("space code", number),
        made_by_id=by.affiliation_id,
        made_at=at,
        expires_at=at + timedelta(days=integer("space.code_days", on=by.today)),
    )

    record(SpaceCodeHanded(dossier_id=dossier.pk), by=by, at=at)
    return number


def _require_possible(dossier: Dossier) -> None:
    if dossier.person.birth_year is None:
        raise CannotHaveCode(
            _("Écrivez d’abord sa date de naissance : elle est demandée avec le numéro.")
        )
    users = PersonalAccess.objects.filter(person_id=dossier.person_id, ended_at=None)
    federated = FederatedIdentity.objects.filter(user__in=users.values("user"), ended_at=None)
    if federated.exists():
        raise CannotHaveCode(_("Son espace est déjà ouvert : elle y entre avec FranceConnect."))
