"""The part of the machine about the entry: orient, reorient, hand over."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from jalon.entry.models import Handover, Orientation, Reorientation
from jalon.entry.operations import (
    accept_handover,
    accept_reorientation,
    decide_orientation,
    decline_handover,
    notify_orientation,
    propose_handover,
    receive_information,
    refuse_reorientation,
    request_reorientation,
    take_orientation,
    take_reorientation,
    withdraw_handover,
)
from tests.reliability.machine.base import LEADING, NUMBERS, ORIENTING
from tests.reliability.machine.contract import Contract
from tests.reliability.machine.eyes import SEEN, Eyes, Reader
from tests.reliability.machine.model import File, Row

WAITING, AGAIN, RELAY = "entry_orientation", "entry_reorientation", "entry_handover"


def orients(by: Reader) -> bool:
    return by.role == "orientation_officer" and by.kind in ORIENTING


def any_row(table: str) -> Any:
    return lambda self: any(file.rows[table] for file in self.files)


class Entry(Contract):
    def _officers(self, body: int | None = None) -> list[Reader]:
        return [one for one in self.cast.readers if orients(one) and body in (None, one.body)]

    @precondition(lambda self: self.files)
    @rule(number=NUMBERS, which=NUMBERS, body=NUMBERS)
    def ask_for_an_orientation(self, number: int, which: int, body: int) -> None:
        file, to = self.file(which), list(self.cast.bodies)[body % 6]
        by = self.who(number, self.referent(file))
        eyes = self.eyes(by, file)
        is_mine = orients(by) and by.body == to
        may = self._may_ask(eyes) and self.cast.bodies[to].kind in ORIENTING
        may = may and not file.is_closed and not file.find(WAITING, decided_at=False)
        self.tries(
            by, file,
            lambda who: receive_information(
                dossier=self.loaded(file), organisation=self.cast.organisations[to],
                received_on=self.today, by=who, at=self.at,
            ), may,
        )  # fmt: skip
        if may:
            taken = by.id if is_mine else None
            file.add(WAITING, organisation_id=to, taken_by_id=taken)

    def _may_ask(self, eyes: Eyes) -> bool:
        is_referent = "referent" in eyes.roles and "W" in eyes.open.get("T", ())
        return eyes.reads("R") and (is_referent or (orients(eyes.reader) and eyes.roles))

    @precondition(any_row(WAITING))
    @rule(number=NUMBERS, which=NUMBERS, body=NUMBERS)
    def orient(self, number: int, which: int, body: int) -> None:
        """Take, decide, notify: the next thing."""
        file, row = self._pick(which, WAITING)
        by = self.who(number, self.hat(row.taken_by_id), *self._officers(row.organisation_id))
        eyes = self.eyes(by, file)
        if row.taken_by_id != by.id and not row.decided_at:
            self._take(by, eyes, file, row)
        elif not row.decided_at:
            self._decide(by, eyes, file, row, list(self.cast.bodies)[body % 6])
        else:
            self._notify(by, eyes, file, row)

    def _take(self, by: Reader, eyes: Eyes, file: File, row: Row) -> None:
        may = orients(by) and by.body == row.organisation_id and SEEN[WAITING](eyes, row)
        may = may and not row.decided_at and row.taken_by_id is None and not file.is_closed
        self.tries(
            by, file,
            lambda who: take_orientation(
                orientation=Orientation.objects.get(pk=row.pk), by=who, at=self.at
            ), may,
        )  # fmt: skip
        if may:
            row.taken_by_id = by.id
            self._sit(file, by)

    def _sit(self, file: File, by: Reader) -> None:
        if not file.seat_of(by.id):
            self.end_lapsed(file, by.id)
            self._seat(file, by, "orientation", None)

    def _has_it(self, by: Reader, eyes: Eyes, table: str, row: Row) -> bool:
        is_theirs = orients(by) and row.taken_by_id == by.id and bool(eyes.roles and eyes.open)
        return is_theirs and SEEN[table](eyes, row)

    def _decide(self, by: Reader, eyes: Eyes, file: File, row: Row, lead: int) -> None:
        may = self._has_it(by, eyes, WAITING, row) and eyes.reads("R")
        may = may and self.cast.bodies[lead].kind in LEADING

        def deciding(who: Any) -> None:
            decide_orientation(
                orientation=Orientation.objects.get(pk=row.pk), track="social",
                lead_organisation=self.cast.organisations[lead], reason="Un projet à construire.",
                by=who, at=self.at,
            )  # fmt: skip

        self.tries(by, file, deciding, may)
        if may:
            row.decided_at, row.track, row.lead_organisation_id = True, "social", lead
            for one in file.find("entry_trackperiod", ended_at=False):
                one.ended_at = True
            file.add("entry_trackperiod", track="social", lead_organisation_id=lead)

    def _notify(self, by: Reader, eyes: Eyes, file: File, row: Row) -> None:
        may = self._has_it(by, eyes, WAITING, row) and not row.notified_at
        self.tries(
            by, file,
            lambda who: notify_orientation(
                orientation=Orientation.objects.get(pk=row.pk), how="letter", by=who, at=self.at
            ), may,
        )  # fmt: skip
        if may:
            row.notified_at = True
            self._rise(file, by)

    def _rise(self, file: File, by: Reader) -> None:
        for one in file.find("dossiers_membership", affiliation_id=by.id, role="orientation"):
            one.ended_at = True

    @precondition(any_row(WAITING))
    @rule(number=NUMBERS, which=NUMBERS)
    def ask_again(self, number: int, which: int) -> None:
        file, _ = self._pick(which, WAITING)
        by = self.who(number, self.referent(file), self.person(file))
        eyes, last = self.eyes(by, file), file.rows[WAITING][-1]
        may = eyes.is_the_person or ("referent" in eyes.roles and "W" in eyes.open.get("T", ()))
        may = may and eyes.full("K") and last.decided_at and not file.find(AGAIN, state="pending")
        self.tries(
            by, file,
            lambda who: request_reorientation(
                dossier=self.loaded(file), reason="Un projet est né.", by=who, at=self.at
            ), may,
        )  # fmt: skip
        if may:
            file.add(AGAIN, organisation_id=last.organisation_id, requested_by_id=by.id)

    @precondition(any_row(AGAIN))
    @rule(number=NUMBERS, which=NUMBERS, is_accepted=st.booleans())
    def reorient(self, number: int, which: int, is_accepted: bool) -> None:
        """Take the request, then answer it."""
        file, row = self._pick(which, AGAIN)
        by = self.who(number, self.hat(row.taken_by_id), *self._officers(row.organisation_id))
        eyes = self.eyes(by, file)
        if row.taken_by_id is None:
            self._take_again(by, eyes, file, row)
            return
        may = self._has_it(by, eyes, AGAIN, row) and row.state == "pending"
        is_free = not file.find(WAITING, decided_at=False)
        may = may and (not is_accepted or is_free)
        does = accept_reorientation if is_accepted else refuse_reorientation
        self.tries(
            by, file,
            lambda who: does(
                reorientation=Reorientation.objects.get(pk=row.pk), reason="Le projet est clair.",
                by=who, at=self.at,
            ), may,
        )  # fmt: skip
        if may:
            row.state = "accepted" if is_accepted else "refused"
            if is_accepted:
                file.add(WAITING, organisation_id=row.organisation_id, taken_by_id=by.id)
            else:
                self._rise(file, by)

    def _take_again(self, by: Reader, eyes: Eyes, file: File, row: Row) -> None:
        may = orients(by) and by.body == row.organisation_id and SEEN[AGAIN](eyes, row)
        may = may and row.state == "pending" and not file.is_closed
        self.tries(
            by, file,
            lambda who: take_reorientation(
                reorientation=Reorientation.objects.get(pk=row.pk), by=who, at=self.at
            ), may,
        )  # fmt: skip
        if may:
            row.taken_by_id = by.id
            self._sit(file, by)

    @precondition(lambda self: self.files)
    @rule(number=NUMBERS, which=NUMBERS, other=NUMBERS)
    def offer_a_relay(self, number: int, which: int, other: int) -> None:
        file, to = self.file(which), self.cast.readers[other % 12]
        managers = [h for h in self.cast.readers if h.role == "manager" and h.body == file.lead]
        by = self.who(number, self.referent(file), self.referent(file), *managers)
        eyes = self.eyes(by, file)
        is_manager = by.role == "manager" and by.body == file.lead and eyes.full("T")
        may = (eyes.is_referent and "W" in eyes.open.get("T", ())) or is_manager
        may = may and to.works and to.kind in LEADING and file.referent.affiliation_id != to.id
        may = may and not file.is_closed and not file.find(RELAY, state="pending")
        self.tries(
            by, file,
            lambda who: propose_handover(
                dossier=self.loaded(file), affiliation=self.cast.hats[to.id], note="Tout va bien.",
                by=who, at=self.at,
            ), may,
        )  # fmt: skip
        if may:
            file.add(RELAY, affiliation_id=to.id, proposed_by_id=by.id, seat_id=file.referent.pk)

    @precondition(any_row(RELAY))
    @rule(number=NUMBERS, which=NUMBERS,
          verb=st.sampled_from(["accept", "accept", "decline", "withdraw"]))  # fmt: skip
    def answer_a_relay(self, number: int, which: int, verb: str) -> None:
        file, row = self._pick(which, RELAY)
        asked, proposer = self.hat(row.affiliation_id), self.hat(row.proposed_by_id)
        by = self.who(number, proposer if verb == "withdraw" else asked)
        eyes, is_pending = self.eyes(by, file), row.state == "pending"
        is_still = row.seat_id == file.referent.pk and not file.is_closed
        may = {
            "accept": by.id == asked.id and is_pending and is_still,
            "decline": by.id == asked.id and is_pending,
            "withdraw": self._takes_back(eyes, row),
        }[verb]
        does = {"accept": accept_handover, "decline": decline_handover,
                "withdraw": withdraw_handover}[verb]  # fmt: skip
        self.tries(
            by, file,
            lambda who: does(handover=Handover.objects.get(pk=row.pk), by=who, at=self.at), may,
        )  # fmt: skip
        if may and is_pending:
            row.state = {"accept": "accepted", "decline": "declined"}.get(verb, "withdrawn")
            if verb == "accept":
                self.moved(file, asked)

    def _takes_back(self, eyes: Eyes, row: Row) -> bool:
        is_mine = row.proposed_by_id == eyes.reader.id
        return SEEN[RELAY](eyes, row) and (is_mine or "referent" in eyes.roles)
