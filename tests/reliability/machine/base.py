"""What every part of the machine stands on: readers, dossiers, a clock, and how a step is tried."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from jalon.accounts.acting import acting
from jalon.accounts.actor import actor_of
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier
from jalon.kernel.errors import Denied, Refused
from tests.factories import AffiliationFactory, OrganisationFactory, swear
from tests.reliability.machine.eyes import Eyes, Reader
from tests.reliability.machine.model import File
from tests.reliability.machine.seeing import (
    Loaded,
    actor_at,
    by_database,
    by_model,
    rules_must_agree,
)
from tests.security.world import NOW, Body

NUMBERS = st.integers(0, 999)
FRESH = st.sampled_from([True, True, True, False])
PROFESSIONAL, MANAGER = AffiliationRole.PROFESSIONAL, AffiliationRole.MANAGER
ORIENTS, PROTECTS = AffiliationRole.ORIENTATION_OFFICER, AffiliationRole.DATA_PROTECTION
PEOPLE = (  # kind of body, role of the hat, whether it has sworn secrecy
    ("departement", PROFESSIONAL, True),
    ("departement", PROFESSIONAL, False),
    ("departement", MANAGER, False),
    ("departement", ORIENTS, False),
    ("departement", PROTECTS, False),
    ("france_travail", PROFESSIONAL, True),
    ("france_travail", ORIENTS, False),
    ("association", PROFESSIONAL, False),
    ("siae", PROFESSIONAL, False),
    ("siae", MANAGER, False),
    ("caf", PROFESSIONAL, False),
    ("addiction_care", PROFESSIONAL, True),
)
LEADING = {"departement", "france_travail", "association"}
ORIENTING = {"departement", "france_travail", "caf"}


class Cast:
    """Six bodies and twelve hats: made once, for all the stories."""

    def __init__(self) -> None:
        made = {kind: OrganisationFactory(kind=kind) for kind, _, _ in PEOPLE}
        self.bodies = {one.pk: Body(one.pk, kind, None) for kind, one in made.items()}
        self.organisations = {one.pk: one for one in made.values()}
        self.readers, self.hats, self.actors = [], {}, {}
        for kind, role, is_sworn in PEOPLE:
            hat = AffiliationFactory(organisation=made[kind], role=role)
            if is_sworn:
                swear(hat)
            self.hats[hat.pk] = hat
            self.actors[hat.user_id] = actor_of(hat, on=NOW.date(), at=NOW)
            self.readers.append(
                Reader(hat.pk, made[kind].pk, kind, role, is_sworn, user=hat.user_id)
            )


class Base(RuleBasedStateMachine):
    """One story: dossiers, as a plain model foretells them and as the database holds them."""

    cast: Any = None  # what the test has made
    steps = done = 0  # of all the stories: steps, and things that were foretold to happen
    told: Any = None  # the digest of everything tried, so that two tellings are compared

    def __init__(self) -> None:
        super().__init__()
        self.story = transaction.atomic()
        self.story.__enter__()
        self.at, self.files, self.people = NOW, [], {}
        self.touched = None

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.story.__exit__(None, None, None)

    @property
    def today(self) -> dt.date:
        return self.at.date()

    @property
    def readers(self) -> list[Reader]:
        return [*self.cast.readers, *self.people.values()]

    def who(self, number: int, *rightful: Reader | None) -> Reader:
        """Most often somebody who may; one time in four, anybody: people, where people may."""
        able = [one for one in rightful if one]
        may_people = any(one.person is not None for one in able)
        anybody = self.readers if may_people else self.cast.readers
        among = anybody if number % 4 == 3 or not able else able
        return among[number // 4 % len(among)]

    def hat(self, pk: int | None) -> Reader | None:
        return next((one for one in self.cast.readers if one.id == pk), None)

    def file(self, number: int) -> File:
        return self.files[number % len(self.files)]

    def team(self, file: File) -> list[Reader]:
        return [one for one in self.readers if Eyes(self.cast, one, file).open]

    def hats(self, file: File) -> list[Reader]:
        return [one for one in self.team(file) if one.person is None]

    def referent(self, file: File) -> Reader | None:
        return self.hat(file.referent.affiliation_id)

    def person(self, file: File) -> Reader:
        return self.people[file.person]

    def loaded(self, file: File) -> Dossier:
        """As whoever acts may read it."""
        return Dossier.objects.get(pk=file.id)

    def actor(self, reader: Reader) -> Any:
        return actor_at(self.cast.actors[reader.user], self.at)

    def eyes(self, reader: Reader, file: File) -> Eyes:
        return Eyes(self.cast, reader, file)

    def tries(
        self, reader: Reader, file: File | None, call: Callable[[Any], Any], expected: object
    ) -> Any:
        """Do it in the name of a reader, for the database too: it happens when it was foretold."""
        who, self.touched = self.actor(reader), file
        subject = file.public_id if file and reader.is_officer else None
        why = None
        try:
            with transaction.atomic(), acting(who, at=self.at, subject=subject):
                made = call(who)
        except (Denied, Refused, ObjectDoesNotExist) as error:  # what is not seen does not exist
            why, made = error, None
        assert (why is None) == bool(expected), f"{reader}: {why or 'done, and not foretold'}"
        Base.done += why is None
        Base.told.update(f"{self.readers.index(reader)} {call.__qualname__} {why is None}".encode())
        return made

    @invariant()
    def the_three_agree(self) -> None:
        """Model = database = what each one sees: by row security and by the rules of Python."""
        Base.steps += 1
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        file = self.touched if self.touched in self.files else None
        loaded = None
        if file:
            file.must_stand()
            loaded = Loaded.of(file)
        for turn, reader in enumerate(self.readers):
            self._must_see(reader, file)
            is_near = file and self._was_near(reader, file)
            if loaded and (is_near or turn == Base.steps % len(self.readers)):
                rules_must_agree(self.cast, reader, self.actor(reader), loaded)

    def _must_see(self, reader: Reader, file: File | None) -> None:
        about = file if reader.is_officer else None
        seen = by_database(self.actor(reader), self.at, about)
        foretold = by_model(self.cast, reader, self.files, about)
        assert seen == foretold, (
            f"{reader} sees, and should not, {seen - foretold}; should, and does not, "
            f"{foretold - seen}"
        )

    def _was_near(self, reader: Reader, file: File) -> bool:
        """Somebody of a body that is or was around, or the person: the others take turns."""
        bodies = {row.organisation_id for row in file.rows["dossiers_membership"]}
        return reader.body in bodies or reader.person == file.person
