from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.intake.bulk.lines import packed_problems
from jalon.intake.models import ListLine, ListState, Outcome, PeopleList, pack, unpack
from jalon.intake.queries.counts import count_lines
from jalon.intake.queries.outcomes import decide_lines
from jalon.intake.queries.readings import record_recognised
from jalon.intake.queries.seating import Structures
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

    The file is left as it is: what was corrected is on the line. Raises NotToBeCorrected, Denied.
    """
    WRITE_LIST.require(by, people_list)
    people_list = PeopleList.objects.select_for_update().get(pk=people_list.pk)
    if people_list.state != ListState.CHECKED:
        raise NotToBeCorrected(_("Cette liste n'est plus à relire : ses lignes ne changent plus."))
    row = ListLine.objects.get(people_list=people_list, line=line)

    before, _values = unpack(row.sealed)
    width = len(people_list.titles)
    texts = [*before, *[""] * (width - len(before))][:width]
    for column, text in cells.items():
        texts[column] = text
    _check_again(row, texts, people_list, by, at)
    people_list.counts = count_lines(people_list)
    people_list.save(update_fields=["counts"])
    return row


def _check_again(
    row: ListLine, texts: list[str], people_list: PeopleList, by: Actor, at: datetime
) -> None:
    checked = LineChecker(people_list.mapping, by.today).check(RawRow(row.line, texts))
    problems, outcome, proposals = checked.problems, Outcome.REFUSED, 0
    if not checked.is_refused:
        columns = {code: column for column, code in enumerate(people_list.mapping) if code}
        structures = Structures(people_list.organisation, by.today)
        [decision] = decide_lines([checked.values], structures, columns, by)
        record_recognised([decision], by=by, at=at)
        problems = problems + decision.problems
        outcome, proposals = decision.outcome, decision.told
    row.sealed = pack(texts, checked.values)
    row.problems = packed_problems(problems)
    row.has_problems = bool(problems)
    row.outcome, row.proposals = outcome, proposals
    row.save(update_fields=["sealed", "problems", "has_problems", "outcome", "proposals"])
