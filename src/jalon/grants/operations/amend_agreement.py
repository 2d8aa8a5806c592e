from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.events import AgreementAmended
from jalon.grants.models import Agreement, AgreementVersion
from jalon.grants.queries.readable import binding_version
from jalon.grants.rules import WRITE_AGREEMENT
from jalon.grants.states import RUNNING
from jalon.grants.turns import agreed_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class CannotBeAmended(Refused):
    """An amendment says what it changes; nothing binds yet before the first signatures."""


@transaction.atomic
def amend_agreement(
    *, agreement: Agreement, change: str, by: Actor, at: datetime
) -> AgreementVersion:
    """Begin an amendment: the text in force, copied, to be changed and signed in the same order.

    One that is on its way is answered. Raises CannotBeAmended, NotInThisState, Denied.
    """
    WRITE_AGREEMENT.require(by, agreement)
    now = agreed_in_turn(agreement, "amend")
    running = now.versions.filter(state__in=RUNNING).first()
    if running is not None:
        return running
    former = binding_version(now)
    if former is None or not change.strip():
        raise CannotBeAmended(_("Dites ce que l’avenant change."))
    last = now.versions.order_by("-number")[0].number
    version = AgreementVersion.objects.create(
        agreement=now, number=last + 1, change=change.strip(), frame=former.frame,
        articles=former.articles, amount_cents=former.amount_cents, starts_on=former.starts_on,
        ends_on=former.ends_on, schedule=former.schedule, reports=former.reports,
        written_by_id=by.affiliation_id, written_at=at,
    )  # fmt: skip
    fact = AgreementAmended(
        project_id=now.project_id, caller_id=now.project.call.organisation_id,
        agreement_id=now.pk, version_id=version.pk,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return version
