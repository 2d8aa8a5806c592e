"""What is going on today around the first login: paused, closed, handed over, moving, away.

Told through the operations themselves, the day before at the end of the afternoon, on a few of her
dossiers: so that each page of the entry and of the course of a support has something to show.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Model, QuerySet
from django.utils import timezone

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from jalon.dossiers.models import Barrier, BarrierStatus, Dossier, Membership
from jalon.entry.models import Handover, Orientation, Reorientation, Transfer
from jalon.entry.operations import (
    accept_reorientation,
    declare_absence,
    decline_handover,
    propose_handover,
    refuse_reorientation,
    request_reorientation,
    request_transfer,
    take_reorientation,
)
from jalon.outcomes.models import Conclusion, Suspension
from jalon.outcomes.operations import (
    close_dossier,
    conclude_assessment,
    reopen_dossier,
    resume_support,
    suspend_support,
)
from jalon.people.models import PersonalAccess
from jalon.synthetic.dice import person_dice
from jalon.synthetic.staff import FIRST_LOGINS, LOGIN_DOMAIN
from jalon.synthetic.tables import public_id

DICE: Final = 9_000_000_000
NOTE: Final = "Le projet avance. Reste à trouver une place en atelier ; rappeler avant jeudi."
AGAIN: Final = "Son projet a changé : elle cherche maintenant un emploi."
FULL: Final = "Je suis au complet jusqu’en janvier."
NUMBERED: Final[tuple[type[Model], ...]] = (
    Conclusion, Handover, Membership, Orientation, Reorientation, Suspension, Transfer,
)  # fmt: skip


def live_today(seed: int, today: date) -> None:
    """Nothing, when the first login leads nobody."""
    then = today - timedelta(days=1)
    at = timezone.make_aware(datetime.combine(then, time(17)))
    email = f"{FIRST_LOGINS[0]}@{LOGIN_DOMAIN}"
    hat = Affiliation.objects.filter(user__email=email, role="professional").order_by("pk").first()
    if hat is None:
        return
    by, before = actor_of(hat, on=then), _last_numbers()
    own = PersonalAccess.objects.values("person_id")
    led = Dossier.objects.filter(referent__affiliation=hat, closed_at=None)
    led = led.exclude(person_id__in=own)
    known = Orientation.objects.filter(notified_at__isnull=False).values("dossier_id")
    oriented = iter(list(led.filter(pk__in=known).order_by("pk")[:6]))
    _orient_again(oriented, by, at)
    _move_and_hand_over(oriented, hat, by, at)
    busy: set[int] = set()
    for model in (Reorientation, Transfer, Handover):
        busy.update(_rows(model).values_list("dossier_id", flat=True))
    led = led.exclude(pk__in=busy)
    _pause_and_close(iter(list(led.order_by("-pk")[:6])), by, at)
    _number_again(seed, today, before)


def _pause_and_close(led: Iterator[Dossier], by: Actor, at: datetime) -> None:
    day = timedelta(days=1)
    for dossier in _some(led, 1):
        suspend_support(
            dossier=dossier, reason="absence", from_on=max(by.today - 20 * day, _opened(dossier)),
            expected_on=by.today - day if _opened(dossier) < by.today - 2 * day else None,
            by=by, at=at,
        )  # fmt: skip
    for dossier in _some(led, 1):
        halted = suspend_support(dossier=dossier, reason="move", from_on=by.today, by=by, at=at)
        resume_support(suspension=halted, resumed_on=by.today, by=by, at=at)
    for dossier in _some(led, 2):
        said = Barrier.objects.filter(dossier=dossier).exclude(status=BarrierStatus.NOT_ADDRESSED)
        if said.exists():
            conclude_assessment(dossier=dossier, by=by, at=at)
    for dossier in _some(led, 1):
        close_dossier(dossier=dossier, reason="own_wish", by=by, at=at)
        reopen_dossier(dossier=dossier, by=by, at=at)
    for dossier in _some(led, 1):
        close_dossier(dossier=dossier, reason="employment", by=by, at=at)


def _orient_again(oriented: Iterator[Dossier], by: Actor, at: datetime) -> None:
    """One request waits, one was refused, one accepted: its orientation is to be decided."""
    for answer in ("", "refuse", "accept"):
        for dossier in _some(oriented, 1):
            asked = request_reorientation(dossier=dossier, reason=AGAIN, by=by, at=at)
            officer = _officer(asked.organisation)
            if not answer or officer is None:
                continue
            there = actor_of(officer, on=by.today)
            asked = take_reorientation(reorientation=asked, by=there, at=at)
            if answer == "refuse":
                why = "Le parcours décidé permet déjà cette recherche."
                refuse_reorientation(reorientation=asked, reason=why, by=there, at=at)
            else:
                why = "Le projet a changé depuis la décision."
                accept_reorientation(reorientation=asked, reason=why, by=there, at=at)


def _move_and_hand_over(
    oriented: Iterator[Dossier], hat: Affiliation, by: Actor, at: datetime
) -> None:
    """A transfer and handovers that wait, one declined; a colleague away, whose interim she has."""
    elsewhere = Organisation.objects.get(short_name="CD 54")
    for dossier in _some(oriented, 1):
        request_transfer(
            dossier=dossier, organisation=elsewhere, agreed_on=by.today, note=NOTE, by=by, at=at
        )
    colleague = _colleague(hat, by.today)
    if colleague is None:
        return
    other = actor_of(colleague, on=by.today)
    for answer in ("", FULL):
        for dossier in _some(oriented, 1):
            asked = propose_handover(
                dossier=dossier, affiliation=colleague, note=NOTE, by=by, at=at
            )
            if answer:
                decline_handover(handover=asked, answer=answer, by=other, at=at)
    theirs = Dossier.objects.filter(referent__affiliation=colleague, closed_at=None).order_by("pk")
    for dossier in theirs[:2]:
        propose_handover(dossier=dossier, affiliation=hat, note=NOTE, by=other, at=at)
    declare_absence(
        affiliation=colleague, from_on=by.today, until_on=by.today + timedelta(days=12),
        substitute=hat if colleague.organisation_id == hat.organisation_id else None, by=other,
        at=at,
    )  # fmt: skip


def _colleague(hat: Affiliation, today: date) -> Affiliation | None:
    """Of the same body if there is one; else of another of its kind, and nobody stands in."""
    others = Affiliation.objects.in_force(today).filter(
        organisation__kind=hat.organisation.kind, role=AffiliationRole.PROFESSIONAL
    )
    found = others.exclude(pk=hat.pk).select_related("organisation").order_by("pk")
    near = [one for one in found if one.organisation_id == hat.organisation_id]
    return next(iter([*near, *found]), None)


def _some(among: Iterator[Dossier], count: int) -> list[Dossier]:
    """The next ones; fewer, or none, in a small demonstration."""
    return [one for _n, one in zip(range(count), among, strict=False)]


def _opened(dossier: Dossier) -> date:
    return timezone.localdate(dossier.opened_at)


def _officer(body: Organisation) -> Affiliation | None:
    hats = Affiliation.objects.filter(organisation=body, role=AffiliationRole.ORIENTATION_OFFICER)
    return hats.order_by("pk").first()


def _rows(model: type[Model]) -> QuerySet[Any]:
    return model._default_manager.order_by("pk")


def _last_numbers() -> dict[type[Model], int]:
    """What was there before, by model."""
    lasts = ((model, _rows(model).last()) for model in NUMBERED)
    return {model: last.pk if last else 0 for model, last in lasts}


def _number_again(seed: int, today: date, before: dict[type[Model], int]) -> None:
    """Same seed, same public ids."""
    dice = person_dice(seed, DICE)
    for model in NUMBERED:
        for row in _rows(model).filter(pk__gt=before[model]):
            _rows(model).filter(pk=row.pk).update(public_id=public_id(today, dice))
