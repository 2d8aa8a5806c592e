from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.events import JoinRequested
from jalon.dossiers.models import Dossier, JoinRequest, TeamRole
from jalon.dossiers.operations.override_caution import override_caution
from jalon.dossiers.queries import readable
from jalon.dossiers.queries.encounters import Met, dossier_met
from jalon.dossiers.rules.ways_in import REQUEST_TO_JOIN
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer
from jalon.people.queries import Identity, Keys
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "join_request.reason"


class NobodyMet(Refused):
    """No open dossier agrees in all points; nothing says which one does not."""


class NothingToAsk(Refused):
    """The role cannot be asked for, the dossier is read already, or a request waits."""


@transaction.atomic
def request_to_join(
    *,
    identity: Identity,
    keys: Keys,
    role: str,
    reason: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> JoinRequest:
    """Ask a person exactly known, and her référent, for a seat around her; it tells nothing of her.

    Raises WordsToReview, NobodyMet, NothingToAsk, Denied.
    """
    REQUEST_TO_JOIN.require(by, None)
    if role == TeamRole.REFERENT:
        raise NothingToAsk(_("On ne demande pas à devenir référent ou référente."))
    insisted = guard.review({FIELD: reason}, insistence=insistence)
    met = dossier_met(by, identity, keys)
    if met is None:
        raise NobodyMet(
            _("Aucun dossier ouvert ne correspond exactement. Vérifiez le numéro, le nom, la date.")
        )
    if readable(by).filter(pk=met.pk).exists():
        raise NothingToAsk(_("Vous lisez déjà ce dossier : il est dans « Mes dossiers »."))
    shown_as = f"{identity.first_names.split(' ')[0]} {identity.birth_name[:1]}."
    request = _asked(met, role, reason, shown_as, by, at)
    record(JoinRequested(dossier_id=met.pk, request_id=request.pk), by=by, at=at)
    if insisted:
        override_caution(
            dossier=Dossier(pk=met.pk), field=FIELD, classes=insisted, reason=insistence.reason,
            by=by, at=at,
        )  # fmt: skip
    return request


def _asked(met: Met, role: str, reason: str, shown_as: str, by: Actor, at: datetime) -> JoinRequest:
    try:
        with transaction.atomic():
            return JoinRequest.objects.create(
                dossier_id=met.pk,
                affiliation_id=by.affiliation_id,
                organisation_id=by.organisation_id,
                role=role,
                shown_as=shown_as,
                reason=reason.strip(),
                requested_at=at,
                expires_at=at + timedelta(days=integer("join_request.expiry_days", on=by.today)),
            )
    except IntegrityError as error:
        raise NothingToAsk(_("Votre demande attend déjà une réponse.")) from error
