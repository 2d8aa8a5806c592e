"""The path of the invented person who has an account: said yes, said no, proposed, waits."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from jalon.accounts.actor import Actor, PersonActor, actor_of
from jalon.accounts.models import Affiliation, User
from jalon.contracts.models import Change
from jalon.dossiers.models import Dossier
from jalon.exchanges.models import Message
from jalon.exchanges.operations import send_message
from jalon.journal.models import Entry
from jalon.plans.models import Goal, Step, StepPhoto
from jalon.plans.operations import (
    accept_goal,
    accept_step,
    decline_step,
    finish_step,
    propose_goal,
    propose_step,
)
from jalon.synthetic.dice import person_dice
from jalon.synthetic.drawings import paper
from jalon.synthetic.papers import (
    can_sign,
    contract_offered,
    contract_signed,
    last_working_afternoon,
)
from jalon.synthetic.tables import public_id

DICE = 7_000_000_000


def walk_own_path(dossier: Dossier, user: User, seed: int, today: date) -> None:
    """Yesterday: with the référent, late; in the evening alone, on the telephone."""
    then = today - timedelta(days=1)
    hat = dossier.referent.affiliation
    if hat is None:
        return
    if can_sign():
        _sign_first(dossier, hat, seed, today)
    lead = actor_of(hat, on=then)
    person = PersonActor(user.pk, user.get_full_name(), dossier.person_id, today=then)
    at = timezone.make_aware(datetime.combine(then, time(18)))
    evening = timezone.make_aware(datetime.combine(then, time(19)))
    goal = propose_goal(dossier=dossier, title="Passer le permis", themes=[], by=lead, at=at)
    goal = accept_goal(goal=goal, seen=1, by=person, at=at)
    _talk_of_steps(goal, lead, person, today, at=at, evening=evening)
    propose_goal(
        dossier=dossier, title="Travailler près de l'école de mes enfants", themes=[], by=person,
        at=evening,
    )  # fmt: skip
    _number_again(dossier, seed, today, since=at)
    promises = ("Venir à l'atelier du jeudi", "Proposer un rendez-vous sous quinze jours")
    dice = person_dice(seed, DICE + 1)
    contract_offered(dossier, lead, promises, dice, evening, signed=Change.AMENDMENT)
    _write(dossier, lead, person, seed, today, at=evening)


def _talk_of_steps(
    goal: Goal, lead: Actor, person: PersonActor, today: date, *, at: datetime, evening: datetime
) -> None:
    """Proposed by the référent; two accepted, one refused with a word, one done with a photo."""
    steps = [
        propose_step(goal=goal, title=title, organisation=body, due_on=due_on, by=lead, at=at)
        for title, body, due_on in _steps(goal.dossier, today)
    ]
    done, *_others = [
        accept_step(step=one, seen=1, by=person, at=at) for one in (steps[-1], *steps[:2])
    ]
    finish_step(
        step=done, seen=done.revision, word="Voilà le papier.", photo=paper("Inscription au code"),
        by=person, at=evening,
    )  # fmt: skip
    decline_step(step=steps[2], seen=1, word="C'est trop loin sans voiture.", by=person, at=evening)


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


def _sign_first(dossier: Dossier, hat: Affiliation, seed: int, today: date) -> None:
    """Some days ago, on the référent's screen: the contract that she may take away on paper."""
    last = Entry.objects.filter(stream=f"dossier/{dossier.pk}").aggregate(last=Max("at"))["last"]
    at = max(last_working_afternoon(today), last + timedelta(minutes=15))
    lead, dice = actor_of(hat, on=timezone.localdate(at)), person_dice(seed, DICE + 3)
    contract_signed(dossier, lead, ("Venir aux rendez-vous", "L'appeler le lundi"), dice, at)


def _steps(dossier: Dossier, today: date) -> list[tuple[str, Any, date]]:
    body = dossier.referent.organisation
    return [
        ("M'inscrire au code", None, today + timedelta(days=3)),
        ("Payer la moitié de l'inscription", body, today - timedelta(days=1)),
        ("Aller au forum des métiers", None, today + timedelta(days=10)),
        ("Essayer la navette du matin", None, today + timedelta(days=5)),
        ("Retirer le dossier d'inscription", None, today),
    ]


def _number_again(dossier: Dossier, seed: int, today: date, *, since: datetime) -> None:
    """Same seed, same public ids."""
    dice = person_dice(seed, DICE)
    for model, then in ((Goal, "proposed_at"), (Step, "proposed_at"), (StepPhoto, "added_at")):
        rows = model.objects.filter(dossier=dossier, **{f"{then}__gte": since}).order_by("pk")
        for row in rows:
            model.objects.filter(pk=row.pk).update(public_id=public_id(today, dice))
