"""The contract of each invented person, and what each side promised in it.

49 % of those oriented outside France Travail have one (Drees, end of 2023), 57 days after their
orientation on average. They were signed elsewhere: what came before this platform has no document.
"""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Final

from jalon.synthetic.calendar import Calendar
from jalon.synthetic.entries import Entered
from jalon.synthetic.plots import Fact, Plot, Seat
from jalon.synthetic.staff import Post
from jalon.synthetic.tables import Tables, sealed, uuid7

SHARE: Final = {True: 0.49, False: 0.62}  # outside France Travail; at France Travail, an estimate
SOONEST, MEAN = 7, 57  # days between orientation and contract
# Oriented here, under the month that the law gives since 2025: who had none signs later than QUICK
# of the planted effect (see jobs), and nobody waits for ever.
LATER, NEVER, FOR_EVER = (46, 22), 0.2, 140
REVIEWED, FORGOTTEN, LATELY = 170, 0.25, 60  # looked at again after so many days; or not yet
LASTS: Final = ((180, 365, 90), (70, 20, 10))
HOURS: Final = ((15, 10, 7, 5, 3, 0), (22, 20, 16, 20, 14, 8))
SINCE: Final = date(2025, 1, 1)  # contrat d'engagement from then on (loi 2023-1196)
PERSON: Final = (
    "Venir aux rendez-vous, ou prévenir", "Préparer mon CV", "M'inscrire à l'atelier du jeudi",
    "Faire la demande de logement", "Appeler l'auto-école", "Rencontrer un employeur",
)  # fmt: skip
BODY: Final = (
    "Proposer un rendez-vous sous quinze jours", "Payer une partie du permis",
    "Appuyer la demande auprès du bailleur", "Trouver une place en atelier",
    "Présenter la candidature à un employeur", "Chercher une garde d'enfant",
)  # fmt: skip
STATES: Final = (("accepted", "kept", "not_kept"), (48, 38, 14))
# Beyond some weeks somebody has said what became of it.
LONG_AFTER, SOME_WEEKS = (0, 73, 27), 42


@dataclass(slots=True)
class Promise:
    text: str
    is_body: bool
    at: int
    due: int  # days before today, negative: to come
    state: str
    settled: int | None = None
    teller: Post | None = None


@dataclass(slots=True)
class Contracted:
    """One contract; instants in seconds since 1970, days before today for dates."""

    by: Post
    at: int
    started: int
    lasts: int
    hours: int
    review: int | None  # days before today, negative: to come
    promises: list[Promise] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


