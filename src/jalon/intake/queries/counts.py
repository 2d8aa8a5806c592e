"""How many lines of a list do what."""

from django.db.models import Count, Q, Sum

from jalon.intake.models import ListLine, Outcome, PeopleList


def count_lines(people_list: PeopleList) -> dict[str, int]:
    """Lines by outcome, in all, with problems; and proposals. One statement."""
    lines = ListLine.objects.filter(people_list=people_list)
    wanted = {outcome.value: Count("pk", filter=Q(outcome=outcome)) for outcome in Outcome}
    found = lines.aggregate(
        lines=Count("pk"),
        problems=Count("pk", filter=Q(has_problems=True)),
        proposals=Sum("proposals", default=0),
        **wanted,
    )
    return {name: int(count or 0) for name, count in found.items()}
