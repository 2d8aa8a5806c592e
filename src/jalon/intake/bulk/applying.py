"""Applying one chunk of lines: recognise, open, add, propose, and keep the trace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Membership, TeamRole
from jalon.intake.bulk.lines import packed_problems
from jalon.intake.bulk.opening import Opening, open_many, seal_contact
from jalon.intake.models import Arrival, ListLine, ListPart, Outcome, PeopleList, Proposal, unpack
from jalon.intake.queries.outcomes import Decision, decide_lines
from jalon.intake.queries.structures import Structures
from jalon.intake.reading.lines import Repeats
from jalon.intake.reading.problems import Problem
from jalon.people.models import Identifier, IdentifierKind
from jalon.vault.sealing import seal_bytes


@dataclass(slots=True)
class ReadyLine:
    """A line opened, and its contact sealed as a new person's would be."""

    line: int
    values: dict[str, Any]
    sealed: tuple[bytes | None, ...]


def ready_chunk(rows: list[tuple[int, bytes]]) -> list[ReadyLine]:
    """Open a chunk of sealed lines; touches no database, so it can be done ahead."""
    ready = []
    for line, sealed in rows:
        _cells, values = unpack(sealed)
        ready.append(ReadyLine(line, values, seal_contact(values)))
    return ready


def apply_chunk(
    chunk: Sequence[ReadyLine],
    people_list: PeopleList,
    structures: Structures,
    repeats: Repeats,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Write what a chunk does; a line that no longer can is refused, with its reason."""
    repeated = [repeats.note(each.line, each.values) for each in chunk]
    sound = [each for each, problem in zip(chunk, repeated, strict=True) if not problem]
    decisions = decide_lines([each.values for each in sound], structures, {})
    _refuse(people_list, _refused(chunk, repeated, sound, decisions))
    _open(list(zip(sound, decisions, strict=True)), people_list, by=by, at=at)
    _add_numbers(sound, decisions, people_list)
    _propose(sound, decisions, people_list, at)


def _refused(
    chunk: Sequence[ReadyLine],
    repeated: Sequence[Problem | None],
    sound: Sequence[ReadyLine],
    decisions: Sequence[Decision],
) -> list[tuple[int, list[Problem]]]:
    refused = [(each.line, [p]) for each, p in zip(chunk, repeated, strict=True) if p]
    return refused + [
        (each.line, decision.problems)
        for each, decision in zip(sound, decisions, strict=True)
        if decision.outcome == Outcome.REFUSED
    ]


def _refuse(people_list: PeopleList, refused: list[tuple[int, list[Problem]]]) -> None:
    """Rare: only what changed between the check and now."""
    for line, problems in refused:
        ListLine.objects.filter(people_list=people_list, line=line).update(
            outcome=Outcome.REFUSED,
            has_problems=True,
            proposals=0,
            problems=packed_problems(problems),
        )


def _open(
    decided: list[tuple[ReadyLine, Decision]], people_list: PeopleList, *, by: Actor, at: datetime
) -> None:
    opened = [pair for pair in decided if pair[1].seats]
    if not opened:
        return
    openings = [
        Opening(each.line, decision.person_id, each.values, each.sealed, *decision.seats[0])
        for each, decision in opened
    ]
    synthetic = people_list.organisation.is_synthetic
    open_many(openings, list_id=people_list.pk, is_synthetic=synthetic, by=by, at=at)
    Membership.objects.bulk_create(
        Membership(
            dossier_id=opening.dossier_id,
            organisation_id=organisation_id,
            affiliation_id=affiliation_id,
            role=TeamRole.CO_ADVISOR,
            started_on=by.today,
        )
        for opening, (_each, decision) in zip(openings, opened, strict=True)
        for organisation_id, affiliation_id in decision.seats[1:]
    )


def _add_numbers(
    sound: Sequence[ReadyLine], decisions: Sequence[Decision], people_list: PeopleList
) -> None:
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
        for each, decision in zip(sound, decisions, strict=True)
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


def _propose(
    sound: Sequence[ReadyLine],
    decisions: Sequence[Decision],
    people_list: PeopleList,
    at: datetime,
) -> None:
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
            for each, decision in zip(sound, decisions, strict=True)
            for difference, print_ in decision.proposals
        ],
        ignore_conflicts=True,
        batch_size=2_000,
    )


def forget_file(people_list: PeopleList) -> None:
    """Once applied, the file itself is no longer needed: its lines are kept until the purge."""
    ListPart.objects.filter(people_list=people_list).delete()
