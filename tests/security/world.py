"""A territory drawn at random, kept in memory and written in the database: what S2 decides about.

Every awkward case is drawn often: hats that ended, are not confirmed or wait; seats that ended or
expire; archived dossiers; addressed blocks, objections, urgent accesses, bodies that are masked.
"""

import datetime as dt
import random
from dataclasses import dataclass, field

from django.db import transaction

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole, Habilitation
from jalon.dossiers.models import (
    THEMES,
    Barrier,
    Dossier,
    Education,
    ExceptionalAccess,
    Household,
    Limitation,
    Membership,
    Note,
    Objection,
    Rights,
    Sharing,
    Work,
)
from jalon.journal.models import Entry
from jalon.people.models import Contact, Person
from tests.factories import LONG_AGO, AffiliationFactory, OrganisationFactory, UserFactory
from tests.security.oracle import BLOCKS, SENSITIVE

NOW = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 24)
DAY = dt.timedelta(days=1)


@dataclass
class Body:
    id: int
    kind: str
    parent: int | None

    @property
    def is_sensitive(self):
        return self.kind in SENSITIVE


@dataclass
class Hat:
    id: int
    body: int
    kind: str
    role: str
    counts: bool
    is_sworn: bool


@dataclass
class Seat:
    id: int
    hat: int | None
    body: int
    role: str
    counts: bool


@dataclass
class Addressed:
    body: int | None
    block: str


@dataclass
class Written:
    id: int
    body: int
    block: str
    is_private: bool


@dataclass
class Fact:
    id: int
    body: int
    need: str
    audience: int | None


@dataclass
class File:
    id: int
    person: int
    lead: int
    is_archived: bool
    seats: list[Seat] = field(default_factory=list)
    sharings: list[Addressed] = field(default_factory=list)
    objections: list[Addressed] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)
    urgent: set[int] = field(default_factory=set)
    notes: list[Written] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    barriers: dict[str, int] = field(default_factory=dict)


