"""Every dated figure that the platform obeys, as the texts give it. Pure data.

A room adds its own here. A deployment may decide another value, from a day on and within the
bounds; it can keep for a shorter time than the law allows, never for longer.
"""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from jalon.parameters.appointment_figures import APPOINTMENT_FIGURES
from jalon.parameters.call_figures import CALL_FIGURES
from jalon.parameters.contract_figures import CONTRACT_FIGURES
from jalon.parameters.grant_figures import GRANT_FIGURES
from jalon.parameters.letter_figures import LETTER_FIGURES
from jalon.parameters.parameter import Bounds, Dated, Parameter, Unit
from jalon.parameters.path_delays import PATH_DELAYS
from jalon.parameters.person_figures import PERSON_FIGURES
from jalon.parameters.plan_thresholds import PLAN, PLAN_THRESHOLDS
from jalon.parameters.reading_budgets import READING_BUDGETS

RETENTION: Final = "CASF, art. R.263-8 (décret 2023-188)"
DECREE: Final = date(2023, 3, 19)  # the decree of 17 March 2023 is in force
MINIMISATION: Final = "RGPD, art. 5, 1, c et e ; à valider par chaque déploiement"
SECURITY: Final = "RGPD, art. 32 ; à valider par chaque déploiement"
LOGGING: Final = "CNIL, délibération 2021-122 du 14 octobre 2021 (journalisation)"
PASSWORDS: Final = "CNIL, délibération 2022-100 du 21 juillet 2022 (mots de passe)"
DURABLE: Final = "Dares, définition de l'emploi durable (CDI ou contrat d'au moins six mois)"
NEWS: Final = (
    "Cahier des charges de l'appel à manifestation d'intérêt SPIE (maintien dans l'emploi, suivi"
    " les six premiers mois) ; à valider par chaque déploiement"
)
START: Final = date(2025, 1, 1)  # before the first day of any deployment
FIRST_CALL: Final = date(2020, 12, 16)  # published that day


def _days(key: str, label: Any, value: int, most: int, text: str = SECURITY) -> Parameter:
    return Parameter(key, "int", "days", label, (Dated(START, value, text),), Bounds(1, most, text))


def _budget(name: str, unit: Unit, label: Any, value: int, least: int, most: int) -> Parameter:
    """A figure of the budgets of reading: a measure of security, that no text quantifies."""
    dated, bounds = Dated(START, value, SECURITY), Bounds(least, most, SECURITY)
    return Parameter(f"vigilance.{name}", "int", unit, label, (dated,), bounds)


