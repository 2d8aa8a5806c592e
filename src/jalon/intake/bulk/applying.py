"""Applying one chunk of lines: recognise, open, add, propose, and keep the trace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Membership, TeamRole
from jalon.intake.bulk.lines import SealedLine, settle_lines
from jalon.intake.bulk.opening import Opening, open_many, opened_dossiers, seal_contact
from jalon.intake.models import Arrival, ListPart, Outcome, PeopleList, Proposal, unpack
from jalon.intake.queries.outcomes import Decision, decide_lines
from jalon.intake.queries.seating import Structures
from jalon.intake.reading.lines import Repeats
from jalon.intake.reading.problems import Problem
from jalon.people.models import Identifier, IdentifierKind
from jalon.vault.sealing import seal_bytes

FILLED = (
    "people_person",
    "people_identifier",
    "dossiers_dossier",
    "dossiers_membership",
    "journal_entry",
    "intake_arrival",
)
LARGE = 1_000  # lines


@dataclass(slots=True)
class ReadyLine:
    """A line opened, what was foreseen of it, and its contact sealed as a new person's would be."""

    line: int
    values: dict[str, Any]
    sealed: tuple[bytes | None, ...]
    foreseen: tuple[str, int]  # outcome, number of proposals


def ready_chunk(rows: list[SealedLine]) -> list[ReadyLine]:
    """Open a chunk of sealed lines; touches no database, so it can be done ahead."""
    ready = []
    for line, sealed, outcome, proposals in rows:
        _cells, values = unpack(sealed)
        ready.append(ReadyLine(line, values, _contact(values, outcome), (outcome, proposals)))
    return ready


def _contact(values: dict[str, Any], foreseen: str) -> tuple[bytes | None, ...]:
    return seal_contact(values) if foreseen == Outcome.NEW else ()


def apply_chunk(
    chunk: Sequence[ReadyLine],
    people_list: PeopleList,
    structures: Structures,
    repeats: Repeats,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Write what a chunk does; a line that no longer does what was foreseen is told so."""
    repeated = [repeats.note(each.line, each.values) for each in chunk]
    sound = [each for each, problem in zip(chunk, repeated, strict=True) if not problem]
    decisions = decide_lines([each.values for each in sound], structures, {}, by)
    decided = list(zip(sound, decisions, strict=True))
    doubles = [
        (each.line, [problem], Outcome.REFUSED, 0)
        for each, problem in zip(chunk, repeated, strict=True)
        if problem
    ]
    settle_lines(people_list, [*doubles, *_surprises(decided)])
    _open(decided, people_list, by=by, at=at)
    _add_numbers(decided, people_list)
    _propose(decided, people_list, at)


Decided = list[tuple[ReadyLine, Decision]]


def _surprises(decided: Decided) -> list[tuple[int, list[Problem], Outcome, int]]:
    """Only what changed between the check and now."""
    return [
        (
            each.line,
            decision.problems if decision.outcome == Outcome.REFUSED else [],
            decision.outcome,
            decision.told,
        )
        for each, decision in decided
        if each.foreseen != (decision.outcome, decision.told)
    ]


def _open(decided: Decided, people_list: PeopleList, *, by: Actor, at: datetime) -> None:
    opened = [pair for pair in decided if pair[1].seats]
    if not opened:
        return
    openings = [
        Opening(
            each.line,
            decision.person_id,
            each.values,
            each.sealed or seal_contact(each.values),
            *decision.seats[0],
        )
        for each, decision in opened
    ]
    synthetic = people_list.organisation.is_synthetic
    open_many(openings, list_id=people_list.pk, is_synthetic=synthetic, by=by, at=at)
    _seat_others(opened, by)


def _seat_others(opened: Decided, by: Actor) -> None:
    """The co-advisors, for the lines that name several people."""
    several = {each.line: decision.seats[1:] for each, decision in opened if decision.seats[1:]}
    if not several:
        return
    dossiers = opened_dossiers(list(several))
    Membership.objects.bulk_create(
        Membership(
            dossier_id=dossiers[line],
            organisation_id=organisation_id,
            affiliation_id=affiliation_id,
            role=TeamRole.CO_ADVISOR,
            started_on=by.today,
        )
        for line, seats in several.items()
        for organisation_id, affiliation_id in seats
    )


def _add_numbers(decided: Decided, people_list: PeopleList) -> None:
    added = [
        (
            each.line,
            Identifier(
                person_id=decision.person_id,
                kind=kind,
                issuer_id=people_list.organisation_id if kind == IdentifierKind.FILE else None,
                value=value,
            ),
        )
        for each, decision in decided
        for kind, value in decision.numbers
    ]
    Identifier.objects.bulk_create([identifier for _line, identifier in added])
    Arrival.objects.bulk_create(
        Arrival(
            people_list=people_list,
            line=line,
            person_id=identifier.person_id,
            identifier_id=identifier.pk,
        )
        for line, identifier in added
    )


def _propose(decided: Decided, people_list: PeopleList, at: datetime) -> None:
    Proposal.objects.bulk_create(
        [
            Proposal(
                dossier_id=difference.dossier_id,
                people_list=people_list,
                organisation_id=people_list.organisation_id,
                line=each.line,
                block=difference.block,
                field=difference.field,
                sealed=seal_bytes(orjson.dumps([difference.current, difference.proposed])),
                value_fingerprint=print_,
                proposed_at=at,
            )
            for each, decision in decided
            for difference, print_ in decision.proposals
        ],
        ignore_conflicts=True,
        batch_size=2_000,
    )


def forget_file(people_list: PeopleList) -> None:
    """Once applied, the file itself is no longer needed: its lines are kept until the purge."""
    ListPart.objects.filter(people_list=people_list).delete()


def learn_sizes() -> None:
    """Tell the planner what the tables have become; only a large list changes that.

    Believing an organisation has no dossier yet, it would look for each of its dossiers one by
    one among those of the next list: a second for a few thousand.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(FILLED)}")
