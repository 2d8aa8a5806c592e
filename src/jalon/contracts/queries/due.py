"""What is due, on both sides alike: what reminders start from."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jalon.accounts.models import Affiliation, Organisation
from jalon.contracts.models import Bearer, Commitment


@dataclass(frozen=True)
class Reminder:
    """One promise to remind of. `answers` is None for the person, or when nobody was named."""

    commitment_id: int
    dossier_id: int
    person_id: int
    is_of_person: bool
    organisation: Organisation | None
    answers: Affiliation | None
    due_on: date
    is_late: bool


def due_commitments(*, on: date, until: date) -> list[Reminder]:
    """Promises that bind and are due by `until`; late the day after their day (`on` is today).

    For what runs on its own (the keeper): it sees every dossier. No word of any promise in it.
    """
    found: QuerySet[Commitment] = Commitment.objects.due(on=until).filter(
        dossier__closed_at=None, dossier__archived_at=None
    )
    found = found.select_related("dossier", "organisation", "answers__user")
    return [_reminder(one, on) for one in found.defer("text", "proof").order_by("due_on", "pk")]


def _reminder(one: Commitment, on: date) -> Reminder:
    if one.due_on is None:
        raise ValueError(f"commitment {one.pk} has no day, it cannot be due")
    return Reminder(
        commitment_id=one.pk,
        dossier_id=one.dossier_id,
        person_id=one.dossier.person_id,
        is_of_person=one.bearer == Bearer.PERSON,
        organisation=one.organisation,
        answers=one.answers,
        due_on=one.due_on,
        is_late=one.due_on < on,
    )
