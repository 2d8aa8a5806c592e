"""The lists of an organisation, and the lines of one list."""

from dataclasses import dataclass

from django.db.models import QuerySet

from jalon.accounts.actor import Actor
from jalon.intake.models import ListLine, Outcome, PeopleList
from jalon.intake.rules import IMPORT_PEOPLE

SHOWN = 50
PROBLEMS, ALL = "problemes", "toutes"


def readable_lists(actor: Actor) -> QuerySet[PeopleList]:
    """The lists READ_LIST allows, latest first; a test keeps the two in step."""
    if not IMPORT_PEOPLE.allows(actor, None):
        return PeopleList.objects.none()
    return (
        PeopleList.objects.filter(organisation_id=actor.organisation_id)
        .select_related("affiliation__user", "organisation", "progress")
        .order_by("-received_at", "-pk")
    )


@dataclass(frozen=True)
class LinePage:
    """Some lines of a list, and the number of the last when others follow (else 0)."""

    lines: list[ListLine]
    after: int


def lines_page(people_list: PeopleList, shown: str, after: int) -> LinePage:
    """Lines in the order of the file: all, those with problems, or those of one outcome."""
    lines = ListLine.objects.filter(people_list=people_list, line__gt=after).order_by("line")
    if shown == PROBLEMS:
        lines = lines.filter(has_problems=True)
    elif shown in Outcome.values:
        lines = lines.filter(outcome=shown)
    found = list(lines[: SHOWN + 1])
    page = found[:SHOWN]
    return LinePage(page, page[-1].line if len(found) > SHOWN else 0)
