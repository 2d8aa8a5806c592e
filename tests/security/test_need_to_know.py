"""A million random decisions: the rules, row-level security and an oracle say the same (S2)."""

import os

import pytest
from django.db import connection, transaction

from jalon.access.policy.blocks import Block, block_of_theme
from jalon.access.policy.in_force import matrix_in_force
from jalon.access.policy.levels import Level
from jalon.access.policy.rights import NO_RIGHTS, rights_of_hat
from jalon.accounts.acting import acting_as
from jalon.accounts.actor import actor_of
from jalon.accounts.models import Affiliation
from jalon.dossiers.events import need_of_note
from jalon.dossiers.rules import links
from jalon.kernel.acting import NOBODY, Acting
from tests.security.oracle import Oracle
from tests.security.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db

SECTION_TABLES = {
    "dossiers_household": ("dossier_id", Block.BARRIERS),
    "dossiers_rights": ("dossier_id", Block.RIGHTS),
    "dossiers_education": ("dossier_id", Block.PROFILE),
    "dossiers_work": ("dossier_id", Block.PROFILE),
    "people_person": ("id", Block.IDENTITY),
    "people_contact": ("person_id", Block.CONTACT),
}
TABLES = {**{table: key for table, (key, _) in SECTION_TABLES.items()}, **dict.fromkeys(
    ("dossiers_barrier", "dossiers_note", "dossiers_membership", "journal_entry"), "id"
)}  # fmt: skip
HATS = int(os.environ.get("JALON_DECISION_HATS", "100"))
FILES = int(os.environ.get("JALON_DECISION_FILES", "240"))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Drawn once, for all the questions of this module."""
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        try:
            yield World(20261124, bodies=31, hats=HATS, files=FILES)
        finally:
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)


def by_rules(world, hat, files=None):
    """The rows that the rules of Python allow, table by table."""
    files = files or world.files
    allowed = {table: set() for table in TABLES}
    affiliation = Affiliation.objects.in_force(TODAY).select_related("user", "organisation")
    affiliation = affiliation.filter(pk=hat.id).first()
    if affiliation is None:
        return allowed
    who = actor_of(affiliation, on=TODAY, at=NOW)
    ties = links(who, list(files))
    matrix = matrix_in_force(TODAY)
    for pk, file in files.items():
        rights = rights_of_hat(matrix, who.organisation_kind, who.role, ties[pk])
        rights = NO_RIGHTS if file.is_archived and hat.role != "data_protection" else rights
        _rows_of(world, hat, file, rights, allowed)
    return allowed


def is_own(rights, letter):
    return letter != "W" and rights.levels.get(Block(letter)) is Level.OWN


def _rows_of(world, hat, file, rights, allowed):
    for table, (key, block) in SECTION_TABLES.items():
        if rights.reads(block):
            allowed[table].add(file.id if key == "dossier_id" else file.person)
    allowed["dossiers_barrier"] |= {
        pk for theme, pk in file.barriers.items() if rights.knows(block_of_theme(theme))
    }
    allowed["dossiers_note"] |= {
        note.id
        for note in file.notes
        if rights.reads(Block(need_of_note(note.block, note.body if note.is_private else None)))
        and (not (note.is_private or is_own(rights, note.block)) or note.body == hat.body)
    }
    team = rights.levels.get(Block.TEAM)
    for seat in file.seats:
        is_seen = rights.sees_masked_bodies or (team is not None and seat.role == "referent")
        is_seen |= team is Level.MASKED and not world.bodies[seat.body].is_sensitive
        if is_seen or seat.hat == hat.id:
            allowed["dossiers_membership"].add(seat.id)
    for fact in file.facts:
        level = rights.levels.get(Block(fact.need))
        is_hidden = world.bodies[fact.body].is_sensitive and fact.body != hat.body
        if level in (None, Level.REFERENT, Level.IMPACT) or (
            is_hidden and not rights.sees_masked_bodies
        ):
            continue
        is_closed = is_own(rights, fact.need) and fact.body != hat.body
        if fact.audience in (None, hat.body) and not is_closed:
            allowed["journal_entry"].add(fact.id)


def by_oracle(world, hat, files=None):
    """The same, from the second writing of the matrix."""
    allowed = {table: set() for table in TABLES}
    for pk, file in (files or world.files).items():
        oracle = Oracle(world, hat, file)
        for table, (key, block) in SECTION_TABLES.items():
            if oracle.reads(block.value):
                allowed[table].add(pk if key == "dossier_id" else file.person)
        for theme, row in file.barriers.items():
            if oracle.reads_barrier(theme):
                allowed["dossiers_barrier"].add(row)
        allowed["dossiers_note"] |= {note.id for note in file.notes if oracle.reads_note(note)}
        allowed["dossiers_membership"] |= {
            seat.id
            for seat in file.seats
            if oracle.reads_seat(seat, world.bodies[seat.body].is_sensitive)
        }
        allowed["journal_entry"] |= {
            fact.id
            for fact in file.facts
            if oracle.knows_fact(fact, world.bodies[fact.body].is_sensitive)
        }
    return allowed


def by_database(session, subject=None):
    """The rows that row-level security lets a session read."""
    seen = {}
    with acting_as(session), connection.cursor() as cursor:
        for table, key in TABLES.items():
            only = " WHERE dossier_id IS NOT NULL" if table == "journal_entry" else ""
            cursor.execute(f"SELECT {key} FROM {table}{only}")
            seen[table] = {row[0] for row in cursor.fetchall()}
    return seen


def rows_of(world):
    """How many rows each hat is judged about."""
    per_file = len(SECTION_TABLES)
    return sum(
        per_file + len(f.barriers) + len(f.notes) + len(f.seats) + len(f.facts)
        for f in world.files.values()
    )


def test_a_million_decisions_agree(world):
    decisions = 0
    for hat in world.hats.values():
        if hat.role == "data_protection":
            continue  # meets one dossier at a time: below
        session = Acting(affiliation=str(hat.id), at=NOW.isoformat())

        database, rules, oracle = by_database(session), by_rules(world, hat), by_oracle(world, hat)

        assert database == oracle, f"row security and oracle disagree on {hat}"
        assert rules == oracle, f"rules and oracle disagree on {hat}"
        decisions += rows_of(world)
    assert decisions >= 1_000_000 or HATS * FILES < 100 * 240


def test_an_officer_meets_one_dossier_at_a_time(world):
    officers = [hat for hat in world.hats.values() if hat.role == "data_protection"]
    assert len(officers) > 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, public_id FROM dossiers_dossier")
        addresses = dict(cursor.fetchall())
    for hat in officers:
        own = {
            s.id for f in world.files.values() for s in f.seats if s.hat == hat.id and hat.counts
        }
        at_large = by_database(Acting(affiliation=str(hat.id), at=NOW.isoformat()))
        assert at_large == {**{table: set() for table in TABLES}, "dossiers_membership": own}
        for pk, file in list(world.files.items())[::12]:
            about = Acting(affiliation=str(hat.id), at=NOW.isoformat(), subject=str(addresses[pk]))
            expected = by_oracle(world, hat, {pk: file})
            seen = by_database(about)
            seen["dossiers_membership"] -= own - expected["dossiers_membership"]
            assert seen == expected == by_rules(world, hat, {pk: file})


def test_who_acts_for_nobody_reads_no_row(world):
    assert by_database(NOBODY) == {table: set() for table in TABLES}
    assert by_database(Acting(at=NOW.isoformat())) == {table: set() for table in TABLES}
    some = next(hat for hat in world.hats.values() if hat.counts)
    assert by_database(Acting(affiliation=str(some.id))) == {table: set() for table in TABLES}


def test_a_session_about_one_dossier_reads_that_one_alone(world):
    some = max(world.hats.values(), key=lambda hat: len(by_oracle(world, hat)["people_person"]))
    whole = by_oracle(world, some)["people_person"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT public_id, person_id FROM dossiers_dossier")
        addresses = {person: public_id for public_id, person in cursor.fetchall()}
    assert len(whole) > 3
    for person in sorted(whole)[:3]:
        about = Acting(affiliation=str(some.id), at=NOW.isoformat(), subject=str(addresses[person]))
        assert by_database(about)["people_person"] == {person}
