from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.intake.bulk.forgetting import is_a_list_at_work
from jalon.retention.bulk.erasing import erase, leaving
from jalon.retention.models import Destruction, Ground, What
from jalon.retention.queries.calendar import ready, rule_in_words
from jalon.retention.queries.proofs import Rule
from jalon.retention.queries.strangers import strangers
from jalon.territories.zones import local_day


@transaction.atomic
def destroy_dossiers(
    *,
    dossier_ids: Sequence[int],
    person_ids: Sequence[int] = (),
    by: Actor | None,
    at: datetime,
) -> list[Destruction]:
    """Destroy the dossiers whose archive is over, and those that nobody ever took up.

    With them go the people who have no other dossier, and, among `person_ids`, those who have none
    at all. The platform itself does it (`by` is None). While a list is being worked on nothing is
    destroyed: it may be bringing one of these people back.
    """
    if is_a_list_at_work(at):
        return []
    rule = Rule(at, rule_in_words(local_day(at)))
    proofs = []
    for what, ground in (
        (What.TO_DESTROY, Ground.END_OF_RETENTION),
        (What.NEVER_SUPPORTED, Ground.NEVER_SUPPORTED),
    ):
        gone = leaving(ready([what], at=at, only=list(dossier_ids)))
        # Asked again once locked: one that came back meanwhile stays.
        still = set(ready([what], at=at, only=gone.dossier_ids))
        if still != set(gone.dossier_ids):
            gone = leaving(sorted(still))
        if gone.dossiers:
            proofs += erase(gone, ground, rule, with_new_lists=False)
    alone = leaving([], strangers(at=at, only=list(person_ids)))
    if alone.people:
        proofs += erase(alone, Ground.NEVER_SUPPORTED, rule, with_new_lists=False)
    return proofs