class World:
    """`bodies`, `hats` and `files` by id, drawn from one seed."""

    def __init__(self, seed, *, bodies, hats, files):
        self.dice = random.Random(seed)
        self.bodies, self.hats, self.files = {}, {}, {}
        self.trusted = {}  # until when hats may open an emergency
        kinds = list(OrganisationKind.values)
        for number in range(bodies):
            self._draw_body(kinds[number % len(kinds)])
        for number in range(hats):
            self._draw_hat(list(AffiliationRole.values), number)
        with transaction.atomic():
            for _ in range(files):
                self._draw_file()

    def chance(self, share):
        return self.dice.random() < share

    def _draw_body(self, kind):
        parent = self.dice.choice(list(self.bodies)) if self.bodies and self.chance(0.3) else None
        closed = TODAY - DAY if self.chance(0.05) else None
        made = OrganisationFactory(kind=kind, parent_id=parent, closed_on=closed)
        self.bodies[made.pk] = Body(made.pk, kind, parent)
        self.bodies[made.pk].is_open = closed is None

    def _draw_hat(self, roles, number):
        body = self.dice.choice(list(self.bodies.values()))
        common = ["professional", "professional", "manager", "orientation_officer"]
        role = roles[number % len(roles)] if self.chance(0.5) else self.dice.choice(common)
        is_active, is_confirmed = self.chance(0.95), self.chance(0.93)
        ended = self.dice.choice([None] * 12 + [TODAY, TODAY + DAY, TODAY - 30 * DAY])
        started = self.dice.choice([LONG_AGO] * 12 + [TODAY, TODAY + DAY])
        if ended and ended < started:
            ended = None
        made = AffiliationFactory(
            user=UserFactory(is_active=is_active),
            organisation_id=body.id,
            role=role,
            started_on=started,
            ended_on=ended,
            confirmed_at=NOW - DAY if is_confirmed else None,
        )
        counts = is_active and is_confirmed and body.is_open and started <= TODAY
        counts = counts and (ended is None or ended > TODAY)
        is_sworn = self._draw_oath(made)
        self.hats[made.pk] = Hat(made.pk, body.id, body.kind, role, counts, is_sworn)

    def _draw_oath(self, hat):
        if self.chance(0.5):
            return False
        start = self.dice.choice([LONG_AGO, TODAY, TODAY + DAY])
        end = self.dice.choice([TODAY + 30 * DAY, TODAY + DAY, TODAY + 2 * DAY])
        Habilitation.objects.create(
            affiliation=hat, kind="secrecy", started_on=min(start, end), ended_on=end
        )
        return min(start, end) <= TODAY < end

    def _draw_file(self):
        lead = self.dice.choice(list(self.hats.values()))
        is_archived = self.chance(0.08)
        person = Person.objects.create(first_names="Camille", birth_name="Inventée")
        pk = Dossier.objects.reserve_id()
        seat = self._seat(pk, lead.id, lead.body, "referent", None, None)
        closed = NOW - 2 * DAY if is_archived else None
        Dossier.objects.create(
            pk=pk, person=person, referent_id=seat.id, opened_at=NOW - 90 * DAY, closed_at=closed,
            archived_at=closed,
        )  # fmt: skip
        drawn = self.files[pk] = File(pk, person.pk, lead.body, is_archived, [seat])
        Contact.objects.create(person=person)
        for block in (Household, Rights, Education, Work):
            block.objects.bulk_create([block(dossier_id=pk)])
        self._draw_team(drawn)
        self._draw_ties(drawn)
        self._draw_rows(drawn)

    def _seat(self, dossier, hat, body, role, until, ended):
        made = Membership.objects.create(
            dossier_id=dossier, affiliation_id=hat, organisation_id=body, role=role,
            started_on=LONG_AGO, until_on=until, ended_at=ended,
        )  # fmt: skip
        counts = ended is None and (until is None or until > TODAY)
        return Seat(made.pk, hat, body, role, counts)

    def _draw_team(self, drawn):
        others = [hat for hat in self.hats.values() if hat.id != drawn.seats[0].hat]
        for hat in self.dice.sample(others, 4):
            role = self.dice.choice(["co_advisor", "orientation", "partner"])
            until = self.dice.choice([None, None, None, TODAY, TODAY + DAY])
            ended = NOW - DAY if self.chance(0.15) else None
            holder = hat.id if self.chance(0.9) else None
            drawn.seats.append(self._seat(drawn.id, holder, hat.body, role, until, ended))

    def _draw_ties(self, drawn):
        around = [seat.body for seat in drawn.seats]
        for block in self.dice.sample([b for b in BLOCKS if b not in "I"], 4):
            body = self.dice.choice(around)
            until = self.dice.choice([None, TODAY, TODAY + DAY])
            ended = NOW if self.chance(0.2) else None
            hat = next(iter(self.hats))
            Sharing.objects.create(
                dossier_id=drawn.id, organisation_id=body, block=block, shared_by_id=hat,
                shared_at=NOW - DAY, until_on=until, ended_at=ended,
            )  # fmt: skip
            if ended is None and (until is None or until > TODAY):
                drawn.sharings.append(Addressed(body, block))
        if self.chance(0.3):
            block = self.dice.choice(["", *[b for b in BLOCKS if b != "I"]])
            body = self.dice.choice([None, *around])
            ended = NOW if self.chance(0.3) else None
            Objection.objects.create(
                dossier_id=drawn.id, organisation_id=body, block=block, granted_at=NOW - DAY,
                ended_at=ended,
            )  # fmt: skip
            if ended is None:
                drawn.objections.append(Addressed(body, block))
        if self.chance(0.3):
            block = self.dice.choice(["", *BLOCKS])
            ended = NOW if self.chance(0.3) else None
            Limitation.objects.create(
                dossier_id=drawn.id, block=block, granted_at=NOW - DAY, ended_at=ended
            )
            if ended is None:
                drawn.limits.append(block)
        if self.chance(0.4):
            self._draw_urgency(drawn)

    def _draw_urgency(self, drawn):
        hat = self.dice.choice(list(self.hats.values()))
        minutes = self.dice.choice([-5, 0, 1, 20])
        closed = NOW - dt.timedelta(minutes=1) if self.chance(0.3) else None
        end = self.dice.choice([TODAY + DAY, TODAY + DAY, TODAY + DAY, TODAY])
        if hat.id not in self.trusted:
            self.trusted[hat.id] = end
            Habilitation.objects.create(
                affiliation_id=hat.id, kind="break_glass", started_on=LONG_AGO, ended_on=end
            )
        ExceptionalAccess.objects.create(
            dossier_id=drawn.id, affiliation_id=hat.id, organisation_id=hat.body, reason="essai",
            opened_at=NOW - dt.timedelta(minutes=10), closed_at=closed,
            expires_at=NOW + dt.timedelta(minutes=minutes), review_due_on=TODAY + DAY,
        )  # fmt: skip
        if closed is None and minutes > 0 and self.trusted[hat.id] > TODAY:
            drawn.urgent.add(hat.id)

    def _draw_rows(self, drawn):
        barriers = [Barrier(dossier_id=drawn.id, theme=t, declared_on=TODAY) for t in THEMES]
        drawn.barriers = {made.theme: made.pk for made in Barrier.objects.bulk_create(barriers)}
        writers = [self.hats[seat.hat] for seat in drawn.seats if seat.hat]
        for made in Note.objects.bulk_create(self._note(drawn, writers, n) for n in range(8)):
            kept = Written(made.pk, made.organisation_id, made.block, made.is_private)
            drawn.notes.append(kept)
        facts = [self._fact(drawn, writers, *numbered) for numbered in enumerate("ICRPBHFSJNWT", 1)]
        for made in Entry.objects.bulk_create(facts):
            drawn.facts.append(Fact(made.pk, made.organisation_id, made.need, made.audience_id))

    def _note(self, drawn, writers, number):
        writer = self.dice.choice(writers)
        return Note(
            dossier_id=drawn.id, author_id=writer.id, organisation_id=writer.body,
            block="NNSJ"[number % 4], body="essai", is_private=self.chance(0.4), happened_on=TODAY,
            written_at=NOW,
        )  # fmt: skip

    def _fact(self, drawn, writers, position, need):
        writer = self.dice.choice(writers)
        audience = writer.body if need == "W" or self.chance(0.2) else None
        return Entry(
            stream=f"dossier/{drawn.id}", position=position, kind="essai", need=need,
            affiliation_id=writer.id, organisation_id=writer.body, audience_id=audience, at=NOW,
        )  # fmt: skip
