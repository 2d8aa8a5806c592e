"""Tell the organisations that dossiers came to them, or left, with a list: one fact for each."""

from datetime import datetime

from django.db import connection

from jalon.accounts.actor import Actor
from jalon.intake.events import CaseloadFilled
from jalon.intake.models import PeopleList
from jalon.journal.record import record


def organisations_of(people_list: PeopleList) -> list[int]:
    """The organisations that hold a seat in the dossiers a list opened."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT seat.organisation_id FROM intake_arrival AS arrival "
            "JOIN dossiers_membership AS seat ON seat.dossier_id = arrival.dossier_id "
            "WHERE arrival.people_list_id = %s ORDER BY 1",
            [people_list.pk],
        )
        return [organisation for (organisation,) in cursor.fetchall()]


def tell_caseloads(
    organisations: list[int], people_list: PeopleList, *, by: Actor, at: datetime
) -> None:
    """Their open lists look again once the transaction is committed."""
    for organisation_id in organisations:
        fact = CaseloadFilled(organisation_id=organisation_id, list_id=people_list.pk)
        record(fact, by=by, at=at)
