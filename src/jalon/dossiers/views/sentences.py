"""Facts as plain French sentences: one function per kind, from codes alone."""

from collections.abc import Callable
from textwrap import shorten
from typing import Any, Final

from django.utils.translation import gettext as _

from jalon.dossiers.models import THEMES, BarrierStatus, Impact, NoteKind, ReviewOutcome
from jalon.dossiers.operations.revise_block import BLOCKS
from jalon.dossiers.sections import sections
from jalon.ui.words import label, listing, once_per_language
from jalon.wording.sentences import LABELS

Fact = dict[str, Any]


@once_per_language
def block_titles() -> dict[str, str]:
    """The titles of the blocks."""
    return {
        "identity": _("Identité"),
        "contact": _("Contact"),
        "household": _("Foyer"),
        "rights": _("Droits"),
        "education": _("Formation"),
        "work": _("Travail"),
        "barriers": _("Ce qui freine"),
        "team": _("Qui est autour"),
        "timeline": _("Le fil"),
    }


@once_per_language
def themes() -> dict[str, str]:
    """The names of the themes of the assessment, by their code."""
    return {theme: str(name) for theme, name in THEMES.items()}


def barrier_state(status: str, impact: str) -> str:
    """`difficulté, bloque le projet`; without effect, the status alone."""
    said = label(BarrierStatus, status)
    return f"{said}, {label(Impact, impact)}" if impact != Impact.NONE else said


def fact_sentence(item: Fact) -> str:
    """What one item of the timeline says; a kind from a later version is still told."""
    say = SENTENCES.get(item["kind"]) or _of_section(item["kind"])
    return say(item) if say else _("Dossier mis à jour")


def _of_section(kind: str) -> Callable[[Fact], str] | None:
    """The sentence of a fact of a room above."""
    found = (section.sentences.get(kind) for section in sections)
    return next((say for say in found if say), None)


def _opened(item: Fact) -> str:
    return _("Dossier ouvert")


def _block_revised(item: Fact) -> str:
    block = item["payload"]["block"]
    meta = BLOCKS[block]._meta
    names = {name: _("date") for name in ("rsa_since", "situation_since")}
    fields = [
        names.get(name) or str(getattr(meta.get_field(name), "verbose_name", name))
        for name in item["payload"]["fields"]
    ]
    return _("Mise à jour, %(block)s : %(fields)s") % {
        "block": block_titles()[block].lower(),
        "fields": listing(fields),
    }


EXCERPT: Final = 90


def change_sentence(item: Fact) -> str:
    """A fact in the list of what is new: a note says its first words."""
    note = item["note"] if item["kind"] == "note.written" else None
    if not note or not note["body"]:
        return fact_sentence(item)
    return f"{fact_sentence(item)} : {shorten(note['body'], EXCERPT, placeholder='…')}"


def _barrier_assessed(item: Fact) -> str:
    payload = item["payload"]
    return _("%(theme)s : %(now)s (avant : %(before)s)") % {
        "theme": themes().get(payload["theme"], payload["theme"]),
        "now": barrier_state(payload["status"], payload["impact"]),
        "before": barrier_state(payload["previous_status"], payload["previous_impact"]),
    }


def _note_written(item: Fact) -> str:
    note = item["note"]
    kind = _note_kinds()[note["kind"]] if note else _("Note")
    return (
        _("%(kind)s, texte retiré depuis") % {"kind": kind}
        if note and note["withdrawn_at"]
        else kind
    )


@once_per_language
def _note_kinds() -> dict[str, str]:
    return {kind.value: str(kind.label).capitalize() for kind in NoteKind}


def _note_withdrawn(item: Fact) -> str:
    return _("Note retirée par son auteur ou son autrice")


def _caution_overridden(item: Fact) -> str:
    labels = [str(LABELS[code]).lower() for code in item["payload"]["classes"] if code in LABELS]
    return _("Des mots ont été gardés malgré la mise en garde : %(classes)s") % {
        "classes": listing(labels)
    }


def _access_reviewed(item: Fact) -> str:
    if item["payload"]["status"] == ReviewOutcome.JUSTIFIED:
        return _("Accès en urgence contrôlé : justifié")
    return _("Accès en urgence contrôlé : non justifié")


def _about_member(sentence: Callable[[], str]) -> Callable[[Fact], str]:
    return lambda item: sentence() % {"member": item["subject"] or _("Une personne")}


SENTENCES: Final[dict[str, Callable[[Fact], str]]] = {
    "dossier.opened": _opened,
    "block.revised": _block_revised,
    "barrier.assessed": _barrier_assessed,
    "note.written": _note_written,
    "note.withdrawn": _note_withdrawn,
    "caution.overridden": _caution_overridden,
    "member.joined": _about_member(lambda: _("%(member)s rejoint l’équipe")),
    "member.left": _about_member(lambda: _("%(member)s quitte l’équipe")),
    "referent.changed": _about_member(lambda: _("%(member)s devient référent ou référente")),
    "limitation.granted": lambda item: _("Utilisation suspendue à la demande de la personne"),
    "limitation.ended": lambda item: _("Fin d’une suspension demandée par la personne"),
    "objection.granted": lambda item: _("Opposition de la personne prise en compte"),
    "objection.ended": lambda item: _("Fin d’une opposition de la personne"),
    "member.invited": lambda item: _("Invitation envoyée"),
    "invitation.declined": lambda item: _("Invitation déclinée"),
    "invitation.withdrawn": lambda item: _("Invitation retirée"),
    "invitation.expired": lambda item: _("Invitation expirée"),
    "join.requested": lambda item: _("Demande d’entrer dans l’équipe"),
    "join.accepted": _about_member(lambda: _("%(member)s rejoint l’équipe")),
    "join.refused": lambda item: _("Demande d’entrer dans l’équipe refusée"),
    "join.expired": lambda item: _("Demande d’entrer dans l’équipe restée sans réponse"),
    "block.addressed": lambda item: _("Partie du dossier adressée à un organisme"),
    "sharing.ended": lambda item: _("Une partie du dossier n’est plus adressée"),
    "exceptional_access.opened": lambda item: _("Dossier ouvert en urgence"),
    "exceptional_access.closed": lambda item: _("Fin d’un accès en urgence"),
    "exceptional_access.reviewed": _access_reviewed,
    "space_code.handed": lambda item: _("Numéro d’accès à son espace remis à la personne"),
    "space_code.confirmed": lambda item: _("Numéro d’accès confirmé par la protection des données"),
    "copy.handed": lambda item: _("Copie du dossier remise en main propre à la personne"),
    "dossier.archived": lambda item: _("Dossier archivé : sa durée d’utilisation était écoulée"),
    "dossier.restored": lambda item: _("Dossier rendu à son équipe après l’archivage"),
    "seat.taken": _about_member(lambda: _("%(member)s prend la place de son organisme")),
}
