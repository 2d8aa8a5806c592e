from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Organisation
from jalon.contracts.events import ContractRecorded
from jalon.contracts.models import (
    ContractKind,
    ContractState,
    ContractTerms,
    EngagementContract,
)
from jalon.contracts.rules import RECORD_CONTRACT
from jalon.contracts.terms import BadTerms, Terms, check_terms
from jalon.contracts.turns import NotNow
from jalon.dossiers.models import Dossier
from jalon.journal.record import record


@transaction.atomic
def record_contract(
    *,
    dossier: Dossier,
    kind: str,
    organisation: Organisation,
    terms: Terms,
    by: Actor,
    at: datetime,
) -> EngagementContract:
    """Write down a contract signed elsewhere: its kind, dates, body, hours; no document.

    Of an older kind, or an engagement contract that a body signs with a tool of its own, as France
    Travail does: that one is the contract that the law asks for, and stops its clock.
    Raises BadTerms, Denied, NotNow.
    """
    RECORD_CONTRACT.require(by, dossier)
    if kind not in ContractKind.values:
        raise BadTerms(_("Ce type de contrat n’existe pas."))
    if terms.started_on > by.today:
        raise BadTerms(_("Un contrat déjà signé n’a pas de début à venir."))
    check_terms(terms, kind)
    contract = _created(dossier, kind, organisation, terms, by, at)
    ContractTerms.objects.create(
        contract=contract, dossier=dossier, weekly_hours=terms.weekly_hours
    )

    fact = ContractRecorded(
        dossier_id=dossier.pk, contract_id=contract.pk, nature=kind,
        started_on=contract.started_on, ends_on=contract.ends_on, review_on=contract.review_on,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return contract


def _created(
    dossier: Dossier,
    kind: str,
    organisation: Organisation,
    terms: Terms,
    by: Actor,
    at: datetime,
) -> EngagementContract:
    is_over = terms.ends_on is not None and terms.ends_on <= by.today
    try:
        with transaction.atomic():
            return EngagementContract.objects.create(
                dossier=dossier,
                kind=kind,
                organisation=organisation,
                state=ContractState.ENDED if is_over else ContractState.SIGNED,
                started_on=terms.started_on,
                ends_on=terms.ends_on,
                review_on=terms.review_on,
                ended_on=terms.ends_on if is_over else None,
                drafted_by_id=by.affiliation_id,
                drafted_at=at,
                signed_at=at,
            )
    except IntegrityError as error:
        raise NotNow(_("Un contrat signé est déjà en cours : terminez-le d’abord.")) from error
