"""The tables of a dossier, as a proof of destruction names them."""

from django.utils.translation import gettext as _


def categories() -> dict[str, str]:
    """Table, and what it holds; a table that is not here goes under its own name."""
    return {
        "people_person": _("identité"),
        "people_contact": _("coordonnées"),
        "people_identifier": _("numéros"),
        "people_personalaccess": _("accès de la personne"),
        "accounts_user": _("compte de la personne"),
        "account_emailaddress": _("adresse du compte"),
        "mfa_authenticator": _("seconds facteurs"),
        "web_session": _("sessions"),
        "web_knowndevice": _("appareils connus"),
        "dossiers_dossier": _("dossiers"),
        "dossiers_household": _("foyer"),
        "dossiers_rights": _("droits"),
        "dossiers_education": _("formation"),
        "dossiers_work": _("travail"),
        "dossiers_barrier": _("freins"),
        "dossiers_note": _("notes"),
        "dossiers_membership": _("places autour de la personne"),
        "dossiers_sharing": _("partages"),
        "dossiers_objection": _("oppositions"),
        "dossiers_limitation": _("suspensions"),
        "dossiers_exceptionalaccess": _("accès exceptionnels"),
        "dossiers_invitation": _("invitations dans l’équipe"),
        "dossiers_joinrequest": _("demandes d’entrer dans l’équipe"),
        "dossiers_cautionoverride": _("mises en garde outrepassées"),
        "plans_goal": _("objectifs"),
        "plans_goaltheme": _("thèmes des objectifs"),
        "plans_step": _("étapes"),
        "intake_proposal": _("propositions de partenaires"),
        "protection_datarequest": _("demandes sur les données"),
        "protection_registerlookup": _("ouvertures du registre"),
    }
