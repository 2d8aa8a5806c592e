from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Organisation, siret_is_valid
from jalon.directory.events import OrganisationRegistered
from jalon.directory.rules import REGISTER_ORGANISATION
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.territories.models import Territory


class OrganisationAlreadyRegistered(Refused):
    """Another organisation has this SIRET: one establishment, one organisation."""


@transaction.atomic
def register_organisation(
    *,
    kind: str,
    name: str,
    short_name: str = "",
    siret: str,
    territory: Territory,
    parent: Organisation | None = None,
    phone: str = "",
    email: str = "",
    by: Actor,
    at: datetime,
) -> Organisation:
    """Enter a body in the directory, on its territory; its first manager is named next.

    `siret`: 14 digits, ValidationError otherwise. Raises OrganisationAlreadyRegistered, Denied.
    """
    REGISTER_ORGANISATION.require(by, None)
    siret_is_valid(siret)

    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                kind=kind,
                name=name,
                short_name=short_name,
                siret=siret,
                territory=territory,
                parent=parent,
                phone=phone,
                email=email,
            )
    except IntegrityError as error:
        if Organisation.objects.filter(siret=siret).exists():
            raise OrganisationAlreadyRegistered(_("Ce SIRET est déjà dans l’annuaire.")) from error
        raise

    record(OrganisationRegistered(organisation_id=organisation.pk), by=by, at=at)
    return organisation
