from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.intake.bulk.asking import ask
from jalon.intake.bulk.lines import packed_problems
from jalon.intake.models import ListLine, ListState, Outcome, PeopleList, pack, unpack
from jalon.intake.queries.counts import count_lines
from jalon.intake.reading.csv_rows import RawRow
from jalon.intake.reading.lines import LineChecker
from jalon.intake.rules import WRITE_LIST
from jalon.kernel.errors import Refused


class NotToBeCorrected(Refused):
    """Only the lines of a list that is checked and not yet applied can be corrected."""


@transaction.atomic
def correct_line(
    *, people_list: PeopleList, line: int, cells: Mapping[int, str], by: Actor, at: datetime
) -> ListLine:
    """Put other texts in some cells (by column) of one line, and check it again.

    The file is left as it is: what was corrected is on the line. A line that is right by itself is
    then left to a worker, who alone may compare it with everybody (`recognise_line`). Raises
    NotToBeCorrected, Denied.
    """
    WRITE_LIST.require(by, people_list)
    people_list = PeopleList.objects.select_for_update().get(pk=people_list.pk)
    if people_list.state != ListState.CHECKED:
        raise NotToBeCorrected(_("Cette liste n’est plus à relire : ses lignes ne changent plus."))
    row = ListLine.objects.get(people_list=people_list, line=line)

    before, _values = unpack(row.sealed)
    width = len(people_list.titles)
    texts = [*before, *[""] * (width - len(before))][:width]
    for column, text in cells.items():
        texts[column] = text
    checked = LineChecker(people_list.mapping, by.today).check(RawRow(row.line, texts))
    row.people_list = people_list
    row.sealed = pack(texts, checked.values)
    row.problems, row.has_problems = packed_problems(checked.problems), bool(checked.problems)
    row.outcome, row.proposals = Outcome.REFUSED, 0
    row.save(update_fields=["sealed", "problems", "has_problems", "outcome", "proposals"])
    people_list.counts = count_lines(people_list)
    if not checked.is_refused:
        people_list.state = ListState.CORRECTING
        ask(people_list, by=by, at=at, line=line)
    people_list.save(update_fields=["counts", "state"])
    return row
