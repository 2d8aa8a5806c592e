import json
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.contracts.events import ContractOffered
from jalon.contracts.models import (
    ContractBarrier,
    ContractState,
    ContractVersion,
    EngagementContract,
)
from jalon.contracts.queries.composing import Document, compose, digest_of, speakable_barriers
from jalon.contracts.queries.reading import letters_of_themes
from jalon.contracts.rules import OFFER_CONTRACT
from jalon.contracts.terms import principle
from jalon.contracts.turns import held
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class NotReady(Refused):
    """Something is missing before the person can be asked: the hours, their reason, a promise."""


@transaction.atomic
def offer_contract(
    *,
    contract: EngagementContract,
    themes: Collection[str],
    adapting: Collection[str],
    by: Actor,
    at: datetime,
) -> ContractVersion:
    """Freeze what is agreed and offer it to the person: nothing is signed by that.

    `themes` are the difficulties to name in it, `adapting` those that explain the hours.
    Raises Denied, NotNow, NotReady.
    """
    OFFER_CONTRACT.require(by, contract)
    contract = held(contract, ContractState.DRAFT)
    named = _named(contract, themes, adapting, by)
    document = compose(contract, contract.versions.count() + 1)
    _check(contract, document["commitments"], has_reason=any(one.adapts_hours for one in named))
    version = _frozen(contract, document, named, by, at)
    for one in named:
        one.version = version
    ContractBarrier.objects.bulk_create(named)
    _change_state(contract)
    fact = ContractOffered(
        dossier_id=contract.dossier_id, contract_id=contract.pk, version_id=version.pk,
        digest=version.digest,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return version


def _named(
    contract: EngagementContract, themes: Collection[str], adapting: Collection[str], by: Actor
) -> list[ContractBarrier]:
    """The difficulties to name, as they stand today, among those that `by` reads."""
    return [
        ContractBarrier(
            dossier_id=contract.dossier_id,
            theme=barrier.theme,
            impact=barrier.impact,
            adapts_hours=barrier.theme in adapting,
        )
        for barrier in speakable_barriers(contract.dossier, by)
        if barrier.theme in {*themes, *adapting}
    ]


def _frozen(
    contract: EngagementContract,
    document: Document,
    named: list[ContractBarrier],
    by: Actor,
    at: datetime,
) -> ContractVersion:
    needs = letters_of_themes(one.theme for one in named)
    whole = document | {"difficulties": len(named), "needs": needs}
    return ContractVersion.objects.create(
        contract=contract,
        dossier_id=contract.dossier_id,
        number=whole["number"],
        document=json.dumps(whole, ensure_ascii=False),
        digest=digest_of(whole, named),
        offered_by_id=by.affiliation_id,
        offered_at=at,
    )


def _check(contract: EngagementContract, promises: list[object], *, has_reason: bool) -> None:
    """Hours that are not those of the principle have a reason; a contract promises something."""
    terms, (hours, _source) = contract.terms, principle(contract.started_on)
    if terms.weekly_hours is None:
        raise NotReady(_("Dites combien d’heures par semaine, même zéro."))
    if terms.weekly_hours != hours and not (has_reason or terms.adaptations):
        raise NotReady(_("Cette durée n’est pas celle du principe : dites pourquoi."))
    if not promises:
        raise NotReady(_("Ce contrat ne dit encore rien : ajoutez au moins un engagement."))


def _change_state(contract: EngagementContract) -> None:
    contract.state = ContractState.OFFERED
    contract.save(update_fields=["state"])
    terms = contract.terms
    if terms.refusal:
        terms.refusal = ""
        terms.save(update_fields=["refusal"])
