"""What a project still lacks before it may be filed, one French sentence each."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from jalon.calls.content import documents
from jalon.calls.models import CallVersion
from jalon.projects.models import Project
from jalon.projects.queries.financing import plan_of
from jalon.projects.queries.texts import asked, current
from jalon.projects.states import COMMITTED
from jalon.ui.words import listing

ANCHORS: Final = {
    "frame": "cadre", "perimeter": "perimetre", "members": "membres",
    "money": "financement", "papers": "pieces",
}  # fmt: skip


@dataclass(frozen=True)
class Lack:
    """What is missing, and the part of the page that repairs it."""

    part: str
    sentence: str

    @property
    def anchor(self) -> str:
        """Where this part is on the page of the project."""
        return ANCHORS.get(self.part, self.part)


def lacks(project: Project, version: CallVersion) -> list[Lack]:
    """Everything that keeps the project from being filed under this version."""
    return [
        *_of_texts(project, version),
        *_of_frame(project),
        *_of_members(project),
        *_of_money(project),
        *_of_papers(project, version),
    ]


def _of_texts(project: Project, version: CallVersion) -> list[Lack]:
    known = current(project)
    return [
        Lack(f"text-{one.code}", _("« %(text)s » n’est pas écrit.") % {"text": one.label})
        for one in asked(version)
        if not one.is_optional and not (one.code in known and known[one.code].body.strip())
    ]


def _of_frame(project: Project) -> list[Lack]:
    found = []
    if project.starts_on is None or project.months is None:
        found.append(Lack("frame", _("Donnez le début et la durée du projet.")))
    if project.public_is_broad is None:
        found.append(Lack("frame", _("Dites à quel public le projet s’adresse.")))
    if not project.places.exists():
        found.append(Lack("perimeter", _("Donnez le périmètre du projet.")))
    if project.zonings_present is None:
        found.append(
            Lack("frame", _("Dites quelles autres zones prioritaires il comprend, ou aucune."))
        )
    return found


def _of_members(project: Project) -> list[Lack]:
    """Who has not answered holds nobody back: the filing says that they had not."""
    silent = [
        one.name
        for one in project.members.filter(state__in=COMMITTED).order_by("pk")
        if not one.role.strip()
    ]
    if not silent:
        return []
    said = _("Le rôle n’est pas écrit pour : %(names)s.") % {"names": listing(silent)}
    return [Lack("members", said)]


def _of_money(project: Project) -> list[Lack]:
    plan = plan_of(project.lines.select_related("member"))
    if not plan.spending.total.cents or not plan.total_cents:
        return [Lack("money", _("Le plan de financement n’a pas de dépense, ou de ressource."))]
    if plan.missing_cents:
        return [Lack("money", _("Les dépenses et les ressources n’ont pas le même total."))]
    return []


def _of_papers(project: Project, version: CallVersion) -> list[Lack]:
    joined = set(project.papers.filter(replaced_at=None).values_list("document", flat=True))
    return [
        Lack("papers", _("Pièce à joindre : %(paper)s.") % {"paper": one.label})
        for one in documents(version.documents)
        if one.required and one.code not in joined
    ]
