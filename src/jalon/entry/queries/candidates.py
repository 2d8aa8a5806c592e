"""Who might take a person on, and why; who cannot, and why not."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import Competence
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries.professionals import may_lead, professionals
from jalon.dossiers.rules import ROLES_WITH_PEOPLE, works_with_people
from jalon.entry.models import CaseloadLimit, TrackPeriod
from jalon.entry.queries.nearness import nearness, spoken_by
from jalon.entry.referential import edition_of
from jalon.parameters.queries import integer


@dataclass(frozen=True)
class Candidate:
    """A hat, what speaks for it, in sentences, and how many people it may still take on."""

    hat: Affiliation
    reasons: tuple[str, ...]
    left: int


def why_not(dossier: Dossier, affiliation: Affiliation, *, today: date) -> str:
    """Why this hat may not become the référent of this person; "" when it may."""
    return why_not_lead(affiliation, today=today) or why_not_hers(dossier, affiliation)


def why_not_lead(affiliation: Affiliation, *, today: date) -> str:
    """Why this hat may not be anybody's référent."""
    in_force = Affiliation.objects.in_force(today).select_related("organisation")
    receiver = in_force.filter(pk=affiliation.pk).first()
    if receiver is None or not works_with_people.holds(receiver, None):
        return _("Cette personne ne peut pas accompagner.")
    if Competence.LEAD not in receiver.organisation.competences:
        return _("Cet organisme ne peut pas être organisme référent.")
    return ""


def why_not_hers(dossier: Dossier, affiliation: Affiliation) -> str:
    """Why nobody's référent becomes hers: it is, or the dossier is closed."""
    if dossier.referent.affiliation_id == affiliation.pk:
        return _("C’est déjà son référent ou sa référente.")
    if dossier.closed_at:
        return _("Ce dossier est clos.")
    return ""


def candidates(actor: Actor, dossier: Dossier, words: str, *, most: int = 20) -> list[Candidate]:
    """Those who may lead, found by name or chosen by what fits; the most fitting first."""
    hats = may_lead(professionals(actor, words))
    if dossier.referent.affiliation_id:
        hats = hats.exclude(pk=dossier.referent.affiliation_id)
    track = TrackPeriod.objects.filter(dossier=dossier, ended_at=None).first()
    if not words.strip():
        lead = track.lead_organisation_id if track else actor.organisation_id
        hats = hats.filter(organisation_id=lead)
    kinds = _kinds(track.track, actor.today) if track else frozenset()
    shown = list(hats.select_related("organisation__territory")[: most * 3])
    room = places_left(shown, today=actor.today)
    lead_id = track.lead_organisation_id if track else None
    near, spoken = nearness(actor, dossier), spoken_by(list(room))
    found = []
    for hat in shown:
        left, nearer = room[hat.pk], near.reasons(hat, spoken.get(hat.pk, ()))
        found.append(Candidate(hat, (*_reasons(hat, lead_id, kinds, left), *nearer), left))
    found.sort(key=lambda one: (one.left <= 0, -len(one.reasons), -one.left, one.hat.pk))
    return found[:most]


def places_left(hats: list[Affiliation], *, today: date) -> dict[int, int]:
    """How many people each may still take on: their limit, less those they are the référent of."""
    numbers = [hat.pk for hat in hats]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM jalon_caseloads(%s::bigint[])", [numbers])
        held = dict(cursor.fetchall())
    own = dict(CaseloadLimit.objects.filter(pk__in=numbers).values_list("pk", "most"))
    usual = integer("caseload.most", on=today)
    return {pk: own.get(pk, usual) - held.get(pk, 0) for pk in numbers}


def colleagues(actor: Actor) -> QuerySet[Affiliation]:
    """The professionals of a manager's body who may be référents, in alphabetical order."""
    accompanying = hats_of_body(actor).filter(role__in=["professional", "orientation_officer"])
    return accompanying.filter(pk__in=Affiliation.objects.in_force(actor.today))


def hat_to_be_away(actor: Actor) -> QuerySet[Affiliation]:
    """Whose absence the actor may declare: their own, and as a manager those of the body."""
    mine = Affiliation.objects.in_force(actor.today).filter(pk=actor.affiliation_id)
    hats = hats_of_body(actor) if actor.role == AffiliationRole.MANAGER else mine
    return hats.filter(role__in=ROLES_WITH_PEOPLE).select_related("user", "organisation")


def substitutes(actor: Actor, away: Affiliation) -> QuerySet[Affiliation]:
    """The colleagues who may stand in for somebody, in alphabetical order."""
    of_body = Affiliation.objects.in_force(actor.today).filter(
        organisation_id=away.organisation_id, role__in=["professional", "orientation_officer"]
    )
    others = of_body.exclude(pk=away.pk).select_related("user")
    return others.order_by("user__last_name", "pk")


def hats_of_body(actor: Actor) -> QuerySet[Affiliation]:
    """Those of a manager's body, in force or not; nobody for anybody else."""
    if actor.role != AffiliationRole.MANAGER:
        return Affiliation.objects.none()
    of_body = Affiliation.objects.filter(organisation_id=actor.organisation_id)
    return of_body.select_related("user", "organisation").order_by("user__last_name", "pk")


def _kinds(track: str, today: date) -> frozenset[str]:
    leads = edition_of(today)["lead"]
    return frozenset(kind for row in leads if track in row["tracks"] for kind in row["kinds"])


def _reasons(hat: Affiliation, lead: int | None, kinds: frozenset[str], left: int) -> list[str]:
    reasons = []
    if lead == hat.organisation_id:
        reasons.append(_("de l’organisme référent décidé"))
    if hat.organisation.kind in kinds:
        reasons.append(_("organisme qui convient au parcours"))
    if left > 0:
        reasons.append(
            ngettext("encore %(count)s place", "encore %(count)s places", left) % {"count": left}
        )
    return reasons
