from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.intake.bulk.ahead import ahead
from jalon.intake.bulk.applying import LARGE, apply_chunk, forget_file, learn_sizes, ready_chunk
from jalon.intake.bulk.lines import sealed_chunks
from jalon.intake.bulk.notices import organisations_of, tell_caseloads
from jalon.intake.events import ListApplied
from jalon.intake.models import ListPolicy, ListState, PeopleList
from jalon.intake.operations.request_application import NotToBeApplied
from jalon.intake.queries.any_of import by_index
from jalon.intake.queries.counts import count_lines
from jalon.intake.queries.seating import Structures
from jalon.intake.reading.lines import Repeats
from jalon.intake.rules import IMPORT_PEOPLE, WRITE_LIST
from jalon.journal.record import record

Tell = Callable[[int], object]


@transaction.atomic
def apply_list(
    *, people_list: PeopleList, by: Actor, at: datetime, tell: Tell = bool
) -> PeopleList:
    """Turn the checked lines into people, dossiers, numbers and proposals; all of them or none.

    People are recognised again at this moment: what was known when the list was checked may have
    changed. Lists are applied one at a time, so that two cannot create the same person.
    Raises NotToBeApplied, Denied.
    """
    IMPORT_PEOPLE.require(by, None)
    WRITE_LIST.require(by, people_list)
    people_list = PeopleList.objects.select_for_update().get(pk=people_list.pk)
    if people_list.state != ListState.APPLYING:
        raise NotToBeApplied(_("Cette liste n’attend pas d’être importée."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('jalon.intake'))")

    by_index()
    structures, repeats = Structures(people_list.organisation, by.today), Repeats()
    done = 0
    for chunk in ahead(sealed_chunks(people_list), ready_chunk):
        apply_chunk(chunk, people_list, structures, repeats, by=by, at=at)
        done += len(chunk)
        tell(done)
    forget_file(people_list)
    if done >= LARGE:
        learn_sizes()
    people_list.state = ListState.APPLIED
    people_list.counts = count_lines(people_list)
    people_list.applied_at = at
    people_list.undo_until = at + timedelta(hours=ListPolicy.on(by.today).undo_hours)
    people_list.save(update_fields=["state", "counts", "applied_at", "undo_until"])

    counts = people_list.counts
    fact = ListApplied(
        list_id=people_list.pk,
        created=counts["new"] + counts["reopened"],
        proposals=counts["proposals"],
    )
    record(fact, by=by, at=at)
    tell_caseloads(organisations_of(people_list), people_list, by=by, at=at)
    return people_list
