"""The path of the invented person who has an account: said yes, said no, proposed, waits."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from jalon.accounts.actor import Actor, PersonActor, actor_of
from jalon.accounts.models import User
from jalon.contracts.models import Change, Commitment, ContractState
from jalon.contracts.operations import draft_contract, offer_contract, propose_commitment
from jalon.contracts.terms import Terms, principle
from jalon.dossiers.models import Dossier
from jalon.exchanges.models import Message
from jalon.exchanges.operations import send_message
from jalon.plans.models import Goal, Step
from jalon.plans.operations import (
    accept_goal,
    accept_step,
    decline_step,
    propose_goal,
    propose_step,
)
from jalon.synthetic.dice import person_dice
from jalon.synthetic.tables import public_id

DICE = 7_000_000_000


def walk_own_path(dossier: Dossier, user: User, seed: int, today: date) -> None:
    """Yesterday: with the référent, late; in the evening alone, on the telephone."""
    then = today - timedelta(days=1)
    hat = dossier.referent.affiliation
    if hat is None:
        return
    lead = actor_of(hat, on=then)
    person = PersonActor(user.pk, user.get_full_name(), dossier.person_id, today=then)
    at = timezone.make_aware(datetime.combine(then, time(18)))
    evening = timezone.make_aware(datetime.combine(then, time(19)))
    goal = propose_goal(dossier=dossier, title="Passer le permis", themes=[], by=lead, at=at)
    goal = accept_goal(goal=goal, seen=1, by=person, at=at)
    steps = [
        propose_step(goal=goal, title=title, organisation=body, due_on=due_on, by=lead, at=at)
        for title, body, due_on in _steps(dossier, today)
    ]
    for step in steps[:2]:
        accept_step(step=step, seen=1, by=person, at=at)
    decline_step(step=steps[2], seen=1, word="C'est trop loin sans voiture.", by=person, at=evening)
    propose_goal(
        dossier=dossier, title="Travailler près de l'école de mes enfants", themes=[], by=person,
        at=evening,
    )  # fmt: skip
    _number_again(dossier, seed, today, since=at)
    _offer_contract(dossier, lead, seed, today, at=evening)
    _write(dossier, lead, person, seed, today, at=evening)


def _write(
    dossier: Dossier, lead: Actor, person: PersonActor, seed: int, today: date, *, at: datetime
) -> None:
    """A word each way: hers waits to be read."""
    said: tuple[tuple[str, Actor | PersonActor], ...] = (
        ("Bonjour. Pensez à apporter votre carte d’identité pour l’inscription.", lead),
        ("Merci. Est-ce que je peux venir le matin ?", person),
    )
    for minutes, (body, by) in enumerate(said):
        send_message(dossier=dossier, body=body, by=by, at=at + timedelta(minutes=minutes))
    dice = person_dice(seed, DICE + 2)
    for row in Message.objects.filter(dossier=dossier, sent_at__gte=at).order_by("pk"):
        Message.objects.filter(pk=row.pk).update(public_id=public_id(today, dice))


def _offer_contract(dossier: Dossier, lead: Actor, seed: int, today: date, *, at: datetime) -> None:
    """A contract to read and to answer: what both sides promise, and nothing signed."""
    body = dossier.referent.organisation
    promises = (
        ("Venir à l'atelier du jeudi", None, None),
        ("Proposer un rendez-vous sous quinze jours", body, lead.affiliation_id),
    )
    for text, bearer, hat in promises:
        propose_commitment(
            dossier=dossier, text=text, due_on=today + timedelta(days=15), organisation=bearer,
            answers_id=hat, by=lead, at=at,
        )  # fmt: skip
    dice = person_dice(seed, DICE + 1)
    for row in Commitment.objects.filter(dossier=dossier, proposed_at=at).order_by("pk"):
        Commitment.objects.filter(pk=row.pk).update(public_id=public_id(today, dice))
    is_signed = dossier.contracts.filter(state=ContractState.SIGNED).exists()
    terms = Terms(
        started_on=today, ends_on=today + timedelta(days=182),
        review_on=today + timedelta(days=91), weekly_hours=principle(today)[0],
    )  # fmt: skip
    contract = draft_contract(
        dossier=dossier, terms=terms, by=lead, at=at,
        change=Change.RENEWAL if is_signed else Change.NONE,
    )  # fmt: skip
    version = offer_contract(contract=contract, themes=[], adapting=[], by=lead, at=at)
    for made in (contract, version):
        type(made).objects.filter(pk=made.pk).update(public_id=public_id(today, dice))


def _steps(dossier: Dossier, today: date) -> list[tuple[str, Any, date]]:
    body = dossier.referent.organisation
    return [
        ("M'inscrire au code", None, today + timedelta(days=3)),
        ("Payer la moitié de l'inscription", body, today - timedelta(days=1)),
        ("Aller au forum des métiers", None, today + timedelta(days=10)),
        ("Essayer la navette du matin", None, today + timedelta(days=5)),
    ]


def _number_again(dossier: Dossier, seed: int, today: date, *, since: datetime) -> None:
    """Same seed, same public ids."""
    dice = person_dice(seed, DICE)
    for model in (Goal, Step):
        rows = model.objects.filter(dossier=dossier, proposed_at__gte=since).order_by("pk")
        for row in rows:
            model.objects.filter(pk=row.pk).update(public_id=public_id(today, dice))
