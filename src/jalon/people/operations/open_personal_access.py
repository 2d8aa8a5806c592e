from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import FederatedIdentity, IdentityProvider, User, Vouched
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.kernel.ids import uuid7
from jalon.people.events import PersonalAccessOpened
from jalon.people.models import AccessOrigin, Person
from jalon.people.queries import Pivot

OPEN = "SELECT jalon_open_personal_access(%s, %s, %s, %s)"


class AccessAlreadyOpen(Refused):
    """Somebody has access to this dossier as its person, or this identity opens another account."""


@transaction.atomic
def open_personal_access(
    *,
    person: Person,
    vouched: Vouched,
    pivot: Pivot,
    origin: AccessOrigin,
    by: Actor | None,
    at: datetime,
) -> User:
    """Give a person an account of their own, opened by FranceConnect alone, on their own dossier.

    The account has no password and an address that nobody can write to: neither a forgotten
    password nor a shared mailbox opens it. Raises AccessAlreadyOpen.
    """
    if vouched.provider != IdentityProvider.FRANCECONNECT:
        raise ValueError(f"{vouched.provider} vouches for professionals; franceconnect expected")
    try:
        with transaction.atomic():  # the database settles a race
            user = User.objects.create_user(
                f"{uuid7()}@personne.invalid",
                first_name=pivot.first_names.split(" ")[0][:100],
                last_name=(pivot.usage_name or pivot.birth_name)[:100],
            )
            FederatedIdentity.objects.create(
                user=user,
                provider=vouched.provider,
                issuer=vouched.issuer,
                idp_id=vouched.idp_id,
                subject=vouched.subject,
                assurance=vouched.assurance,
                linked_at=at,
            )
            with connection.cursor() as cursor:
                cursor.execute(OPEN, [user.pk, person.pk, origin.value, at])
    except IntegrityError as error:
        raise AccessAlreadyOpen(_("Un accès personnel est déjà ouvert.")) from error

    record(PersonalAccessOpened(person_id=person.pk, user_id=user.pk), by=by, at=at)
    return user
