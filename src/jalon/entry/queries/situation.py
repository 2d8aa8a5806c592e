"""What an officer may read of a person's situation: what the criteria are applied to."""

from jalon.access.policy.blocks import Block, block_of_theme
from jalon.accounts.actor import Actor
from jalon.dossiers.models import THEMES, BarrierStatus, Dossier
from jalon.dossiers.rules import rights
from jalon.entry.referential import Situation

CHOOSING: str = "choisir-un-metier"
# What the work life itself lacks is the project, or the path; the impact is that of the rest.
WORKING_LIFE: frozenset[str] = frozenset(list(THEMES)[10:])


def situation(actor: Actor, dossier: Dossier) -> Situation:
    """In five statements; a block that the actor does not read counts as not said."""
    allows = rights(actor, dossier)
    known = [theme for theme in THEMES if allows.knows(block_of_theme(theme))]
    barriers = {one.theme: one for one in dossier.barriers.filter(theme__in=known)}
    addressed = [one for one in barriers.values() if one.status != BarrierStatus.NOT_ADDRESSED]
    choosing = barriers.get(CHOOSING)
    work = getattr(dossier, "work", None) if allows.reads(Block.PROFILE) else None
    rights_known = getattr(dossier, "rights", None) if allows.reads(Block.RIGHTS) else None
    person = dossier.person if allows.reads(Block.IDENTITY) else None
    personal = [theme for theme in known if theme not in WORKING_LIFE]
    return Situation(
        today=actor.today,
        work=work.situation if work else "",
        last_job_ended_on=work.last_job_ended_on if work else None,
        sought_job=bool(work and (work.sought_job or work.sought_rome)),
        chooses_job=_chooses(choosing.status if choosing else ""),
        impacts={
            one.theme: one.impact
            for one in addressed
            if one.status == BarrierStatus.YES and one.theme in personal
        },
        addressed=sum(1 for one in addressed if one.theme in personal),
        themes=len(personal),
        birth_year=person.birth_year if person else None,
        birth_month=person.birth_month if person else None,
        birth_day=person.birth_day if person else None,
        has_rqth=rights_known.has_rqth if rights_known else None,
    )


def _chooses(status: str) -> bool | None:
    """Whether the person still looks for which job; None when nobody talked about it."""
    if status == BarrierStatus.YES:
        return True
    return False if status in {BarrierStatus.NO, BarrierStatus.RESOLVED} else None
