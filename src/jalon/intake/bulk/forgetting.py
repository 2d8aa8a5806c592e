"""Taking out of the lists still kept the lines of people whose data are erased."""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from jalon.intake.bulk.sealed_file import SealedFile
from jalon.intake.models import WORKING, ListLine, ListProgress, ListState, PeopleList, unpack
from jalon.intake.queries.linking import first_name
from jalon.intake.reading.problems import FileRefused
from jalon.intake.reading.table import open_table
from jalon.intake.reading.words import plain
from jalon.people.models import IdentifierKind, Person

ALIVE: Final = timedelta(minutes=1)  # a list worked on gives a sign of life twice a second
AT_ONCE: Final = 2_000  # lines read together
BROUGHT: Final = (ListState.APPLIED, ListState.UNDONE)

Born = tuple[int | None, int | None, int | None]


class Sought:
    """Some people, as a line of a list would name them."""

    def __init__(self, people: Iterable[Person]) -> None:
        """`people` come with their identifiers."""
        self._prints: set[str] = set()
        self._numbers: set[tuple[str, int | None, str]] = set()
        self._by_word: dict[str, set[tuple[str, str, Born]]] = defaultdict(set)
        for person in people:
            self._add(person)

    def _add(self, person: Person) -> None:
        if person.nir_fingerprint:
            self._prints.add(bytes(person.nir_fingerprint).hex())
        for number in person.identifiers.all():
            # A household shares its benefit number: it says nothing of one person alone.
            if number.kind != IdentifierKind.BENEFIT:
                self._numbers.add((number.kind, number.issuer_id, number.value))
        born = (person.birth_year, person.birth_month, person.birth_day)
        first = first_name(person.first_names)
        for family in {plain(person.birth_name), plain(person.usage_name)} - {""}:
            self._by_word[family.split(" ")[0]].add((family, first, born))

    def is_named(self, cells: list[str], values: dict[str, Any], issuer_id: int) -> bool:
        """By a number that is theirs alone; or by name, unless the birth date is another's."""
        keys = {
            (IdentifierKind.FILE.value, issuer_id, values.get("file_id")),
            (IdentifierKind.FRANCE_TRAVAIL.value, None, values.get("france_travail_id")),
        }
        if values.get("nir_print") in self._prints or keys & self._numbers:
            return True
        said, first = values.get("birth_date"), first_name(values.get("first_names", ""))
        text = f" {' '.join(plain(cell) for cell in cells)} "
        return any(said is None or tuple(said) == born for born in self._born_to(text, first))

    def _born_to(self, text: str, said: str) -> Iterator[Born]:
        """The birth dates of those whose name stands in a text; `said`: the first name, if read."""
        for word in set(text.split()) & self._by_word.keys():
            for family, first, born in self._by_word[word]:
                is_first = said == first if said else f" {first} " in text
                if f" {family} " in text and is_first:
                    yield born


def is_a_list_at_work(at: datetime) -> bool:
    """Whether a list is being checked or applied right now: it holds lines that nobody sees yet."""
    beating = ListProgress.objects.filter(beat_at__gt=at - ALIVE, people_list__state__in=WORKING)
    return beating.exists()


def forget_people(people: Sequence[Person], *, with_new_lists: bool) -> int:
    """Erase the lines that name these people; says how many lines or lists went.

    `with_new_lists`: a list not applied yet that names one of them goes whole, since it would
    bring them back; otherwise it has its own, short, time to live.
    """
    if not people:
        return 0
    sought, gone = Sought(people), 0
    lists = PeopleList.objects.exclude(state__in=WORKING)
    for people_list in lists if with_new_lists else lists.filter(state__in=BROUGHT):
        gone += _forget_in(people_list, sought)
    return gone


def _forget_in(people_list: PeopleList, sought: Sought) -> int:
    issuer = people_list.organisation_id
    named = [
        pk
        for pk, sealed in _lines(people_list)
        if sought.is_named(*unpack(sealed), issuer_id=issuer)
    ]
    if people_list.state in BROUGHT:
        if named:
            ListLine.objects.filter(pk__in=named).delete()
            PeopleList.objects.filter(pk=people_list.pk).update(sample="")
        return len(named)
    if named or any(sought.is_named(cells, {}, issuer) for cells in _cells(people_list)):
        people_list.delete()
        return 1
    return 0


def _lines(people_list: PeopleList) -> Iterator[tuple[int, bytes | memoryview]]:
    lines = ListLine.objects.filter(people_list=people_list).order_by("line")
    yield from lines.values_list("pk", "sealed").iterator(chunk_size=AT_ONCE)


def _cells(people_list: PeopleList) -> Iterator[list[str]]:
    """The lines of a file whose columns nobody recognised yet."""
    if people_list.lines.exists() or not people_list.parts.exists():
        return
    try:
        for row in open_table(io.BufferedReader(SealedFile(people_list), 256 * 1024)).rows:
            yield row.cells
    except FileRefused:
        return
