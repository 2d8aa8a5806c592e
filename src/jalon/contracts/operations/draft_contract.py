from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.contracts.events import ContractDrafted
from jalon.contracts.models import Change, ContractState, ContractTerms, EngagementContract
from jalon.contracts.rules import DRAFT_CONTRACT
from jalon.contracts.terms import Terms, check_terms
from jalon.contracts.turns import NotNow
from jalon.contracts.wordings import reviewed
from jalon.dossiers.models import Dossier
from jalon.journal.record import record
from jalon.wording import guard
from jalon.wording.guard import Insistence


@transaction.atomic
def draft_contract(
    *,
    dossier: Dossier,
    terms: Terms,
    by: Actor,
    at: datetime,
    change: str = Change.NONE,
    insistence: Insistence = guard.NONE,
) -> EngagementContract:
    """Prepare a contract, or the amendment or the renewal of the one that is signed.

    Raises BadTerms, Denied, NotNow, WordsToReview.
    """
    DRAFT_CONTRACT.require(by, dossier)
    check_terms(terms)
    follows = _signed(dossier, change)
    with reviewed(dossier, {"contract.words": terms.words}, insistence, by=by, at=at):
        contract = _created(dossier, terms, change, follows, by, at)
        ContractTerms.objects.create(
            contract=contract,
            dossier=dossier,
            weekly_hours=terms.weekly_hours,
            adaptations=list(terms.adaptations),
            words=terms.words.strip(),
        )
        record(ContractDrafted(dossier_id=dossier.pk, contract_id=contract.pk), by=by, at=at)
    return contract


def _signed(dossier: Dossier, change: str) -> EngagementContract | None:
    if change == Change.NONE:
        return None
    signed = dossier.contracts.filter(state=ContractState.SIGNED).first()
    if signed is None:
        raise NotNow(_("Il n’y a pas de contrat signé à modifier ni à renouveler."))
    return signed


def _created(
    dossier: Dossier,
    terms: Terms,
    change: str,
    follows: EngagementContract | None,
    by: Actor,
    at: datetime,
) -> EngagementContract:
    try:
        with transaction.atomic():
            return EngagementContract.objects.create(
                dossier=dossier,
                organisation_id=dossier.referent.organisation_id,
                follows=follows,
                change=change,
                started_on=terms.started_on,
                ends_on=terms.ends_on,
                review_on=terms.review_on,
                drafted_by_id=by.affiliation_id,
                drafted_at=at,
            )
    except IntegrityError as error:
        raise NotNow(_("Un contrat est déjà en préparation.")) from error
