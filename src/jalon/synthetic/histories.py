"""Two years of one dossier: seats, assessments, notes and revisions, told in order of time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from jalon.accounts.kinds import OrganisationKind
from jalon.synthetic import proportions as share
from jalon.synthetic.agreements import Agreements, agree
from jalon.synthetic.appointments import Meetings, meet
from jalon.synthetic.blocks import FIRST_FIELDS, REVISIONS
from jalon.synthetic.calendar import HISTORY_DAYS, Calendar
from jalon.synthetic.contracts import Contracted, contract
from jalon.synthetic.entries import Entered, enter, facts_of
from jalon.synthetic.jobs import Found, look_for_work
from jalon.synthetic.notes import draw_word, fact_of
from jalon.synthetic.phrases import draw_note
from jalon.synthetic.plots import Assessed, Fact, Numbers, Plot, Seat, WrittenNote
from jalon.synthetic.staff import Post
from jalon.synthetic.support import Course, SoFar, go_on


@dataclass
class History:
    """The dossier as it stands today, and every fact that led there."""

    plot: Plot
    dice: Random
    calendar: Calendar
    numbers: Numbers
    person: int
    dossier: int
    kinds: Mapping[int, str]  # of organisations, by number
    opened_at: int = 0
    seats: list[Seat] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    notes: list[WrittenNote] = field(default_factory=list)
    barriers: dict[str, Assessed] = field(default_factory=dict)
    readings: list[tuple[Post, int, int]] = field(default_factory=list)
    referent: Seat = field(init=False)
    entered: Entered = field(init=False)
    agreed: Agreements = field(init=False)
    contracted: Contracted | None = field(init=False)
    found: Found | None = field(init=False)
    meetings: Meetings = field(init=False)
    course: Course = field(init=False)

    def tell(self) -> "History":
        """Tell everything; facts end up in the order they happened."""
        self._open()
        self._hand_over()
        self._enter()
        for post, role in self.plot.others:
            self._invite(post, role)
        self._leave_a_seat_empty()
        self._fill_blocks()
        self._assess()
        self._write_notes()
        self._agree()
        self._sign()
        self._go_on()
        self.facts.sort(key=lambda fact: fact.at)
        self._read()
        return self

    def _instant(self, days: int) -> int:
        """An instant of that working day, never before the dossier was opened."""
        instant = self.calendar.instant(max(1, days), self.dice)
        return (
            instant if instant > self.opened_at else self.opened_at + self.dice.randrange(60, 900)
        )

    def _between(self, first: int, last: int) -> int:
        """An instant between two numbers of days before today."""
        low, high = sorted((max(1, first), max(1, last)))
        return self._instant(low + int(self.dice.random() * (high - low + 1)))

    def _record(self, at: int, kind: str, post: Post, **payload: object) -> None:
        self.facts.append(Fact(at, kind, payload, post))

    def _seat(self, post: Post, role: str, at: int) -> Seat:
        seat = Seat(self.numbers.membership, post, post.organisation_id, role, at)
        self.numbers.membership += 1
        self.seats.append(seat)
        return seat

    def _open(self) -> None:
        plot = self.plot
        known = plot.oriented is not None and plot.oriented >= plot.opened
        opener = (plot.predecessor or plot.referent) if known else plot.welcome
        self.opened_at = self.calendar.instant(plot.opened, self.dice)
        self.referent = self._seat(opener, "referent", self.opened_at)
        self._record(
            self.opened_at,
            "dossier.opened",
            opener,
            person_id=self.person,
            membership_id=self.referent.id,
        )

    def _hand_over(self) -> None:
        """From the orientation officer to the référent, sometimes by way of another."""
        plot = self.plot
        steps = []
        if plot.oriented is not None and plot.oriented < plot.opened:
            steps.append((plot.oriented, plot.predecessor or plot.referent))
        if plot.predecessor:
            since = plot.opened if plot.oriented is None else min(plot.opened, plot.oriented)
            steps.append((max(1, since // 2), plot.referent))
        for days, receiver in steps:
            previous, at = self.referent, self._instant(days)
            at = max(at, previous.started + 600)
            previous.ended = at
            self.referent = self._seat(receiver, "referent", at)
            self._record(
                at,
                "referent.changed",
                previous.post or receiver,
                membership_id=self.referent.id,
                previous_membership_id=previous.id,
            )
            if previous.post:
                self._stay_a_while(self._seat(previous.post, "co_advisor", at), days)

    def _enter(self) -> None:
        """Who oriented the person, when, and towards which track."""
        self.entered = enter(self.plot, self.seats, self.opened_at, self.kinds)
        self.facts += facts_of(self.entered, self.plot, self.calendar, self.opened_at, self.dossier)

    def _stay_a_while(self, seat: Seat, days: int) -> None:
        if days > 20 and seat.post and self.dice.random() < 0.85:
            self._end(seat, max(1, days - self.dice.randrange(10, 60)))

    def _end(self, seat: Seat, days: int) -> None:
        at = max(self._instant(days), seat.started + 600)
        seat.ended = at
        if seat.post:
            self._record(at, "member.left", seat.post, membership_id=seat.id)

    def _invite(self, post: Post, role: str) -> None:
        """A colleague joins: for good, for a time agreed at the start, or until they leave."""
        held = {seat.post.affiliation_id for seat in self.seats if seat.post and not seat.ended}
        days = self.calendar.days_ago(self.referent.started)
        if post.affiliation_id in held or days < 2:
            return
        at = max(self._between(days - 1, days // 3), self.referent.started + 600)
        seat = self._seat(post, role, at)
        self._record(at, "member.joined", self.referent.post or post, membership_id=seat.id)
        joined = self.calendar.days_ago(at)
        if role == "partner" and self.dice.random() < 0.35:
            seat.until = max(joined - self.dice.choice((60, 90, 180, 365)), -120)
        elif joined > 120 and self.dice.random() < 0.25:
            self._end(seat, self.dice.randint(1, joined - 60))

    def _leave_a_seat_empty(self) -> None:
        """A seat offered to an organisation that has not named anyone yet."""
        organisation = self.plot.waiting_organisation
        days = self.calendar.days_ago(self.referent.started)
        if organisation is None or days < 2 or self.referent.post is None:
            return
        at = max(self._between(min(20, days - 1), 1), self.referent.started + 600)
        seat = self._seat(self.referent.post, "co_advisor", at)
        seat.post, seat.organisation_id = None, organisation
        self._record(at, "member.joined", self.referent.post, membership_id=seat.id)

    def _author(self, instant: int) -> Post | None:
        """Whoever held a seat at that instant: the référent most of the time."""
        days = self.calendar.days_ago(instant)
        holders = [seat for seat in self.seats if seat.holds(instant, days)]
        referents = [seat for seat in holders if seat.role == "referent"]
        if referents and (len(holders) == 1 or self.dice.random() < 0.65):
            return referents[0].post
        return self.dice.choice(holders).post if holders else None

    def _fill_blocks(self) -> None:
        """What was asked at the first interview, a few minutes apart; then what changed."""
        first = max(1, self.plot.opened - self.dice.randrange(0, 21))
        at = self._instant(first)
        for block, fields in FIRST_FIELDS.items():
            if self.dice.random() < 0.6:
                at += self.dice.randrange(40, 240)
                self._revise(at, block, fields)
        for _ in range(self.dice.choices((0, 1, 2, 3, 4), (25, 30, 24, 14, 7))[0]):
            block = self.dice.choices(tuple(REVISIONS), (30, 34, 18, 8, 7, 3))[0]
            fields = [self.dice.choice(REVISIONS[block])]
            self._revise(self._between(first, 1), block, fields)

    def _revise(self, at: int, block: str, fields: list[str]) -> None:
        if author := self._author(at):
            self._record(at, "block.revised", author, block=block, fields=fields)

    def _assess(self) -> None:
        """The themes talked about at one interview, and what became of each difficulty."""
        if self.plot.opened < 12:
            return
        when = max(1, self.plot.opened - self.dice.randrange(5, 45))
        at = self._instant(when)
        asked = [theme for theme in share.MAIN_BARRIERS if self.dice.random() < 0.85]
        for theme in dict.fromkeys([*self.plot.themes, *(asked or ["mobilite"])]):
            present = theme in self.plot.themes
            impact = self.dice.choices(("medium", "strong", "none"), (56, 38, 6))[0]
            at += self.dice.randrange(40, 240)
            self._say(theme, at, *(("yes", impact) if present else ("no", "none")))
            if present and when > 90 and theme in self.barriers:
                self._follow(theme, when)

    def _follow(self, theme: str, since: int) -> None:
        """A difficulty may be lifted, get better, and sometimes come back."""
        luck = self.dice.random()
        if luck < 0.10 + 0.22 * since / HISTORY_DAYS:
            lifted = self.dice.randint(1, since - 60)
            self._say(theme, self._instant(lifted), "resolved", "none")
            if lifted > 120 and self.dice.random() < 0.12:
                self._say(theme, self._between(1, lifted - 60), "yes", "medium")
        elif luck < 0.40 and self.barriers[theme].impact == "strong":
            self._say(theme, self._between(1, since - 60), "yes", "medium")

    def _say(self, theme: str, at: int, status: str, impact: str) -> None:
        before = self.barriers.get(theme)
        at = max(at, before.at + 60) if before else at
        author = self._author(at)
        if author is None:
            return
        self._record(
            at,
            "barrier.assessed",
            author,
            theme=theme,
            status=status,
            impact=impact,
            previous_status=before.status if before else "not_addressed",
            previous_impact=before.impact if before else "none",
        )
        self.barriers[theme] = Assessed(status, impact, at, author)

    def _write_notes(self) -> None:
        months = self.plot.opened / 30
        pace = self.dice.choices((0.05, 0.15, 0.3, 0.55), (18, 34, 32, 16))[0]
        for _ in range(min(14, round(months * pace + self.dice.random() * 1.4))):
            at = self._between(self.plot.opened, 1)
            author = self._author(at)
            if author is None:
                continue
            private = self.dice.random() < 0.08
            kind, body = draw_note(
                self.dice, self.plot.themes, female=self.plot.female, private=private
            )
            self._note(at, kind, body, author, private=private)

    def _note(self, at: int, kind: str, body: str, author: Post, *, private: bool = False) -> None:
        note = WrittenNote(self.numbers.note, at, kind, body, private, author)
        self.numbers.note += 1
        self.notes.append(note)
        self.facts.append(fact_of(note, self.calendar))

    def _sign(self) -> None:
        """What was signed, found, held and missed since the orientation."""
        lead, plot, seats = self.entered.lead, self.plot, self.seats
        kind = self.kinds[lead.organisation_id] if lead else ""
        self.contracted = contract(
            plot, self.entered, seats, opened=self.opened_at, calendar=self.calendar,
            is_outside=kind != OrganisationKind.FRANCE_TRAVAIL, dossier=self.dossier,
        )  # fmt: skip
        so_far = (plot, self.entered, self.contracted, seats, self.calendar)
        self.found = look_for_work(*so_far, self.dossier)
        self.meetings = meet(*so_far, self.numbers, self.dossier)
        told = (self.contracted, self.found, self.meetings)
        self.facts += [fact for one in told if one for fact in one.facts]

    def _agree(self) -> None:
        """What is to be done, by whom, and what became of it."""
        self.agreed = agree(self.plot, self.seats, self.opened_at, self.calendar, self.numbers)
        self.facts += self.agreed.facts

    def _go_on(self) -> None:
        """Kept in touch with, or over."""
        so_far = SoFar(
            self.plot, self.entered, self.seats, self.facts, self.found, self.meetings,
            self.calendar, self.dossier,
        )  # fmt: skip
        self.course = go_on(so_far)
        self.facts += self.course.facts
        if self.course.word:
            dice, (at, author) = Random(self.plot.number * 7_517 + 97), self.course.word
            word = draw_word(dice, self.plot.themes, female=self.plot.female)
            self._note(at, *word, author)

    def _read(self) -> None:
        """The last visits of those who hold a seat today: what came since is marked as new."""
        for seat in self.seats:
            if seat.post is None or seat.ended or self.dice.random() > 0.7:
                continue
            at = self._instant(self.dice.randint(1, 45))
            at = max(at, seat.started + 300)
            seen = sum(1 for fact in self.facts if fact.at <= at)
            self.readings.append((seat.post, at, seen))