def contract(
    plot: Plot,
    entered: Entered,
    seats: list[Seat],
    *,
    is_outside: bool,
    opened: int,
    calendar: Calendar,
    dossier: int,
) -> Contracted | None:
    """What was signed after the orientation; None for those who have no contract."""
    dice, lead = Random(plot.number * 4_513 + 41), entered.lead  # its own: nothing else moves
    if lead is None or lead.post is None or entered.decided is None:
        return None
    oriented = calendar.days_ago(entered.decided)
    first = oriented - SOONEST - int(dice.expovariate(1 / (MEAN - 7)))
    if first < 1 or dice.random() >= SHARE[is_outside]:
        first = _later(plot, oriented) if entered.decided >= opened else 0
    if first < 1:
        return None
    lasts = dice.choices(*LASTS)[0]
    while first > lasts and dice.random() < 0.8:  # renewed since: the last one is told
        first -= lasts
    at = max(calendar.instant(max(1, first), dice), opened + 900, lead.started + 900)
    by = referent_at(seats, at, calendar)
    if by is None:
        return None
    made = Contracted(by, at, first, lasts, dice.choices(*HOURS)[0], first - lasts // 2)
    for is_body, texts in ((False, PERSON), (True, BODY)):
        made.promises.append(_promise(made, dice, calendar, dice.choice(texts), is_body=is_body))
    _tell(made, seats, calendar, dossier)
    _review(made, Random(plot.number * 4_513 + 53), seats, calendar, dossier)
    return made


def _later(plot: Plot, oriented: int) -> int:
    """The day of those who sign late; 0 for the few who have not signed yet."""
    dice = Random(plot.number * 4_513 + 47)
    first = oriented - LATER[0] - int(dice.expovariate(1 / LATER[1]))
    return 0 if dice.random() < NEVER and oriented < FOR_EVER else max(first, 0)


def referent_at(seats: list[Seat], at: int, calendar: Calendar) -> Post | None:
    """Who held the place of référent from ten minutes before that instant to one after."""
    days = calendar.days_ago(at)
    held = (one for one in seats if one.role == "referent" and one.holds(at + 60, days))
    return next((one.post for one in held if one.started <= at - 600), None)


def _promise(
    made: Contracted, dice: Random, calendar: Calendar, text: str, *, is_body: bool
) -> Promise:
    due = made.started - dice.choice((14, 30, 45, 60, 90))
    odds = LONG_AFTER if due > SOME_WEEKS else STATES[1]
    state = dice.choices(STATES[0], odds)[0] if due > 0 else "accepted"
    settled = None
    if state != "accepted":
        settled = max(made.at + 1_800, calendar.instant(max(1, due), dice))
    return Promise(text, is_body, made.at - 600, due, state, settled)


def _tell(made: Contracted, seats: list[Seat], calendar: Calendar, dossier: int) -> None:
    days = {"started_on": made.started, "ends_on": made.started - made.lasts}
    days["review_on"] = made.started - made.lasts // 2
    told = {name: calendar.iso(day) for name, day in days.items()}
    whole = {"contract_id": dossier, "nature": _kind(told["started_on"]), **told}
    made.facts.append(Fact(made.at, "contract.recorded", whole, made.by))
    for number, one in enumerate(made.promises):
        about: dict[str, object] = {"commitment_id": dossier * 2 + number}
        made.facts.append(Fact(one.at, "commitment.proposed", about, made.by))
        made.facts.append(Fact(made.at + 60, "commitment.accepted", about, made.by))
        teller = referent_at(seats, one.settled, calendar) if one.settled else None
        if teller is None or one.settled is None:
            one.state, one.settled = "accepted", None
        else:
            one.teller = teller
            kind = "commitment.kept" if one.state == "kept" else "commitment.missed"
            made.facts.append(Fact(one.settled, kind, about, teller))


def _kind(started_on: str) -> str:
    return "contrat_engagement" if date.fromisoformat(started_on) >= SINCE else "cer"


def _review(
    made: Contracted, dice: Random, seats: list[Seat], calendar: Calendar, dossier: int
) -> None:
    """Looked at again twice a year, some weeks late when somebody forgot."""
    day = made.started - REVIEWED + dice.randint(-30, 10)
    while day >= 1 and (day > LATELY or dice.random() >= FORGOTTEN):
        at = max(calendar.instant(day, dice), made.at + 3_600)
        by, coming = referent_at(seats, at, calendar), day - REVIEWED
        if by:
            made.review = coming if coming > made.started - made.lasts else None
            next_on = None if made.review is None else calendar.iso(made.review)
            about: dict[str, object] = {"contract_id": dossier, "review_on": next_on}
            made.facts.append(Fact(at, "contract.reviewed", about, by))
        day = coming + dice.randint(-30, 10)


def write_contract(
    tables: Tables, made: Contracted | None, plot: Plot, dossier: int, calendar: Calendar
) -> None:
    if made is None:
        return
    dice, by, at = Random(plot.number * 4_513 + 43), made.by, calendar.text(made.at)
    started_on = calendar.iso(made.started)
    tables.add(
        "contracts_engagementcontract", dossier, uuid7(made.at, dice), dossier, by.organisation_id,
        _kind(started_on), "signed", None, "", started_on, calendar.iso(made.started - made.lasts),
        None if made.review is None else calendar.iso(made.review), by.affiliation_id, at, at,
        by.affiliation_id, None,
    )  # fmt: skip
    adaptations = "{}" if made.hours == 15 else "{choice}"
    tables.add("contracts_contractterms", dossier, dossier, made.hours, adaptations, b"", b"")
    for number, one in enumerate(made.promises):
        tables.add(
            "contracts_commitment", dossier * 2 + number, uuid7(one.at, dice), dossier,
            "organisation" if one.is_body else "person",
            by.organisation_id if one.is_body else None,
            by.affiliation_id if one.is_body else None, sealed(one.text), calendar.iso(one.due),
            one.state, b"", by.affiliation_id, by.organisation_id, calendar.text(one.at),
            calendar.text(made.at + 60), one.settled and calendar.text(one.settled),
            one.teller and one.teller.affiliation_id,
        )  # fmt: skip
