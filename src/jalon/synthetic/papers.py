"""The contracts of the first login on paper: composed, accepted on her screen, signed, real PDFs.

Where the deployment can sign, that is in a demonstration or with a certificate of its own. A few:
each is a second's work.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from django.conf import settings
from django.utils import timezone

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.models import Affiliation
from jalon.contracts.models import (
    PROPOSED_STATES,
    Change,
    Commitment,
    ContractState,
    ContractVersion,
    EngagementContract,
)
from jalon.contracts.operations import (
    accept_contract,
    draft_contract,
    offer_contract,
    propose_commitment,
    sign_contract,
)
from jalon.contracts.proofs import on_tablet
from jalon.contracts.terms import Terms, principle
from jalon.dossiers.models import Dossier
from jalon.entry.operations import show_portrait
from jalon.journal.models import Entry
from jalon.people.models import PersonalAccess
from jalon.synthetic.dice import person_dice
from jalon.synthetic.drawings import face
from jalon.synthetic.staff import FIRST_LOGINS, LOGIN_DOMAIN
from jalon.synthetic.tables import public_id

DICE: Final = 11_000_000_000
# What the person does, then what the body of the référent does.
PROMISES: Final = (
    ("Venir aux rendez-vous, ou prévenir", "Proposer un rendez-vous chaque mois"),
    ("Aller à l'atelier du jeudi", "Appuyer la demande auprès du bailleur"),
)
HALF_A_YEAR: Final = timedelta(days=182)


def put_on_paper(seed: int, today: date) -> None:
    """Contracts of some quiet dossiers of the first login, and the photos that are shown."""
    hat = Affiliation.objects.filter(
        user__email=f"{FIRST_LOGINS[0]}@{LOGIN_DOMAIN}", role="professional"
    ).order_by("pk").first()  # fmt: skip
    if hat is None:
        return
    dice, at = person_dice(seed, DICE), last_working_afternoon(today)
    lead = actor_of(hat, on=at.date())
    show_portrait(affiliation=hat, photo=face(dice), by=lead, at=at)
    _show_to_the_person(hat, seed, at)
    for number, dossier in enumerate(_quiet(hat, at) if can_sign() else []):
        then = at + timedelta(minutes=20 * number)
        contract_signed(dossier, lead, PROMISES[number], dice, then)


def _show_to_the_person(known: Affiliation, seed: int, at: datetime) -> None:
    """The face of whoever accompanies the account's owner, so that she sees one."""
    own = Dossier.objects.filter(closed_at=None, person__in=PersonalAccess.objects.values("person"))
    for dossier in own.select_related("referent__affiliation__user"):
        hat = dossier.referent.affiliation
        if hat is not None and hat.pk != known.pk:
            by = actor_of(hat, on=at.date())
            show_portrait(affiliation=hat, photo=face(person_dice(seed, DICE + 1)), by=by, at=at)


def can_sign() -> bool:
    return bool(settings.JALON_DEMONSTRATION or settings.JALON_SIGNING_CERTIFICATE)


def last_working_afternoon(today: date) -> datetime:
    day = today - timedelta(days=1)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(14, 10)))


def _quiet(hat: Affiliation, at: datetime) -> list[Dossier]:
    """Led by this hat, nothing told since that afternoon, no contract in hand."""
    led = Dossier.objects.filter(referent__affiliation=hat, closed_at=None)
    led = led.exclude(person_id__in=PersonalAccess.objects.values("person_id"))
    found = list(led.select_related("person", "referent__organisation").order_by("pk"))
    streams = [f"dossier/{one.pk}" for one in found]
    since = Entry.objects.filter(stream__in=streams, at__gte=at).values_list("stream", flat=True)
    begun = EngagementContract.objects.filter(dossier__in=found, state__in=PROPOSED_STATES)
    busy = {*since, *(f"dossier/{pk}" for pk in begun.values_list("dossier_id", flat=True))}
    return [one for one in found if f"dossier/{one.pk}" not in busy][: len(PROMISES)]


def contract_signed(
    dossier: Dossier, lead: Actor, promises: Sequence[str], dice: Random, at: datetime
) -> EngagementContract:
    """Proposed, typed by the person on her référent's screen, signed for the body."""
    contract, version = contract_offered(dossier, lead, promises, dice, at)
    name = dossier.person.name
    accept_contract(
        contract=contract, seen=version.number, proof=on_tablet(name, f"{name} et {lead.name}"),
        by=lead, at=at + timedelta(minutes=12),
    )  # fmt: skip
    sign_contract(contract=contract, seen=version.number, by=lead, at=at + timedelta(minutes=15))
    return contract


def contract_offered(
    dossier: Dossier,
    lead: Actor,
    promises: Sequence[str],
    dice: Random,
    at: datetime,
    *,
    signed: Change = Change.RENEWAL,
) -> tuple[EngagementContract, ContractVersion]:
    """What both sides would do, then the document; `signed`: what it is to one that binds."""
    day, body = lead.today, dossier.referent.organisation
    bearers = ((None, None), (body, lead.affiliation_id))
    for text, (bearer, hat) in zip(promises, bearers, strict=True):
        made = propose_commitment(
            dossier=dossier, text=text, due_on=day + timedelta(days=15), organisation=bearer,
            answers_id=hat, by=lead, at=at,
        )  # fmt: skip
        Commitment.objects.filter(pk=made.pk).update(public_id=public_id(day, dice))
    terms = Terms(
        started_on=day, ends_on=day + HALF_A_YEAR, review_on=day + HALF_A_YEAR / 2,
        weekly_hours=principle(day)[0],
    )  # fmt: skip
    binds = dossier.contracts.filter(state=ContractState.SIGNED).exists()
    contract = draft_contract(
        dossier=dossier, terms=terms, by=lead, at=at, change=signed if binds else Change.NONE
    )
    version = offer_contract(contract=contract, themes=[], adapting=[], by=lead, at=at)
    for row in (contract, version):
        type(row).objects.filter(pk=row.pk).update(public_id=public_id(day, dice))
        row.refresh_from_db()
    return contract, version
