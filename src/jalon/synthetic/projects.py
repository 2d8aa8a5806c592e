"""The projects of the demonstration, invented and marked as such: six filed, two being written.

Their consortiums are bodies of the demonstration; nobody real ever wrote any of this.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from jalon.calls.content import documents, grid
from jalon.calls.models import Call, CallVersion
from jalon.calls.queries.readable import binding
from jalon.projects.models import Funder, Member, Project, Side, Spending
from jalon.projects.operations import (
    answer_project_invitation,
    comment_field,
    file_project,
    invite_project_member,
    join_paper,
    open_project,
    revise_project,
    write_line,
    write_part,
    write_text,
)
from jalon.projects.operations.invite_project_member import Body
from jalon.projects.states import MemberState
from jalon.synthetic.letters import sign_letters
from jalon.territories.models import Territory, TerritoryKind

PARTNERS: Final = ("cd", "ft", "plie", "caf", "ml-metz", "cap", "ccas-metz", "siae-metz")
WITH_HATS: Final = ("cd", "ft", "plie")
EMPTY_PDF: Final = b"%PDF-1.4\n% Piece inventee pour la demonstration\n%%EOF\n"
SUMMARY: Final = (
    "Un point d’entrée unique, un diagnostic partagé en quinze jours et un référent qui reste six"
    " mois après l’embauche. Texte inventé pour la démonstration."
)
TEXT: Final = (
    "« %(label)s » : ce que le groupement propose sur %(place)s, avec qui, et comment il le"
    " mesurera. Les équipes se réunissent chaque semaine ; les personnes accompagnées participent"
    " au comité de suivi.\n\nTexte inventé pour la démonstration."
)
ROLE: Final = "Accueil, diagnostic partagé et suivi des personnes du territoire (rôle inventé)."


@dataclass(frozen=True)
class Invented:
    """A project: who carries it, where, and its money in euros."""

    carrier: str
    place: str
    code: str  # of an EPCI
    state: int
    carrier_part: int
    others: int


FILED: Final = (
    Invented("cd", "le pays messin", "200039865", 480_000, 200_000, 120_000),
    Invented("cd", "Moselle Sud", "200068146", 350_000, 150_000, 60_000),
    Invented("ft", "le bassin de Saint-Avold", "200067502", 500_000, 180_000, 90_000),
    Invented("plie", "l’agglomération messine", "200039865", 240_000, 55_000, 30_000),
    Invented("ft", "les Rives de Moselle", "200039949", 410_000, 140_000, 0),
    Invented("plie", "le Sud messin", "200039907", 150_000, 60_000, 25_000),
)
DRAFTS: Final = (
    Invented("cd", "le Bouzonvillois", "200067486", 420_000, 130_000, 80_000),
    Invented("ft", "le pays boulageois", "200067650", 300_000, 0, 45_000),
)


def file_projects(
    call: Call, bodies: Mapping[str, Organisation], day: date, wanted: Sequence[Invented] = FILED
) -> None:
    """Whole projects, written from that day and filed in the fortnight that follows."""
    for rank, said in enumerate(wanted):
        if said.carrier not in bodies:
            continue
        on = _working(day, rank)
        project = _written(call, said, bodies, on, is_whole=True)
        signed = Member.objects.filter(
            project=project,
            kind__in=[OrganisationKind.DEPARTEMENT, OrganisationKind.FRANCE_TRAVAIL],
        )
        # One letter of one project was never signed: its eligibility says so.
        for member in signed.order_by("pk")[: 1 if rank == 4 else 2]:
            Member.objects.filter(pk=member.pk).update(
                state=MemberState.SIGNED, signed_at=_at(_working(on, 5), 17)
            )
        by = _acting(bodies[said.carrier], on)
        file_project(project=project, by=by, at=_at(_working(on, 7), 16))


def draft_projects(call: Call, bodies: Mapping[str, Organisation], day: date) -> None:
    """Two drafts: one whose letters are being signed, one with almost everything to write."""
    for rank, said in enumerate(DRAFTS):
        if said.carrier not in bodies:
            continue
        project = _written(call, said, bodies, _working(day, rank), is_whole=False)
        comment_field(
            project=project, field="financement", by=_acting(bodies[said.carrier], day),
            body="Qui prend l’évaluation à sa charge ?", at=_at(_working(day, rank + 2), 10),
        )  # fmt: skip
        if rank == 0:
            by = _acting(bodies[said.carrier], day)
            sign_letters(project, ROLE, EMPTY_PDF, by=by, at=_at(_working(day, 3), 9))


def _written(
    call: Call, said: Invented, bodies: Mapping[str, Organisation], day: date, *, is_whole: bool
) -> Project:
    by, at = _acting(bodies[said.carrier], day), _at(day, 10)
    version = binding(call)
    if version is None:
        raise ValueError(f"{call} is not published: nobody answers it")
    project = open_project(call=call, title=f"L’insertion ensemble sur {said.place}", by=by, at=at)
    Project.objects.filter(pk=project.pk).update(is_synthetic=True)
    invited = _invite(project, said, bodies, day)
    _say(project, said, version, by, _at(day, 14), is_whole=is_whole)
    _frame(project, said, by, _at(day, 15))
    _fund(project, said, by, _at(day, 16), day.year + 1)
    for one in documents(version.documents) if is_whole else ():
        if one.required:
            join_paper(
                project=project, document=one.code, name=f"{one.code}.pdf", content=EMPTY_PDF,
                by=by, at=_at(day, 17),
            )  # fmt: skip
    _answer(invited, bodies, _working(day, 1), is_whole=is_whole)
    own = Member.objects.get(project=project, organisation=bodies[said.carrier])
    _part(own, by, _working(day, 1))
    return project


def _invite(
    project: Project, said: Invented, bodies: Mapping[str, Organisation], day: date
) -> dict[str, Member]:
    carrier, invited = _acting(bodies[said.carrier], day), {}
    for rank, key in enumerate(key for key in PARTNERS if key in bodies and key != said.carrier):
        circle = "core" if rank < 2 else "extended"
        invited[key] = invite_project_member(
            project=project, body=Body(bodies[key].siret), circle=circle, by=carrier,
            at=_at(day, 11),
        )  # fmt: skip
    return invited


def _answer(
    invited: Mapping[str, Member], bodies: Mapping[str, Organisation], day: date, *, is_whole: bool
) -> None:
    """In a draft, the first one alone has answered."""
    for rank, (key, member) in enumerate(invited.items()):
        if key in WITH_HATS:
            if is_whole or rank == 0:
                actor = _acting(bodies[key], day)
                answer_project_invitation(member=member, accepts=True, by=actor, at=_at(day, 9))
                _part(member, actor, day, 9)
        elif is_whole:
            # Nobody of this body has an account at that time: its part is written all the same.
            Member.objects.filter(pk=member.pk).update(
                state=MemberState.ACCEPTED, role=ROLE, answered_at=_at(day, 9)
            )


def _part(member: Member, by: Actor, day: date, hour: int = 18) -> None:
    changes: dict[str, Any] = {
        "role": ROLE, "fte_hundredths": 150, "contact_email": f"projet.{member.pk}@exemple.example",
        "signatory_name": "Direction (personne inventée)",
        "signatory_email": f"signature.{member.pk}@exemple.example",
    }  # fmt: skip
    write_part(member=member, changes=changes, seen=1, by=by, at=_at(day, hour))


def _say(
    project: Project, said: Invented, version: CallVersion, by: Actor, at: datetime, *,
    is_whole: bool,
) -> None:  # fmt: skip
    lines = grid(version.grid)
    texts = [("resume", SUMMARY)]
    texts += [(one.code, TEXT % {"label": one.label, "place": said.place}) for one in lines]
    for code, body in texts if is_whole else texts[:3]:
        write_text(project=project, code=code, body=body, seen=0, by=by, at=at)


def _frame(project: Project, said: Invented, by: Actor, at: datetime) -> None:
    places = list(Territory.objects.current().filter(kind=TerritoryKind.EPCI, code=said.code))
    changes = {
        "starts_on": date(at.year, 9, 1) if at.month < 6 else date(at.year + 1, 3, 1),
        "months": 24, "people": 400, "public_is_broad": True, "zonings_present": ["qpv"],
        "zonings_associated": ["former", "frr", "qpv"],
        "places": places or [project.carrier.territory],
    }  # fmt: skip
    revise_project(project=project, changes=changes, seen=1, by=by, at=at)


def _fund(project: Project, said: Invented, by: Actor, at: datetime, year: int) -> None:
    total = said.state + said.carrier_part + said.others
    staff = total * 7 // 10
    spent = {"side": Side.SPENDING}
    brought = {"side": Side.RESOURCE}
    lines = [
        {**spent, "post": Spending.STAFF, "label": "Coordination et référents", "euros": staff},
        {**spent, "post": Spending.EVALUATION, "label": "Évaluation", "euros": total - staff},
        {**brought, "funder": Funder.STATE, "euros": said.state},
        {**brought, "funder": Funder.CARRIER, "euros": said.carrier_part},
        {**brought, "funder": Funder.EUROPE, "label": "FSE+", "euros": said.others},
        {**brought, "funder": Funder.LOCAL, "label": "Locaux", "euros": 12_000, "is_in_kind": True},
    ]
    for one in lines:
        cents = int(str(one.pop("euros"))) * 100
        for turn, amount in enumerate((cents // 2, cents - cents // 2)):
            if amount:
                values = {**one, "year": year + turn, "amount_cents": amount}
                write_line(project=project, values=values, by=by, at=at)


def _acting(body: Organisation, day: date) -> Actor:
    hats = Affiliation.objects.select_related("user", "organisation").order_by("pk")
    return actor_of(hats.get(organisation=body, role=AffiliationRole.STEERING), on=day)


def _working(day: date, ahead: int) -> date:
    """The working day that comes so many of them later; bank holidays are worked here."""
    while day.weekday() > 4:
        day += timedelta(days=1)
    for _turn in range(ahead):
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return day


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
