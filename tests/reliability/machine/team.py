"""The part of the machine about dossiers and who is around them."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from jalon.accounts.actor import PersonActor
from jalon.dossiers.models import Invitation, Membership, Sharing
from jalon.dossiers.operations import (
    accept_invitation,
    address_block,
    decline_invitation,
    end_membership,
    end_sharing,
    invite_member,
    open_newcomer_dossier,
    withdraw_invitation,
)
from jalon.kernel.ids import uuid7
from jalon.people.queries import Identity, Keys
from tests.reliability.machine.base import NUMBERS, Base
from tests.reliability.machine.eyes import Reader
from tests.reliability.machine.model import DAY, File, Row
from tests.space.situations import account_of

SUPPORTING = {"departement", "france_travail", "association", "siae", "addiction_care"}
SEATS = st.sampled_from(["co_advisor", "partner"])
ANSWERS = st.sampled_from(["accept"] * 4 + ["decline", "withdraw"])
UNTIL = st.sampled_from([None, None, 1, 3])


class Team(Base):
    """Open, invite, accept, address, revoke."""

    def _pick(self, number: int, table: str) -> tuple[File, Row] | None:
        rows = [(file, row) for file in self.files for row in file.rows[table]]
        return rows[number % len(rows)] if rows else None

    def _until(self, days: int | None) -> Any:
        return self.today + days * DAY if days else None

    @precondition(lambda self: len(self.files) < 3)
    @rule(number=NUMBERS)
    def open(self, number: int) -> None:
        hats = [one for one in self.cast.readers if one.role == "professional"]
        by = self.who(number, *hats)
        may = by.works and by.kind in SUPPORTING
        named = Identity(first_names="Camille", birth_name=f"Personne{len(self.people)}x{number}")

        def opening(who: Any) -> Any:
            return open_newcomer_dossier(
                public_id=uuid7(), identity=named, keys=Keys(), by=who, at=self.at
            )

        dossier = self.tries(by, None, opening, may)
        if dossier:
            file = File(dossier.pk, dossier.person_id, dossier.public_id, self)
            self._seat(file, by, "referent", None)
            self.files.append(file)
            self.touched = file
            person, user = dossier.person, account_of(dossier.person)
            person.contact.emails = "camille@personne.example"
            person.contact.save()
            self.cast.actors[user.pk] = PersonActor(
                user_id=user.pk, name="Camille", person_id=person.pk, today=self.today
            )
            self.people[person.pk] = Reader(
                None, None, "", "person", person=person.pk, user=user.pk
            )

    def _seat(self, file: File, hat: Reader, role: str, until_on: Any) -> None:
        file.add(
            "dossiers_membership", affiliation_id=hat.id, organisation_id=hat.body, role=role,
            until_on=until_on,
        )  # fmt: skip

    @precondition(lambda self: self.files)
    @rule(number=NUMBERS, which=NUMBERS, other=NUMBERS, role=SEATS, days=UNTIL)
    def invite(self, number: int, which: int, other: int, role: str, days: int | None) -> None:
        file = self.file(which)
        by, to = self.who(number, self.referent(file)), self.cast.readers[other % 12]
        pending = file.find("dossiers_invitation", affiliation_id=to.id, state="pending")
        eyes = self.eyes(by, file)
        may = eyes.is_referent and "W" in eyes.open.get("T", ()) and to.works
        may = may and not file.seat_of(to.id) and not pending
        until = self._until(days)

        def inviting(who: Any) -> None:
            invite_member(
                dossier=self.loaded(file), affiliation=self.cast.hats[to.id], role=role,
                until_on=until, by=who, at=self.at,
            )  # fmt: skip

        self.tries(by, file, inviting, may)
        if may:
            row = file.add("dossiers_invitation", affiliation_id=to.id, role=role, until_on=until)
            row.expires_at = self.at + 14 * DAY

    @precondition(lambda self: any(f.rows["dossiers_invitation"] for f in self.files))
    @rule(
        number=NUMBERS,
        which=NUMBERS,
        answer=ANSWERS,
    )
    def answer_invitation(self, number: int, which: int, answer: str) -> None:
        waiting = [
            (f, r) for f in self.files for r in f.find("dossiers_invitation", state="pending")
        ]
        over = self._pick(which, "dossiers_invitation")
        file, row = waiting[which % len(waiting)] if waiting else over
        asked = self.hat(row.affiliation_id)
        by = self.who(number, self.referent(file) if answer == "withdraw" else asked)
        eyes, is_pending = self.eyes(by, file), row.state == "pending"
        may = by.id == asked.id
        if answer == "accept":
            may = may and is_pending and self.at < row.expires_at and not file.is_closed
            may = may and not file.seat_of(by.id)
            may = may and (row.until_on is None or row.until_on > self.today)
        elif answer == "withdraw":
            may = eyes.is_referent and "W" in eyes.open.get("T", ())
        does = {"accept": accept_invitation, "decline": decline_invitation,
                "withdraw": withdraw_invitation}[answer]  # fmt: skip
        self.tries(
            by, file,
            lambda who: does(invitation=Invitation.objects.get(pk=row.pk), by=who, at=self.at), may,
        )  # fmt: skip
        if may and is_pending:
            row.state = {"accept": "accepted", "decline": "declined"}.get(answer, "withdrawn")
            if answer == "accept":
                self.end_lapsed(file, by.id)
                self._seat(file, by, row.role, row.until_on)

    def end_lapsed(self, file: File, hat: int) -> None:
        """A seat whose day has passed is ended when the hat sits down again."""
        for row in file.find("dossiers_membership", affiliation_id=hat, ended_at=False):
            row.ended_at = row.until_on is not None and row.until_on <= self.today

    @precondition(lambda self: self.files)
    @rule(number=NUMBERS, which=NUMBERS)
    def revoke(self, number: int, which: int) -> None:
        file, row = self._pick(which, "dossiers_membership")
        by = self.who(number, self.referent(file), self.hat(row.affiliation_id))
        eyes = self.eyes(by, file)
        is_mine = by.id is not None and row.affiliation_id == by.id
        may = is_mine or ("referent" in eyes.roles and "W" in eyes.open.get("T", ()))
        may = may and (row.ended_at or row.role != "referent")
        self.tries(
            by, file,
            lambda who: end_membership(seat=Membership.objects.get(pk=row.pk), by=who, at=self.at),
            may,
        )  # fmt: skip
        if may:
            row.ended_at = True

    def moved(self, file: File, to: Reader) -> None:
        """The former référent stays, as co-adviser."""
        former = self.hat(file.referent.affiliation_id)
        file.referent.ended_at = True
        for row in file.find("dossiers_membership", affiliation_id=to.id, ended_at=False):
            row.ended_at = True
        self._seat(file, to, "referent", None)
        self._seat(file, former, "co_advisor", None)

    @precondition(lambda self: self.files)
    @rule(number=NUMBERS, which=NUMBERS, body=NUMBERS, block=st.sampled_from("BHFSJNK"), days=UNTIL)
    def address(self, number: int, which: int, body: int, block: str, days: int | None) -> None:
        file = self.file(which)
        by, to = self.who(number, self.referent(file)), list(self.cast.bodies)[body % 6]
        eyes, until = self.eyes(by, file), self._until(days)
        already = any((one.body, one.block) == (to, block) for one in file.sharings)
        may = eyes.is_referent and "W" in eyes.open.get("T", ()) and block != "K"
        may = may and eyes.reads(block) and to in file.bodies_around() and not already
        self.tries(
            by, file,
            lambda who: address_block(
                dossier=self.loaded(file), organisation=self.cast.organisations[to], block=block,
                until_on=until, by=who, at=self.at,
            ), may,
        )  # fmt: skip
        if may:
            for row in file.find("dossiers_sharing", organisation_id=to, block=block):
                row.ended_at = True
            file.add("dossiers_sharing", organisation_id=to, block=block, until_on=until)

    @precondition(lambda self: any(f.rows["dossiers_sharing"] for f in self.files))
    @rule(number=NUMBERS, which=NUMBERS)
    def stop_addressing(self, number: int, which: int) -> None:
        file, row = self._pick(which, "dossiers_sharing")
        by = self.who(number, self.referent(file))
        eyes = self.eyes(by, file)
        may = "referent" in eyes.roles and "W" in eyes.open.get("T", ())
        self.tries(
            by, file,
            lambda who: end_sharing(sharing=Sharing.objects.get(pk=row.pk), by=who, at=self.at),
            may,
        )  # fmt: skip
        if may:
            row.ended_at = True
