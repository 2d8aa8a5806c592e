"""What a whole dossier is made of, model by model, and what is left out, each with its reason.

A new model that holds something of a person must stand in PARTS or in LEFT_OUT, and each of its
fields in a part or in UNSAID: a test of all models says so. Nothing can be forgotten in silence.
"""

from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.models import (
    Barrier,
    CautionOverride,
    Education,
    ExceptionalAccess,
    Household,
    Invitation,
    JoinRequest,
    Limitation,
    Membership,
    Note,
    Objection,
    Rights,
    Sharing,
    Work,
)
from jalon.exchanges.models import Message
from jalon.intake.models import Proposal
from jalon.intake.queries.proposals import values_of
from jalon.outcomes.models import (
    Closing,
    Conclusion,
    FollowUp,
    Outcome,
    Suspension,
    SuspensionGround,
)
from jalon.people.models import Contact, Identifier, Person, PersonalAccess, SpaceCode
from jalon.plans.models import Goal, GoalTheme, Step, StepPhoto
from jalon.protection.models import DataRequest
from jalon.protection.queries.appointment_parts import (
    APPOINTMENT_LEFT_OUT,
    APPOINTMENT_PARTS,
    APPOINTMENT_UNSAID,
)
from jalon.protection.queries.contract_parts import CONTRACT_PARTS, CONTRACT_UNSAID
from jalon.protection.queries.entry_parts import ENTRY_PARTS, ENTRY_UNSAID
from jalon.protection.queries.parts import Part, lines, of_dossier, of_person
from jalon.protection.queries.path_parts import PATH_PARTS, PATH_UNSAID

