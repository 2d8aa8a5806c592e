"""How each invented person entered: information received, orientation decided, person told.

The delay is that of the history (a log-logistic, see proportions); tracks follow the lead body so
that, over all, 44 % are in employment, 32 % social, 24 % socio-professional (Drees).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

import orjson

from jalon.accounts.kinds import OrganisationKind as Kind
from jalon.strategies.milestones import Track
from jalon.synthetic.calendar import DAY, Calendar
from jalon.synthetic.plots import Fact, Plot, Seat
from jalon.synthetic.tables import Tables, sealed, uuid7

TRACKS: Final = (Track.EMPLOYMENT, Track.SOCIO_PROFESSIONAL, Track.SOCIAL)
SHARES: Final = {
    Kind.FRANCE_TRAVAIL: (85, 15, 0), Kind.MDS: (0, 25, 75), Kind.DEPARTEMENT: (0, 25, 75),
}  # fmt: skip
OTHERS: Final = (36, 36, 28)
DELAY: Final = 42  # days; six weeks, as the law gives them since 2025
DIFFERS, TAKEN, IN_HAND = 0.12, 0.2, 0.4
REASONS: Final = {
    Track.EMPLOYMENT: "Un projet de métier, et rien qui empêche de chercher dès maintenant.",
    Track.SOCIO_PROFESSIONAL: "Un projet à préciser, et des démarches à régler en même temps.",
    Track.SOCIAL: "D’abord ce qui empêche de chercher un emploi ; la situation sera revue.",
}
IMPACTS: Final = {
    Track.EMPLOYMENT: "none", Track.SOCIO_PROFESSIONAL: "medium", Track.SOCIAL: "strong",
}  # fmt: skip
SOURCE: Final = (
    "CT, art. L.5411-5-1, III ; référentiel du Comité national pour l'emploi du 7 novembre 2024"
    " (arrêté du 21 novembre 2024)"
)


@dataclass(frozen=True, slots=True)
class Entered:
    """One orientation; instants in seconds since 1970. Not decided: the last ones are None."""

    received: int
    seat: Seat
    is_taken: bool
    decided: int | None = None
    lead: Seat | None = None
    track: Track | None = None
    proposed: Track | None = None
    in_hand: bool = False


def enter(plot: Plot, seats: Sequence[Seat], opened: int, kinds: Mapping[int, str]) -> Entered:
    """The orientation of one person, told by who opened the dossier and who took over."""
    dice = Random(plot.number * 7919 + 17)  # its own: nothing else moves
    referents = [seat for seat in seats if seat.role == "referent"]
    first, lead = referents[0], next((one for one in referents if one.post != plot.welcome), None)
    is_before = lead is first
    received = opened - dice.randrange(20, 100) * DAY if is_before else opened
    if lead is None:
        return Entered(received, first, dice.random() < TAKEN)
    decided = opened - dice.randrange(3, 9) * DAY if is_before else lead.started
    track = dice.choices(TRACKS, SHARES.get(Kind(kinds[lead.organisation_id]), OTHERS))[0]
    proposed = dice.choice(TRACKS) if dice.random() < DIFFERS else track
    in_hand = dice.random() < IN_HAND
    return Entered(received, first, True, decided, lead, track, proposed, in_hand)


def facts_of(
    entered: Entered, plot: Plot, calendar: Calendar, opened: int, dossier: int
) -> list[Fact]:
    """Those that happened in the dossier; what came before it was opened is in its rows alone."""
    one: dict[str, object] = {"orientation_id": dossier}
    facts = []
    if entered.received >= opened:
        since = {**one, "received_on": calendar.iso(calendar.days_ago(entered.received))}
        facts.append(Fact(entered.received, "information.received", since, plot.welcome))
    if entered.decided and entered.decided >= opened and entered.lead and entered.track:
        decision: dict[str, object] = {
            **one,
            "track": entered.track.value,
            "lead_organisation_id": entered.lead.organisation_id,
        }
        facts.append(Fact(entered.decided, "orientation.decided", decision, plot.welcome))
        told = {**one, "status": _how(entered)}  # given, or posted, the same day
        facts.append(Fact(entered.decided, "orientation.notified", told, plot.welcome))
    return facts


def write_entry(tables: Tables, entered: Entered, plot: Plot, dossier: int, at: Calendar) -> None:
    """The rows of the orientation, of its grounds and of the track; its number is the dossier's."""
    received = at.days_ago(entered.received)
    officer = plot.welcome.affiliation_id if entered.is_taken else None
    is_late = entered.decided is None and received > DELAY
    tables.add(
        "entry_orientation", dossier, uuid7(entered.received, Random(dossier)), dossier,
        plot.welcome.organisation_id, "entry", at.iso(received), at.iso(received - DELAY),
        at.text(entered.received + (DELAY + 1) * DAY) if is_late else None,
        officer, at.text(entered.received + DAY) if officer else None,
        entered.track.value if entered.track else "",
        entered.lead and entered.lead.organisation_id,
        officer if entered.decided else None,
        at.text(entered.decided) if entered.decided else None,
        at.text(entered.decided) if entered.decided else None,
        _how(entered) if entered.decided else "",
    )  # fmt: skip
    if entered.decided is None or entered.track is None or entered.lead is None:
        return
    tables.add(
        "entry_grounds", dossier, dossier, sealed(_evidence(entered.proposed or entered.track)),
        entered.proposed != entered.track, sealed(REASONS[entered.track]),
    )  # fmt: skip
    tables.add(
        "entry_trackperiod", dossier, dossier, entered.track.value, entered.lead.organisation_id,
        at.text(entered.decided), None,
    )  # fmt: skip


def _how(entered: Entered) -> str:
    return "in_hand" if entered.in_hand else "letter"


def _evidence(track: Track) -> str:
    """What the written rule would have said, in the shape of `referential.as_evidence`."""
    values = {
        "activity": ("unknown", ""),
        "project": ("yes" if track == Track.EMPLOYMENT else "unknown", ""),
        "impact": (IMPACTS[track], track.value),
    }
    criteria = [
        {"code": code, "value": value, "seen": [], "leads_to": leads, "source": SOURCE}
        for code, (value, leads) in values.items()
    ]
    whole = {
        "track": track.value, "criteria": criteria, "missing": [], "leads": [],
        "version": "2025-01-01", "source": SOURCE,
    }  # fmt: skip
    return orjson.dumps(whole).decode()