PARAMETERS: Final = (
    Parameter(
        "retention.active_months",
        "int",
        "months",
        _("Dossier suivi : conservé après le dernier contact avec la personne"),
        (Dated(DECREE, 24, RETENTION),),
        Bounds(1, 24, RETENTION),
    ),
    Parameter(
        "retention.archive_months",
        "int",
        "months",
        _("Dossier archivé : conservé, sans que son équipe le lise, avant d’être détruit"),
        (Dated(DECREE, 24, RETENTION),),
        Bounds(0, 24, RETENTION),
    ),
    _days(
        "retention.notice_days", _("Archivage annoncé à qui suit le dossier"), 30, 90, MINIMISATION
    ),
    Parameter(
        "retention.erasure_days",
        "int",
        "days",
        _("Effacement accepté : exécuté au bout de, le temps que la personne lise la réponse"),
        (Dated(START, 7, MINIMISATION),),
        Bounds(0, 30, "RGPD, art. 12, 3 et art. 17"),
    ),
    _days(
        "retention.never_supported_days",
        _("Personne venue d’une liste et dont personne ne s’est occupé : effacée au bout de"),
        180,
        365,
        "CASF, art. R.263-8 (sans délai quand la personne n'est pas accompagnée) ; délai pour le"
        " constater à valider par chaque déploiement",
    ),
    _days(
        "affiliation_request.days",
        _("Demande de rattachement venue de ProConnect : à décider sous, puis effacée"),
        30,
        90,
        MINIMISATION,
    ),
    _days(
        "identity_check.days",
        _("Identité venue de FranceConnect, à confirmer sur place : conservée"),
        60,
        180,
        MINIMISATION,
    ),
    Parameter(
        "readings.months",
        "int",
        "months",
        _("Traces des lectures : conservées"),
        (Dated(START, 12, LOGGING),),
        Bounds(6, 36, LOGGING),
    ),
    Parameter(
        "request.answer_months",
        "int",
        "months",
        _("Demande d’une personne sur ses données : réponse sous"),
        (Dated(date(2018, 5, 25), 1, "RGPD, art. 12, 3"),),
        Bounds(1, 1, "RGPD, art. 12, 3"),
    ),
    Parameter(
        "request.extension_months",
        "int",
        "months",
        _("La même, si elle est complexe : délai prolongé une fois, de"),
        (Dated(date(2018, 5, 25), 2, "RGPD, art. 12, 3"),),
        Bounds(1, 2, "RGPD, art. 12, 3"),
    ),
    Parameter(
        "break_glass.minutes",
        "int",
        "minutes",
        _("Accès exceptionnel : ouvert pendant"),
        (Dated(START, 30, SECURITY),),
        Bounds(5, 30, SECURITY),
    ),
    Parameter(
        "break_glass.most_per_day",
        "int",
        "people",
        _("Accès exceptionnel : personnes au plus, par professionnel et par jour"),
        (Dated(START, 3, SECURITY),),
        Bounds(1, 5, SECURITY),
    ),
    _days("break_glass.review_days", _("Accès exceptionnel : examiné sous"), 5, 5),
    _days(
        "habilitation.days",
        _("Habilitation (secret professionnel, accès exceptionnel) : au plus"),
        365,
        366,
        "CASF, art. R.263-4 (habilitation nominative et datée) ; durée à valider par chaque"
        " déploiement",
    ),
    _days("invitation.days", _("Invitation dans une équipe : valable"), 14, 30),
    _days("join_request.expiry_days", _("Demande d’entrer dans une équipe : valable"), 30, 30),
    _days("new_account.days", _("Compte nouveau : lectures limitées pendant"), 14, 60),
    Parameter(
        "seal.seconds",
        "int",
        "seconds",
        _("Traces des lectures : scellées sous"),
        (Dated(START, 60, SECURITY),),
        Bounds(5, 60, SECURITY),
    ),
    *(
        Parameter(key, "int", "", label, (Dated(START, value, PASSWORDS),), bounds)
        for key, label, value, bounds in (
            (
                "password.characters_of_four_kinds",
                _("Mot de passe de quatre sortes de caractères : longueur au moins"),
                12,
                Bounds(12, 64, PASSWORDS),
            ),
            (
                "password.characters_of_three_kinds",
                _("Mot de passe sans signe de ponctuation : longueur au moins"),
                14,
                Bounds(14, 64, PASSWORDS),
            ),
            (
                "password.words",
                _("Phrase de passe : nombre de mots au moins"),
                7,
                Bounds(7, 20, PASSWORDS),
            ),
            (
                "signin.failures",
                _("Connexion : essais manqués avant qu’un compte n’attende"),
                5,
                Bounds(3, 10, PASSWORDS),
            ),
            (
                "signin.failures_per_day",
                _("Connexion : essais manqués par compte et par jour"),
                25,
                Bounds(5, 25, PASSWORDS),
            ),
            (
                "signin.failures_per_address",
                _("Connexion : essais manqués par minute depuis une même adresse"),
                60,
                Bounds(5, 600, SECURITY),
            ),
        )
    ),
    Parameter(
        "signin.lock_minutes",
        "int",
        "minutes",
        _("Connexion : attente d’un compte après trop d’essais manqués"),
        (Dated(START, 15, PASSWORDS),),
        Bounds(1, 120, PASSWORDS),
    ),
    Parameter(
        "session.idle_minutes",
        "int",
        "minutes",
        _("Session : fermée sans page demandée depuis"),
        (Dated(START, 120, SECURITY),),
        Bounds(10, 240, SECURITY),
    ),
    Parameter(
        "session.longest_hours",
        "int",
        "hours",
        _("Session : fermée de toute façon au bout de"),
        (Dated(START, 12, SECURITY),),
        Bounds(1, 12, SECURITY),
    ),
    _days("device.days", _("Appareil connu : oublié sans connexion depuis"), 180, 390),
    Parameter(
        "caseload.most",
        "int",
        "people",
        _("Personnes accompagnées au plus par référent ou référente, sauf décision de l’organisme"),
        (Dated(START, 60, "Drees : 50 à 70 personnes par référent ; à valider par le territoire"),),
        Bounds(1, 200, "Drees : 50 à 70 personnes par référent ; à valider par le territoire"),
    ),
    *(_budget(*row) for row in READING_BUDGETS),
    Parameter(
        "outcome.durable_months",
        "int",
        "months",
        _("Emploi durable : prévu pour au moins"),
        (Dated(START, 6, DURABLE),),
        Bounds(6, 6, DURABLE),
    ),
    *(
        Parameter(
            f"outcome.{rank}_news_months",
            "int",
            "months",
            label,
            (Dated(START, months, NEWS),),
            Bounds(1, 24, NEWS),
        )
        for rank, months, label in (
            (
                "first",
                1,
                _("Après le début d’un emploi : premières nouvelles à prendre au bout de"),
            ),
            ("second", 3, _("Après le début d’un emploi : deuxièmes nouvelles au bout de")),
            ("third", 6, _("Après le début d’un emploi : troisièmes nouvelles au bout de")),
        )
    ),
    *(
        Parameter(
            f"strategy.{name}",
            "int",
            unit,
            label,
            tuple(Dated(*value) for value in values),
            Bounds(values[-1][1], values[-1][1], values[-1][2]),
        )
        for name, unit, label, values in PATH_DELAYS
    ),
    *(
        Parameter(
            f"{room}.{name}",
            "int",
            unit,
            label,
            (Dated(since, value, text),),
            Bounds(least, most, text),
        )
        for room, since, figures in (
            ("contract", START, CONTRACT_FIGURES),
            ("appointment", START, APPOINTMENT_FIGURES),
            ("call", FIRST_CALL, CALL_FIGURES),
            ("letter", FIRST_CALL, LETTER_FIGURES),
            ("grant", FIRST_CALL, GRANT_FIGURES),
        )
        for name, unit, label, value, least, most, text in figures
    ),
    *(
        Parameter(key, "int", unit, label, (Dated(START, value, PLAN),), Bounds(*most, PLAN))
        for key, unit, label, value, most in PLAN_THRESHOLDS
    ),
    *PERSON_FIGURES,
)

CATALOGUE: Final[dict[str, Parameter]] = {parameter.key: parameter for parameter in PARAMETERS}
