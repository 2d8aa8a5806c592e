"""One part of a whole dossier: which rows, which fields, and what they are called on paper."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier

# A sealed value is a value, for the person.
NAMES: Final = {("proposals", "sealed"): "value"}
# What fields are called on paper, where their model gives them no French name.
LABELS: Final[dict[str, Any]] = {
    "affiliation": _("personne"),
    "answer": _("réponse"), "author": _("écrit par"), "block": _("partie du dossier"),
    "classes": _("ce qui a été reconnu"), "closed_at": _("clos le"), "closed_by": _("réponse de"),
    "created_at": _("inscription le"), "decided_at": _("tranché le"),
    "decided_by": _("tranché par"), "invited_at": _("envoyée le"), "invited_by": _("envoyée par"),
    "declared_by": _("noté par"), "ended_at": _("fin le"), "expires_at": _("jusqu’au"),
    "extended_at": _("délai prolongé le"), "field": _("champ"), "granted_at": _("depuis le"),
    "issuer": _("donné par"), "opened_at": _("ouvert le"), "organisation": _("organisme"),
    "entered_at": _("inscrite le"), "entered_by": _("inscrite par"),
    "ended_by": _("fin écrite par"), "goal": _("objectif"),
    "origin": _("identité vérifiée"), "outcome": _("conclusion du contrôle"),
    "overridden_at": _("le"), "proposed_at": _("écrit le"),
    "proposed_body": _("organisme qui propose"), "proposed_by": _("écrit par"),
    "read_on": _("jour de la lecture"),
    "reader": _("qui a lu"), "reviewed_at": _("contrôlé le"), "said": _("ce qui a été lu"),
    "step": _("étape"),
    "shared_at": _("adressé le"), "shared_by": _("adressé par"), "state": _("état"),
    "answered_by": _("réponse notée par"),
    "answered_on": _("réponse le"), "declared_at": _("noté le"), "due_on": _("à faire le"),
    "month": _("mois après le début"), "reopened_at": _("rouvert le"),
    "reopened_by": _("rouvert par"),
    "requested_by": _("demandée par"),
    "taken_by": _("prise en charge par"), "orientation": _("décision du"),
    "value": _("valeur"), "written_at": _("écrit le"),
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One model of the dossier: which of its rows, in which order, with which fields.

    `key` is its name in the file, for ever. `is_one`: one row at most. `people`: rows hang on the
    person, not on the dossier. `says` gives what a field holds when it is not its plain value.
    """

    key: str
    title: Any
    model: type[Model]
    fields: tuple[str, ...]
    order: tuple[str, ...] = ("pk",)
    is_one: bool = False
    hangs_on: str = "dossier_id"
    where: Q = field(default_factory=Q)
    says: dict[str, Callable[[Any], Any]] = field(default_factory=dict)

    def name_of(self, name: str) -> str:
        """The name of a field in the file."""
        return NAMES.get((self.key, name), name)

    def label_of(self, name: str) -> str:
        """Its label on paper, with a capital."""
        known = LABELS.get(self.name_of(name))
        label = str(known or getattr(self.model._meta.get_field(name), "verbose_name", name))
        return label[:1].upper() + label[1:]

    def rows(self, dossier: Dossier) -> QuerySet[Any]:
        key = dossier.pk if self.hangs_on == "dossier_id" else dossier.person_id
        rows = self.model._default_manager.filter(self.where, **{self.hangs_on: key})
        return rows.select_related(*self._joined()).order_by(*self.order)

    def _joined(self) -> list[str]:
        joined = []
        for name in self.fields:
            model = self.model._meta.get_field(name).related_model
            if model is Affiliation:
                joined += [f"{name}__user", f"{name}__organisation"]
            elif model:
                joined.append(name)
        return joined


def lines(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name).splitlines()


def of_person(key: str, title: Any, model: type[Model], fields: str, **more: Any) -> Part:
    return Part(key, title, model, tuple(fields.split()), hangs_on="person_id", **more)


def of_dossier(key: str, title: Any, model: type[Model], fields: str, **more: Any) -> Part:
    return Part(key, title, model, tuple(fields.split()), **more)
