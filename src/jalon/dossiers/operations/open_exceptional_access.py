from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.events import ExceptionalAccessOpened
from jalon.dossiers.models import Dossier, ExceptionalAccess
from jalon.dossiers.operations.override_caution import override_caution
from jalon.dossiers.queries import readable
from jalon.dossiers.queries.encounters import Met, dossier_met
from jalon.dossiers.rules.ways_in import OPEN_EXCEPTIONAL_ACCESS
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer
from jalon.people.queries import Identity, Keys
from jalon.vigilance.counting import take_turn
from jalon.wording import guard
from jalon.wording.guard import Insistence

TODAY: Final = "SELECT jalon_emergencies(%s, %s)"
FIELD: Final = "exceptional_access.reason"
REASON_LENGTH: Final = 20  # characters: less than that explains nothing to whoever judges it


class ReasonTooShort(Refused):
    """Whoever judges it could not understand why."""


class NobodyMet(Refused):
    """No open dossier agrees in all points; nothing says which one does not."""


class AlreadyReader(Refused):
    """This hat reads the dossier already: there is nothing to break."""


class TooManyToday(Refused):
    """Emergencies are rare: beyond some a day, somebody else must open."""


@transaction.atomic
def open_exceptional_access(
    *,
    identity: Identity,
    keys: Keys,
    reason: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> ExceptionalAccess:
    """Open for some minutes, in an emergency, the dossier of a person exactly known; and say why.

    Those whom it concerns are told at once; somebody else judges it within some days.
    Raises ReasonTooShort, WordsToReview, TooManyToday, NobodyMet, AlreadyReader, Denied.
    """
    OPEN_EXCEPTIONAL_ACCESS.require(by, None)
    if len(reason.strip()) < REASON_LENGTH:
        raise ReasonTooShort(
            _("Écrivez pourquoi, en %(n)s caractères au moins.") % {"n": REASON_LENGTH}
        )
    insisted = guard.review({FIELD: reason}, insistence=insistence)
    met = dossier_met(by, identity, keys)
    if met is None:
        raise NobodyMet(
            _("Aucun dossier ouvert ne correspond exactement. Vérifiez le numéro, le nom, la date.")
        )
    _require_stranger(met, by)
    _require_few(by, at)

    access = _opened(met, reason, by, at)
    record(ExceptionalAccessOpened(dossier_id=met.pk, access_id=access.pk), by=by, at=at)
    if insisted:
        override_caution(
            dossier=Dossier(pk=met.pk), field=FIELD, classes=insisted, reason=insistence.reason,
            by=by, at=at,
        )  # fmt: skip
    return access


def _opened(met: Met, reason: str, by: Actor, at: datetime) -> ExceptionalAccess:
    days = timedelta(days=integer("break_glass.review_days", on=by.today))
    return ExceptionalAccess.objects.create(
        dossier_id=met.pk,
        affiliation_id=by.affiliation_id,
        organisation_id=by.organisation_id,
        reason=reason.strip(),
        opened_at=at,
        expires_at=at + timedelta(minutes=integer("break_glass.minutes", on=by.today)),
        review_due_on=by.today + days,
    )


def _require_stranger(met: Met, by: Actor) -> None:
    if readable(by).filter(pk=met.pk).exists():
        raise AlreadyReader(_("Vous lisez déjà ce dossier : il est dans « Mes dossiers »."))


def _require_few(by: Actor, at: datetime) -> None:
    """Counted for the human, whatever the hat, and one request after the other."""
    take_turn(by)
    with connection.cursor() as cursor:
        cursor.execute(TODAY, [by.user_id, at - timedelta(days=1)])
        [(opened,)] = cursor.fetchall()
    if opened >= integer("break_glass.most_per_day", on=by.today):
        raise TooManyToday(
            _(
                "Vous avez ouvert plusieurs dossiers en urgence aujourd’hui. "
                "Appelez le référent ou la référente."
            )
        )
