"""The matrix of rights in French words: capacities, blocks, levels; for pages and for the docs."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import Block
from jalon.access.policy.capacities import Capacity
from jalon.access.policy.levels import Level

CAPACITIES: Final[dict[Capacity, Any]] = {
    Capacity.PERSON: _("la personne elle-même"),
    Capacity.REFERENT: _("référent ou référente"),
    Capacity.SOCIAL_ADVISOR: _("co-accompagnement social (département, CCAS, association)"),
    Capacity.EMPLOYMENT_ADVISOR: _(
        "co-accompagnement vers l’emploi (France Travail, mission locale, Cap emploi, PLIE)"
    ),
    Capacity.ORIENTATION_OFFICER: _("personne chargée de l’orientation"),
    Capacity.REVIEW_PANEL: _("équipe pluridisciplinaire"),
    Capacity.PAYER: _("CAF ou MSA"),
    Capacity.OFFER: _("structure d’insertion, organisme de formation, employeur"),
    Capacity.SOLUTION: _("bailleur, assurance maladie, autre appui ponctuel"),
    Capacity.SENSITIVE_BODY: _("justice, protection de l’enfance, addictologie, droits des femmes"),
    Capacity.MANAGER: _("responsable de structure, pour les dossiers de sa structure"),
    Capacity.EMERGENCY: _("accès exceptionnel, en urgence, pour quelques minutes"),
    Capacity.STEERING: _("pilotage du territoire"),
    Capacity.EVALUATOR: _("évaluation"),
    Capacity.DATA_PROTECTION: _("délégué ou déléguée à la protection des données"),
    Capacity.ADMINISTRATOR: _("administration de la plateforme"),
}
BLOCKS: Final[dict[Block, Any]] = {
    Block.IDENTITY: _("identité"),
    Block.CONTACT: _("coordonnées"),
    Block.RIGHTS: _("droits et allocations"),
    Block.PROFILE: _("formation et travail"),
    Block.BARRIERS: _("foyer et freins"),
    Block.HOUSING: _("logement"),
    Block.MONEY: _("budget"),
    Block.HEALTH: _("santé (ce qu’elle empêche)"),
    Block.JUSTICE: _("justice, violences, protection de l’enfance"),
    Block.CONTRACT: _("contrat, objectifs, étapes"),
    Block.APPOINTMENTS: _("rendez-vous"),
    Block.NOTES: _("notes partagées"),
    Block.WORKING_NOTES: _("notes de travail d’un organisme"),
    Block.SANCTIONS: _("manquements et sanctions"),
    Block.EMPLOYMENT: _("emplois et formations suivis"),
    Block.TEAM: _("équipe autour de la personne"),
    Block.ACCESS_LOG: _("registre des lectures"),
}
LEVELS: Final[dict[Level, Any]] = {
    Level.WRITE: _("lit et écrit"),
    Level.READ: _("lit"),
    Level.IMPACT: _("lit l’effet sur le projet, sans savoir qui l’a dit"),
    Level.ADDRESSED: _("lit ce que le référent ou la référente lui adresse"),
    Level.OWN: _("lit et écrit ce qui vient de son organisme"),
    Level.MASKED: _("lit, sans les organismes dont le nom est sensible"),
    Level.REFERENT: _("lit le nom du référent ou de la référente"),
    Level.OUTLINE: _("sait que cela existe, de quelle nature et quand"),
    Level.CODED: _("lit sans identité"),
    Level.ON_REQUEST: _("lit quand la personne fait une demande"),
    Level.FIGURES: _("chiffres de groupes où personne n’est reconnu"),
    Level.NOTHING: _("rien"),
}
