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
    first = calendar.days_ago(entered.decided) - SOONEST - int(dice.expovariate(1 / (MEAN - 7)))
    if first < 1 or dice.random() >= SHARE[is_outside]:
        return None
    lasts = dice.choices(*LASTS)[0]
    while first > lasts and dice.random() < 0.8:  # renewed since: the last one is told
        first -= lasts
    at = max(calendar.instant(max(1, first), dice), opened + 900, lead.started + 900)
    by = referent_at(seats, at, calendar)
    if by is None:
        return None
    made = Contracted(by, at, first, lasts, dice.choices(*HOURS)[0])
    for is_body, texts in ((False, PERSON), (True, BODY)):
        made.promises.append(_promise(made, dice, calendar, dice.choice(texts), is_body=is_body))
    _tell(made, seats, calendar, dossier)
    return made


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
    review = made.started - made.lasts // 2
    told = {name: calendar.iso(day) for name, day in {**days, "review_on": review}.items()}
    made.facts.append(Fact(made.at, "contract.recorded", {"contract_id": dossier, **told}, made.by))
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


def write_contract(
    tables: Tables, made: Contracted | None, plot: Plot, dossier: int, calendar: Calendar
) -> None:
    if made is None:
        return
    dice, by, at = Random(plot.number * 4_513 + 43), made.by, calendar.text(made.at)
    started_on = calendar.iso(made.started)
    kind = "contrat_engagement" if date.fromisoformat(started_on) >= SINCE else "cer"
    tables.add(
        "contracts_engagementcontract", dossier, uuid7(made.at, dice), dossier, by.organisation_id,
        kind, "signed", None, "", started_on, calendar.iso(made.started - made.lasts),
        calendar.iso(made.started - made.lasts // 2), by.affiliation_id, at, at, by.affiliation_id,
        None,
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
