"""Readings and requests in plain words, as the person reads them: short sentences, no jargon."""

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.access.policy.blocks import Block
from jalon.journal.models import Purpose
from jalon.protection.models import RequestKind, RequestState
from jalon.protection.queries.register import Line
from jalon.ui.words import listing

# The parts of a page, as readings name them, and the blocks of the matrix, said to the person.
PARTS: Final[dict[str, Any]] = {
    "identity": gettext_lazy("votre identité"),
    "header": gettext_lazy("votre nom et votre téléphone"),
    "contact": gettext_lazy("vos coordonnées"),
    "situation": gettext_lazy("votre situation"),
    "household": gettext_lazy("votre foyer"),
    "rights": gettext_lazy("vos droits et allocations"),
    "education": gettext_lazy("votre formation"),
    "work": gettext_lazy("votre travail"),
    "barriers": gettext_lazy("vos difficultés"),
    "team": gettext_lazy("qui vous accompagne"),
    "timeline": gettext_lazy("votre parcours"),
    "readings": gettext_lazy("la liste de qui a lu"),
    "dossier": gettext_lazy("tout votre dossier"),
    Block.IDENTITY: gettext_lazy("votre identité"),
    Block.CONTACT: gettext_lazy("vos coordonnées"),
    Block.RIGHTS: gettext_lazy("vos droits et allocations"),
    Block.PROFILE: gettext_lazy("votre formation et votre travail"),
    Block.BARRIERS: gettext_lazy("vos difficultés de tous les jours"),
    Block.HOUSING: gettext_lazy("votre logement"),
    Block.MONEY: gettext_lazy("votre argent"),
    Block.HEALTH: gettext_lazy("ce que votre santé empêche"),
    Block.JUSTICE: gettext_lazy("justice, violences, protection de l’enfance"),
    "plan": gettext_lazy("ce qu’on fait avec vous"),
    Block.CONTRACT: gettext_lazy("votre contrat et vos objectifs"),
    Block.APPOINTMENTS: gettext_lazy("vos rendez-vous"),
    Block.NOTES: gettext_lazy("les notes partagées"),
    Block.WORKING_NOTES: gettext_lazy("les notes de travail d’un organisme"),
    Block.SANCTIONS: gettext_lazy("les manquements et sanctions"),
    Block.EMPLOYMENT: gettext_lazy("vos emplois et formations suivis"),
    Block.TEAM: gettext_lazy("qui vous accompagne"),
    Block.ACCESS_LOG: gettext_lazy("la liste de qui a lu"),
}
SILENT: Final = frozenset({"note"})  # a form to write in: it shows nothing

# To a person, "to accompany you"; to the professional, `Purpose` says "to accompany the person".
REASONS: Final[dict[str, Any]] = {
    Purpose.SUPPORT: gettext_lazy("vous accompagner"),
    Purpose.ORIENTATION: gettext_lazy("choisir qui vous accompagne"),
    Purpose.REVIEW_PANEL: gettext_lazy("donner un avis en équipe"),
    Purpose.BENEFIT: gettext_lazy("gérer votre allocation"),
    Purpose.OFFER: gettext_lazy("préparer ou suivre une action avec vous"),
    Purpose.SUPERVISION: gettext_lazy("encadrer son équipe"),
    Purpose.EMERGENCY: gettext_lazy("une urgence"),
    Purpose.DATA_PROTECTION: gettext_lazy("protéger vos données"),
    Purpose.OWN: gettext_lazy("consulter votre dossier"),
    Purpose.INTAKE: gettext_lazy("traiter une liste envoyée par un organisme"),
}
ASKED: Final[dict[str, Any]] = {
    RequestKind.ACCESS: gettext_lazy("Avoir une copie de mes données"),
    RequestKind.CORRECTION: gettext_lazy("Faire corriger une erreur"),
    RequestKind.ERASURE: gettext_lazy("Faire effacer mes données"),
    RequestKind.LIMITATION: gettext_lazy("Faire suspendre l’utilisation de mes données"),
    RequestKind.OBJECTION: gettext_lazy("M’opposer au partage"),
    RequestKind.EXPLANATION: gettext_lazy("Savoir pourquoi on a lu mon dossier"),
}
STATES: Final[dict[str, tuple[Any, str]]] = {
    RequestState.OPEN: (gettext_lazy("en attente de réponse"), "info"),
    RequestState.ACCEPTED: (gettext_lazy("acceptée"), "success"),
    RequestState.REFUSED: (gettext_lazy("refusée"), "error"),
    RequestState.ANSWERED: (gettext_lazy("une réponse est arrivée"), "success"),
    RequestState.WITHDRAWN: (gettext_lazy("retirée"), ""),
}


def parts(blocks: Iterable[str]) -> list[str]:
    """The blocks in words, each once, in the order of PARTS; what has no word yet is said so."""
    given = set(blocks) - SILENT
    known = [str(words) for block, words in PARTS.items() if block in given]
    unknown = given - set(PARTS)
    found = list(dict.fromkeys(known))
    return [*found, _("une partie de votre dossier")] if unknown else found


def said(line: Line) -> str:
    """What the person sees of this reading, so that who answers knows what is asked about."""
    if not line.opened:
        return _("Le nom a été vu dans une liste.")
    read, why = listing(parts(line.blocks)), reason(line)
    return _("Lu : %(read)s. Pour : %(why)s.") % {"read": read, "why": why or "—"}


def reason(line: Line) -> str:
    """Why it was read, said to the person; empty for readings of before purposes were kept."""
    return str(REASONS[line.purpose]) if line.purpose in REASONS else ""
