from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.intake.bulk.lines import packed_problems
from jalon.intake.models import ListLine, ListState, PeopleList, pack, unpack
from jalon.intake.operations.correct_line import NotToBeCorrected
from jalon.intake.queries.counts import count_lines
from jalon.intake.queries.outcomes import decide_lines
from jalon.intake.queries.readings import record_recognised
from jalon.intake.queries.seating import Structures
from jalon.intake.reading.csv_rows import RawRow
from jalon.intake.reading.lines import LineChecker
from jalon.intake.rules import WRITE_LIST


@transaction.atomic
def recognise_line(*, people_list: PeopleList, by: Actor, at: datetime) -> ListLine:
    """Say what a line that was corrected would do, by comparing it with everybody: for a worker.

    Raises NotToBeCorrected, Denied.
    """
    WRITE_LIST.require(by, people_list)
    people_list = (
        PeopleList.objects.select_for_update(of=("self",))
        .select_related("progress", "organisation")
        .get(pk=people_list.pk)
    )
    if people_list.state != ListState.CORRECTING:
        raise NotToBeCorrected(_("Aucune ligne de cette liste n’attend d’être vérifiée."))
    row = ListLine.objects.get(people_list=people_list, line=people_list.progress.line or 0)

    texts, _values = unpack(row.sealed)
    checked = LineChecker(people_list.mapping, by.today).check(RawRow(row.line, texts))
    columns = {code: column for column, code in enumerate(people_list.mapping) if code}
    structures = Structures(people_list.organisation, by.today)
    [decision] = decide_lines([checked.values], structures, columns, by)
    record_recognised([decision], by=by, at=at)
    problems = checked.problems + decision.problems
    row.sealed = pack(texts, checked.values)
    row.problems, row.has_problems = packed_problems(problems), bool(problems)
    row.outcome, row.proposals = decision.outcome, decision.told
    row.save(update_fields=["sealed", "problems", "has_problems", "outcome", "proposals"])
    people_list.counts, people_list.state = count_lines(people_list), ListState.CHECKED
    people_list.save(update_fields=["counts", "state"])
    return row