# What goals and steps have in common: who proposed, who agreed and how, who ended it and why.
TWO_SIDED: Final = (
    "state proposed_side proposed_by proposed_body proposed_at person_agreed_at told_to"
    " body_agreed_at body_agreed_by ended_side ended_by ended_at word"
)
PARTS: Final = (
    Part(
        "identity",
        _("Identité"),
        Person,
        (
            "first_names", "birth_name", "usage_name", "sex", "birth_year", "birth_month",
            "birth_day", "birth_place", "birth_country", "created_at",
        ),
        is_one=True,
        hangs_on="pk",
    ),
    of_person(
        "contact", _("Coordonnées"), Contact,
        "phones emails address_line address_extra postal_code city commune_code is_domiciled"
        " preferred_channel language needs_interpreter",
        is_one=True, says={"phones": lines("phones"), "emails": lines("emails")},
    ),
    of_person("identifiers", _("Numéros"), Identifier, "kind issuer value"),
    of_person(
        "accounts", _("Compte de Mon espace"), PersonalAccess, "origin opened_at ended_at"
    ),
    of_person(
        "space_codes", _("Numéros remis pour ouvrir Mon espace"), SpaceCode,
        "made_by made_at expires_at tries used_at ended_at confirmed_by confirmed_at",
        order=("made_at", "pk"),
    ),
    of_dossier(
        "household", _("Foyer"), Household, "kind dependants youngest_birth_year", is_one=True
    ),
    of_dossier(
        "rights", _("Droits"), Rights,
        "rsa rsa_since has_duties has_are has_ass has_activity_bonus has_rqth rqth_until",
        is_one=True,
    ),
    of_dossier(
        "education", _("Formation"), Education,
        "level diploma diploma_year is_foreign french", is_one=True,
    ),
    of_dossier(
        "work", _("Travail"), Work,
        "situation situation_since last_job_ended_on sought_job sought_rome has_licence"
        " has_vehicle",
        is_one=True,
    ),
    of_dossier(
        "barriers", _("Ce qui freine"), Barrier,
        "theme status impact declared_by declared_on source", order=("declared_on", "pk"),
    ),
    of_dossier(
        "team", _("Qui accompagne, et qui a accompagné"), Membership,
        "affiliation organisation role started_on until_on ended_at", order=("started_on", "pk"),
    ),
    of_dossier(
        "notes", _("Notes partagées"), Note,
        "happened_on kind author organisation body written_at", order=("happened_on", "pk"),
        where=Q(is_private=False, withdrawn_at=None),
    ),
    of_dossier(
        "kept_words", _("Mots maintenus malgré une mise en garde"), CautionOverride,
        "overridden_at author organisation field classes reason", order=("overridden_at", "pk"),
    ),
    of_dossier(
        "sharings", _("Parties adressées à un organisme"), Sharing,
        "organisation block shared_by shared_at until_on ended_at", order=("shared_at", "pk"),
    ),
    of_dossier(
        "objections", _("Oppositions prises en compte"), Objection,
        "organisation block granted_at ended_at", order=("granted_at", "pk"),
    ),
    of_dossier(
        "limitations", _("Données suspendues à la demande de la personne"), Limitation,
        "block granted_at ended_at", order=("granted_at", "pk"),
    ),
    of_dossier(
        "exceptional_accesses", _("Accès exceptionnels"), ExceptionalAccess,
        "affiliation organisation reason opened_at expires_at closed_at reviewed_at outcome"
        " opinion",
        order=("opened_at", "pk"),
    ),
    of_dossier(
        "invitations", _("Invitations dans l’équipe"), Invitation,
        "affiliation role until_on word invited_by invited_at expires_at state closed_at",
        order=("invited_at", "pk"),
    ),
    of_dossier(
        "join_requests", _("Demandes d’entrer dans l’équipe"), JoinRequest,
        "affiliation organisation role reason requested_at expires_at state decided_at decided_by"
        " is_decided_by_person answer",
        order=("requested_at", "pk"),
    ),
    of_dossier(
        "goals", _("Objectifs"), Goal, f"title {TWO_SIDED}", order=("rank", "pk"),
    ),
    of_dossier(
        "goal_themes", _("Freins d’où viennent les objectifs"), GoalTheme, "goal theme",
        says={"goal": lambda row: row.goal.title},
    ),
    of_dossier(
        "steps", _("Étapes"), Step,
        f"goal title bearer organisation due_on started_at effect repeats {TWO_SIDED}",
        order=("rank", "pk"),
        says={"goal": lambda row: row.goal.title,
              "repeats": lambda row: row.repeats and row.repeats.title},
    ),
    of_dossier(
        "photos", _("Photos"), StepPhoto, "step added_at", order=("added_at", "pk"),
        says={"step": lambda row: row.step.title},
    ),
    of_dossier(
        "outcomes", _("Emplois, formations, suites"), Outcome,
        "kind contract weekly_hours started_on planned_end_on ended_on employer declared_by"
        " declared_at confirmed_by confirmed_at",
        order=("started_on", "pk"), where=Q(withdrawn_at=None),
    ),
    of_dossier(
        "follow_ups", _("Nouvelles prises après un emploi"), FollowUp,
        "outcome month due_on answer answered_on answered_by", order=("due_on", "pk"),
        says={"outcome": lambda row: row.outcome.get_kind_display()},
    ),
    of_dossier(
        "closings", _("Fins d’accompagnement"), Closing,
        "reason closed_at closed_by reopened_at reopened_by", order=("closed_at", "pk"),
    ),
    of_dossier(
        "conclusions", _("Diagnostics établis"), Conclusion, "concluded_on concluded_by",
        order=("concluded_on", "pk"), where=Q(withdrawn_at=None),
    ),
    of_dossier(
        "suspensions", _("Suspensions de l’accompagnement"), Suspension,
        "from_on expected_on declared_by declared_at resumed_on resumed_by",
        order=("from_on", "pk"), where=Q(withdrawn_at=None),
    ),
    of_dossier(
        "suspension_grounds", _("Pourquoi ces suspensions"), SuspensionGround,
        "suspension reason", order=("suspension_id",),
        where=Q(suspension__withdrawn_at=None),
        says={"suspension": lambda row: row.suspension.from_on},
    ),
    of_dossier(
        "messages", _("Messages"), Message, "sent_at author body read_at read_by",
        order=("sent_at", "pk"),
    ),
    *CONTRACT_PARTS,
    *ENTRY_PARTS,
    *APPOINTMENT_PARTS,
    *PATH_PARTS,
    of_dossier(
        "proposals", _("Ce que des organismes ont écrit d’autre"), Proposal,
        "organisation block field sealed proposed_at state decided_at",
        order=("proposed_at", "pk"), says={"sealed": lambda row: values_of(row)[1]},
    ),
    of_dossier(
        "requests", _("Demandes sur ces données"), DataRequest,
        "kind channel body organisation block reader read_on said received_at due_on extended_at"
        " extension_reason state closed_at closed_by answer identity_proof reply_to entered_at"
        " entered_by",
        order=("received_at", "pk"),
    ),
)  # fmt: skip

