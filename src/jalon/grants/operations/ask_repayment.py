from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.calls.money import euros
from jalon.grants.events import RepaymentAsked
from jalon.grants.models import Agreement, Repayment
from jalon.grants.queries.totals import totals_of
from jalon.grants.rules import WRITE_AGREEMENT
from jalon.grants.telling import tell_carrier
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.turns import in_turn


class CannotBeAskedBack(Refused):
    """No more than what was paid and not asked back already; with a reason and a reference."""


@transaction.atomic
def ask_repayment(
    *, agreement: Agreement, cents: int, reason: str, reference: str, by: Actor, at: datetime
) -> Repayment:
    """Ask back a part of what was paid, by a demand for payment; the carrier is told.

    Of an agreement that is over too. Raises CannotBeAskedBack, Denied.
    """
    WRITE_AGREEMENT.require(by, agreement)
    project = in_turn(agreement.project, move=None)
    most = totals_of(agreement).kept_cents
    if not (reason.strip() and reference.strip()):
        raise CannotBeAskedBack(_("Dites le motif et le numéro du titre de perception."))
    if not 0 < cents <= most:
        raise CannotBeAskedBack(_("Demandez au plus %(most)s.") % {"most": euros(most)})
    try:
        with transaction.atomic():
            repayment = Repayment.objects.create(
                agreement=agreement, cents=cents, reason=reason.strip(),
                reference=reference.strip(), asked_by_id=by.affiliation_id, asked_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise CannotBeAskedBack(_("Ce titre de perception est déjà saisi.")) from error
    tell_carrier(agreement, _("Un reversement est demandé."), at=at)
    fact = RepaymentAsked(
        project_id=project.pk, caller_id=project.call.organisation_id, agreement_id=agreement.pk,
        repayment_id=repayment.pk, cents=cents,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return repayment
