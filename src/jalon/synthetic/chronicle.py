"""The rows of what happened: dossier, seats, barriers, notes, journal, readings."""

import orjson

from jalon.access.policy.blocks import SECTION_BLOCKS, Block, block_of_theme
from jalon.synthetic.agreements import write_agreements
from jalon.synthetic.calendar import Calendar
from jalon.synthetic.contracts import write_contract
from jalon.synthetic.entries import write_entry
from jalon.synthetic.histories import History
from jalon.synthetic.jobs import write_job
from jalon.synthetic.plots import Fact, Seat
from jalon.synthetic.support import write_course
from jalon.synthetic.tables import NULL, Tables, sealed, uuid7

READ_BLOCKS = "{header,identity,contact,household,rights,education,work,barriers,team,timeline}"


NO_ACTOR = f"{NULL}\t{NULL}\t{NULL}"


def write_history(tables: Tables, history: History, dossier: int) -> None:
    """Everything of one dossier but its blocks."""
    calendar, dice = history.calendar, history.dice
    opened = calendar.text(history.opened_at)
    tables.add(
        "dossiers_dossier",
        dossier,
        uuid7(history.opened_at, dice),
        history.person,
        history.referent.id,
        opened,
        _closed_at(history),
    )
    for seat in history.seats:
        _write_seat(tables, seat, uuid7(seat.started, dice), dossier, calendar)
    write_entry(tables, history.entered, history.plot, dossier, calendar)
    _write_barriers(tables, history, dossier)
    write_agreements(tables, history.agreed, history.plot, dossier, calendar)
    write_contract(tables, history.contracted, history.plot, dossier, calendar)
    write_job(tables, history.found, history.plot, dossier, calendar)
    write_course(tables, history.course, dossier, calendar)
    for note in history.notes:
        tables.add(
            "dossiers_note",
            note.id,
            uuid7(note.at, dice),
            dossier,
            note.post.affiliation_id,
            note.post.organisation_id,
            note.kind,
            sealed(note.body),
            note.private,
            calendar.iso(calendar.days_ago(note.at)),
            calendar.text(note.at),
            None,
        )
    _write_journal(tables, history, f"dossier/{dossier}", dossier)


def _closed_at(history: History) -> str | None:
    ending = history.course.ending
    return history.calendar.text(ending.at) if ending and not ending.again_at else None


def payload(fact: Fact, dossier: int) -> str:
    """The payload of a fact as the journal keeps it."""
    return orjson.dumps({"dossier_id": dossier, **fact.payload}).decode()


def _write_seat(
    tables: Tables, seat: Seat, public_id: str, dossier: int, calendar: Calendar
) -> None:
    tables.add(
        "dossiers_membership",
        seat.id,
        public_id,
        dossier,
        seat.organisation_id,
        seat.post and seat.post.affiliation_id,
        seat.role,
        calendar.iso(calendar.days_ago(seat.started)),
        None if seat.until is None else calendar.iso(seat.until),
        None if seat.ended is None else calendar.text(seat.ended),
    )


def _write_barriers(tables: Tables, history: History, dossier: int) -> None:
    calendar = history.calendar
    for theme, assessed in history.barriers.items():
        tables.add(
            "dossiers_barrier",
            dossier,
            theme,
            assessed.status,
            assessed.impact,
            assessed.post.affiliation_id,
            calendar.iso(calendar.days_ago(assessed.at)),
            "interview",
        )


def _need(fact: Fact) -> str:
    """What the facts of `dossiers.events` ask of who wants to know of them."""
    if fact.kind == "note.written":
        return Block.NOTES if fact.audience is None else Block.WORKING_NOTES
    if fact.kind == "barrier.assessed":
        return block_of_theme(str(fact.payload["theme"]))
    if fact.kind == "block.revised":
        return SECTION_BLOCKS[str(fact.payload["block"])]
    if fact.kind in {"information.received", "orientation.decided", "orientation.notified"}:
        return Block.RIGHTS
    if fact.kind.startswith(("goal.", "step.", "contract.", "commitment.", "assessment.")):
        return Block.CONTRACT
    if fact.kind.startswith("appointment."):
        return Block.APPOINTMENTS
    if fact.kind.startswith(("outcome.", "follow_up.")):
        return Block.EMPLOYMENT
    return Block.TEAM


def _write_journal(tables: Tables, history: History, stream: str, dossier: int) -> None:
    calendar = history.calendar
    # Four rows out of ten are facts: they are put together here rather than cell by cell.
    lines = tables.lines["journal_entry"]
    for position, fact in enumerate(history.facts, start=1):
        who = fact.post
        audience = NULL if fact.audience is None else fact.audience
        actor = f"{who.user_id}\t{who.affiliation_id}\t{who.organisation_id}" if who else NO_ACTOR
        lines.append(
            f"{stream}\t{position}\t{fact.kind}\t{payload(fact, dossier)}\t{actor}"
            f"\t{audience}\t{_need(fact)}\t{calendar.text(fact.at)}"
        )
    for post, at, seen in history.readings:
        tables.add(
            "journal_reading",
            stream,
            "{}",
            post.user_id,
            post.affiliation_id,
            post.organisation_id,
            post.purpose,
            "page",
            READ_BLOCKS,
            seen,
            calendar.text(at),
        )
