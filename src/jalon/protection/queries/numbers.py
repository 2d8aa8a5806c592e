"""The numbers that wait for the word of an officer before they give an account back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from jalon.accounts.models import Affiliation

WAITING = "SELECT dossier_number, made_by, made_at FROM jalon_space_codes_to_confirm(%s)"


@dataclass(frozen=True)
class Waiting:
    """A number handed by somebody, for the person of one dossier."""

    dossier_number: UUID
    made_by: Affiliation
    made_at: datetime


def numbers_to_confirm(at: datetime) -> list[Waiting]:
    """Those of the people whose data the officer of the session protects; nobody else's."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [at])
        rows = cursor.fetchall()
    hats = Affiliation.objects.select_related("user", "organisation").in_bulk(
        {made_by for _number, made_by, _made_at in rows}
    )
    return [Waiting(number, hats[made_by], made_at) for number, made_by, made_at in rows]
