"""What each line would do: create, add, propose, nothing, or be refused and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jalon.accounts.actor import Actor
from jalon.dossiers.queries import readable
from jalon.intake.models import Outcome, Proposal
from jalon.intake.queries.any_of import any_of
from jalon.intake.queries.differences import (
    Difference,
    KnownPerson,
    differences,
    known_people,
    missing_numbers,
)
from jalon.intake.queries.linking import Link, link_lines
from jalon.intake.queries.seating import Seat, Structures
from jalon.intake.reading.problems import ERROR, Problem

Values = dict[str, Any]
Already = set[tuple[int, str, bytes]]


@dataclass(slots=True)
class Decision:
    """What one line does. `seats` for a dossier to open; the rest for someone already known.

    `outcome` and `told` are what the sender of the list may learn: of someone whose dossier they
    do not read, that they are known and nothing more, whatever the line proposes.
    """

    outcome: Outcome
    person_id: int = 0
    problems: list[Problem] = field(default_factory=list)
    seats: tuple[Seat, ...] = ()
    proposals: list[tuple[Difference, bytes]] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)
    dossier_id: int = 0  # open, of someone already known

    @property
    def told(self) -> int:
        """How many proposals the sender is told of."""
        return 0 if self.outcome == Outcome.KNOWN else len(self.proposals)


def decide_lines(
    lines: Sequence[Values], structures: Structures, columns: dict[str, int], by: Actor
) -> list[Decision]:
    """One decision per line, in order; a constant number of statements."""
    issuer = structures.sender
    links = link_lines(lines, issuer.pk)
    known = known_people({link.person_id for link in links if link.person_id}, issuer.pk)
    already = _already_proposed(known, issuer.pk) if known else set()
    decisions = [
        _decide(values, link, known.get(link.person_id), already, structures, columns)
        for values, link in zip(lines, links, strict=True)
    ]
    if known:
        _keep_quiet(decisions, known, by)
    return decisions


def _keep_quiet(decisions: list[Decision], known: dict[int, KnownPerson], by: Actor) -> None:
    """Of the dossiers that `by` does not read, lines must not tell right guesses from wrong."""
    dossiers = (person.dossier_id for person in known.values())
    read = set(readable(by).filter(any_of("pk", dossiers)).values_list("pk", flat=True))
    for decision in decisions:
        person = known.get(decision.person_id)
        if person and person.dossier_id not in read:
            decision.outcome = Outcome.KNOWN


def _decide(
    values: Values,
    link: Link,
    known: KnownPerson | None,
    already: Already,
    structures: Structures,
    columns: dict[str, int],
) -> Decision:
    if link.problem:
        problem = Problem(link.problem, link.key, columns.get(link.key), ERROR)
        return Decision(Outcome.REFUSED, problems=[problem])
    if known is None:
        return _open(values, link, structures, columns)
    decision = Decision(Outcome.UNCHANGED, link.person_id, dossier_id=known.dossier_id)
    for difference in differences(values, known):
        print_ = difference.value_fingerprint()
        if (difference.dossier_id, difference.field, print_) not in already:
            decision.proposals.append((difference, print_))
    decision.numbers = missing_numbers(values, known)
    if decision.proposals:
        decision.outcome = Outcome.DIFFERS
    elif decision.numbers:
        decision.outcome = Outcome.LINKED
    return decision


def _open(values: Values, link: Link, structures: Structures, columns: dict[str, int]) -> Decision:
    seats, problems = structures.seats(values, columns)
    first = seats[0][0]
    if first == structures.sender.pk and not structures.sender_supports:
        refusal = Problem("no_structure", "structure", columns.get("structure"), ERROR)
        return Decision(Outcome.REFUSED, problems=[refusal])
    outcome = Outcome.REOPENED if link.person_id else Outcome.NEW
    return Decision(outcome, link.person_id, list(problems), seats)


def _already_proposed(known: dict[int, KnownPerson], organisation_id: int) -> Already:
    rows = Proposal.objects.filter(
        any_of("dossier_id", (person.dossier_id for person in known.values())),
        organisation=organisation_id,
    ).values_list("dossier_id", "field", "value_fingerprint")
    return {(dossier, field, bytes(print_)) for dossier, field, print_ in rows}
