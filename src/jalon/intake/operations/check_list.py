import io
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.intake.bulk.ahead import ahead, chunks
from jalon.intake.bulk.lines import CHUNK, Row, copy_lines
from jalon.intake.bulk.sealed_file import SealedFile
from jalon.intake.models import ListLine, ListState, Outcome, PeopleList, pack
from jalon.intake.queries.any_of import by_index
from jalon.intake.queries.counts import count_lines
from jalon.intake.queries.linking import nir_fingerprint
from jalon.intake.queries.outcomes import Decision, decide_lines
from jalon.intake.queries.readings import record_recognised
from jalon.intake.queries.seating import Structures
from jalon.intake.reading.csv_rows import RawRow
from jalon.intake.reading.lines import CheckedLine, LineChecker, Repeats
from jalon.intake.reading.problems import FileRefused
from jalon.intake.reading.table import open_table
from jalon.intake.rules import WRITE_LIST
from jalon.kernel.errors import Refused

Tell = Callable[[int], object]


class NotToBeChecked(Refused):
    """The list is not waiting to be checked."""


@transaction.atomic
def check_list(
    *, people_list: PeopleList, by: Actor, at: datetime, tell: Tell = bool
) -> PeopleList:
    """Read the whole file, check each line, and say what it would do; change nobody.

    `tell(lines done)` is called as the work goes. A file that turns out to be unreadable makes
    the list "failed", with its sentence. Raises NotToBeChecked, Denied.
    """
    WRITE_LIST.require(by, people_list)
    people_list = PeopleList.objects.select_for_update().get(pk=people_list.pk)
    if people_list.state != ListState.CHECKING:
        raise NotToBeChecked(_("Cette liste n’est pas à vérifier."))

    by_index()
    ListLine.objects.filter(people_list=people_list).delete()
    try:
        with transaction.atomic():
            _check(people_list, by, at, tell)
    except FileRefused as refusal:
        people_list.state, people_list.refusal = ListState.FAILED, str(refusal)[:400]
    else:
        people_list.state = ListState.CHECKED
    people_list.counts = count_lines(people_list)
    people_list.checked_at = at
    people_list.save(update_fields=["state", "refusal", "counts", "checked_at"])
    return people_list


def _check(people_list: PeopleList, by: Actor, at: datetime, tell: Tell) -> None:
    table = open_table(io.BufferedReader(SealedFile(people_list), 256 * 1024))
    checker, repeats = LineChecker(people_list.mapping, by.today), Repeats()
    structures = Structures(people_list.organisation, by.today)
    columns = {code: column for column, code in enumerate(people_list.mapping) if code}
    done = 0
    for checked in ahead(chunks(table.rows, CHUNK), lambda rows: _read(rows, checker, repeats)):
        lines = [line for line, _sealed in checked if not line.is_refused]
        decisions = decide_lines([line.values for line in lines], structures, columns, by)
        record_recognised(decisions, by=by, at=at)
        copy_lines(people_list, list(_rows(checked, iter(decisions))))
        done += len(checked)
        tell(done)


def _read(
    rows: list[RawRow], checker: LineChecker, repeats: Repeats
) -> list[tuple[CheckedLine, bytes]]:
    read = []
    for row in rows:
        line = checker.check(row)
        if not line.is_refused and (repeat := repeats.note(line.line, line.values)):
            line.problems.append(repeat)
        nir_fingerprint(line.values)
        read.append((line, pack(line.cells, line.values)))
    return read


def _rows(checked: list[tuple[CheckedLine, bytes]], decisions: Iterator[Decision]) -> Iterator[Row]:
    for line, sealed in checked:
        if line.is_refused:
            yield line.line, sealed, line.problems, Outcome.REFUSED, 0
        else:
            decision = next(decisions)
            problems = line.problems + decision.problems
            yield line.line, sealed, problems, decision.outcome, decision.told