# Models that hold something of a person and stay here, by the name Django gives them.
LEFT_OUT: Final[dict[str, Any]] = {
    **APPOINTMENT_LEFT_OUT,
    "dossiers.Dossier": _("le dossier lui-même : son numéro et ses dates sont en tête"),
    "journal.Entry": _("le fil : il est dans la partie « Ce qui s’est passé »"),
    "journal.Reading": _("les lectures : elles sont dans la partie « Qui a lu »"),
    "protection.RegisterLookup": _(
        "le motif écrit par l’autorité de protection ; sa consultation est dans « Qui a lu »"
    ),
    "deadlines.DossierMilestone": _("les jalons : ce que dit le fil, relu pour calculer les dates"),
    "intake.Arrival": _("la trace d’une liste reçue, effacée avec elle"),
    "notifications.Notification": _(
        "l’annonce de ce qui s’est passé, à chacun : les faits sont dans « Ce qui s’est passé »"
    ),
    "retention.Notice": _("l’annonce de l’archivage faite à l’équipe : rien que des dates"),
    "retention.Restoration": _("le retour d’une archive : rien qu’une date"),
    "retention.Suspension": _("la suspension d’un effacement pendant un litige : des dates"),
    "retention.Order": _("l’ordre d’effacement, gardé à part comme preuve"),
}
# Fields that no file holds, in any model.
UNSAID: Final = frozenset(
    {"id", "public_id", "dossier", "person", "dossier_number", "is_synthetic"}
)
# The others, model by model.
UNSAID_OF: Final[dict[str, dict[str, Any]]] = {
    **CONTRACT_UNSAID,
    **ENTRY_UNSAID,
    **APPOINTMENT_UNSAID,
    **PATH_UNSAID,
    "people.Person": {
        "nir": _("le numéro de sécurité sociale n’est affiché nulle part"),
        "nir_fingerprint": _("une empreinte, qui ne dit rien"),
        "plain_name": _("le nom, sans accents, pour la recherche"),
        "sort_name": _("le nom, pour le tri"),
        "registered_by": _("qui a inscrit la personne : c’est la première ligne du fil"),
    },
    "people.SpaceCode": {
        "fingerprint": _("une empreinte, qui ne dit rien"),
        "second": _("une empreinte, qui ne dit rien"),
    },
    "people.PersonalAccess": {"user": _("le compte de la personne elle-même")},
    "dossiers.Membership": {"is_active_referent": _("se déduit du rôle et des dates")},
    "dossiers.Note": {
        "is_private": _("les notes de travail d’un organisme ne sont pas remises"),
        "withdrawn_at": _("le texte d’une note retirée n’existe plus"),
        "block": _("le domaine de la note, pour les droits de lecture"),
    },
    "outcomes.Outcome": {"withdrawn_at": _("ce qui est retiré n’est plus dit")},
    "outcomes.Conclusion": {"withdrawn_at": _("ce qui est retiré n’est plus dit")},
    "outcomes.Suspension": {"withdrawn_at": _("ce qui est retiré n’est plus dit")},
    "outcomes.SuspensionGround": {"block": _("le domaine du motif, pour les droits de lecture")},
    "plans.Goal": {"rank": _("l’ordre sur la page"), "revision": _("un compteur")},
    "plans.Step": {"rank": _("l’ordre sur la page"), "revision": _("un compteur")},
    "plans.StepPhoto": {"sealed": _("la photo elle-même : elle se télécharge dans Mon espace")},
    "dossiers.CautionOverride": {"note": _("la note est dans sa propre partie")},
    "dossiers.Invitation": {"shown_as": _("le prénom et l’initiale, montrés à qui est invité")},
    "dossiers.JoinRequest": {"shown_as": _("le prénom et l’initiale, écrits par qui demande")},
    "dossiers.ExceptionalAccess": {
        "review_due_on": _("le délai interne du contrôle"),
        "told_at": _("l’envoi des messages qui l’annoncent"),
        "reminded_at": _("le rappel du contrôle"),
        "reviewed_by": _("qui a contrôlé : la protection des données de l’organisme"),
    },
    "intake.Proposal": {
        "people_list": _("le fichier reçu, effacé au bout de quelques jours"),
        "line": _("la ligne du fichier"),
        "value_fingerprint": _("une empreinte, qui ne dit rien"),
        "decided_by": _("qui a tranché : c’est dans le fil"),
    },
    "protection.DataRequest": {
        "limitation": _("elle est dans sa propre partie"),
        "lead_organisation": _("l’organisme référent du jour de la demande"),
        "asked_by": _("la personne elle-même"),
        "person_name": _("le nom de la personne, en tête"),
        "objection": _("elle est dans sa propre partie"),
    },
}
