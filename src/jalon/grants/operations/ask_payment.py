import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.calls.money import euros
from jalon.contracts.proofs import media_of
from jalon.grants.content import PaymentKind
from jalon.grants.events import PaymentAsked
from jalon.grants.models import Payment, PaymentPaper
from jalon.grants.rules import ANSWER_AGREEMENT
from jalon.grants.states import after, payment_after
from jalon.grants.telling import tell_state
from jalon.grants.turns import payment_in_turn, require_filed
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class CannotBeAsked(Refused):
    """It is too early, too much, or nothing supports it."""


@dataclass(frozen=True)
class Sent:
    """A file as it was received."""

    name: str
    content: bytes


@transaction.atomic
def ask_payment(
    *, payment: Payment, cents: int, words: str, papers: Sequence[Sent], by: Actor, at: datetime
) -> Payment:
    """The carrier asks for a payment of the schedule, with the documents that support it.

    Nothing is asked of an agreement that is over. An advance needs no document. Files are known by
    what they hold, never by their name. Raises CannotBeAsked, NotInThisState, Denied.
    """
    ANSWER_AGREEMENT.require(by, payment.agreement)
    now = payment_in_turn(payment, "ask")
    require_filed(now.agreement.project)
    after(now.agreement.state, "ask")
    if by.today < now.due_on:
        raise CannotBeAsked(_("Ce versement ne peut pas encore être demandé."))
    if not 0 < cents <= now.cents:
        raise CannotBeAsked(_("Demandez au plus %(most)s.") % {"most": euros(now.cents)})
    _join(now, papers, by, at)
    joined = now.papers.count()
    if not joined and now.kind != PaymentKind.ADVANCE:
        raise CannotBeAsked(_("Joignez au moins une pièce justificative."))
    now.state, now.return_reason = payment_after(now.state, "ask"), ""
    now.asked_cents, now.asked_words = cents, words.strip()
    now.asked_by_id, now.asked_at = by.affiliation_id, at
    now.save(
        update_fields=[
            "state", "return_reason", "asked_cents", "asked_words", "asked_by", "asked_at",
        ]
    )  # fmt: skip
    tell_state(now.agreement, _("Un versement est demandé."), at=at)
    project = now.agreement.project
    fact = PaymentAsked(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=now.agreement_id, payment_id=now.pk, cents=cents, paper_count=joined,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now


def _join(payment: Payment, papers: Sequence[Sent], by: Actor, at: datetime) -> None:
    known = set(payment.papers.values_list("digest", flat=True))
    for one in papers:
        digest, media = hashlib.sha256(one.content).hexdigest(), media_of(one.content)
        if media is None:
            raise CannotBeAsked(_("Ce fichier n’est ni un PDF ni une image (JPEG, PNG)."))
        if digest in known:
            continue
        known.add(digest)
        PaymentPaper.objects.create(
            payment=payment, name=one.name[-200:], media_type=media, content=one.content,
            size=len(one.content), digest=digest, joined_by_id=by.affiliation_id, joined_at=at,
        )  # fmt: skip
