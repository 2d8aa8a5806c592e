"""What the calls of the State start from: name, unit, label, value, bounds, why.

Each call then says its own figures, and may differ: these are those of its first draft.
"""

from typing import Any, Final, Literal

from django.utils.translation import gettext_lazy as _

CALL: Final = (
    "Appel à manifestation d'intérêt « service public de l'insertion et de l'emploi » du"
    " 16 décembre 2020"
)
SHARE: Final = (
    "Par analogie avec le code général des collectivités territoriales, art. L.1111-10, III ;"
    " à valider par chaque déploiement"
)
DESK: Final = "Égalité de traitement des candidatures ; à valider par chaque déploiement"
STATISTICS: Final = (
    "Loi n° 51-711 du 7 juin 1951, art. 6 (secret statistique) ; seuil de onze, par analogie avec"
    " la diffusion de l'Insee ; à valider par chaque déploiement"
)
JUSTICE: Final = "Code de justice administrative, art. R.421-1"
Unit = Literal["euros", "percent", "", "months", "days", "hours", "minutes"]
Row = tuple[str, Unit, Any, int, int, int, str]

CALL_FIGURES: Final[tuple[Row, ...]] = (
    (
        "state_euros",
        "euros",
        _("Appel : part de l'État au plus, par projet"),
        500_000,
        1,
        100_000_000,
        CALL,
    ),
    (
        "carrier_percent",
        "percent",
        _("Appel : part du porteur au moins, dans le plan de financement"),
        20,
        0,
        100,
        SHARE,
    ),
    ("territories", "", _("Appel : territoires retenus, environ"), 30, 1, 101, CALL),
    (
        "questions_days",
        "days",
        _("Appel : questions des candidats reçues jusqu'à, avant la clôture"),
        10,
        0,
        60,
        DESK,
    ),
    (
        "grace_minutes",
        "minutes",
        _("Appel : dépôt encore reçu après la clôture, en cas de panne, pendant"),
        60,
        0,
        1440,
        DESK,
    ),
    (
        "invitation_days",
        "days",
        _("Invitation dans un groupement : sans réponse, elle expire après"),
        30,
        1,
        90,
        DESK,
    ),
    (
        "first_reminder_hours",
        "hours",
        _("Brouillon : premier rappel avant la clôture"),
        168,
        72,
        720,
        DESK,
    ),
    ("second_reminder_hours", "hours", _("Brouillon : deuxième rappel"), 48, 12, 71, DESK),
    ("last_reminder_hours", "hours", _("Brouillon : dernier rappel"), 6, 1, 11, DESK),
    (
        "review_gap_points",
        "",
        _("Appel : écart entre deux lectures au-delà duquel une troisième est demandée, en points"),
        15,
        1,
        100,
        DESK,
    ),
    (
        "most_scenarios",
        "",
        _("Arbitrage d’un appel : scénarios gardés à la fois, au plus"),
        20,
        3,
        100,
        DESK,
    ),
    (
        "opinion_reminder_days",
        "days",
        _("Appel : rappel à un organisme dont l'avis est attendu, avant l'échéance"),
        5,
        1,
        60,
        DESK,
    ),
    (
        "notice_days",
        "days",
        _("Appel, projet, convention : notification gardée"),
        365,
        30,
        1825,
        DESK,
    ),
    (
        "public_least",
        "",
        _("Projet : nombre de personnes à partir duquel un chiffre sur le public est donné"),
        11,
        11,
        1000,
        STATISTICS,
    ),
    (
        "appeal_months",
        "months",
        _("Appel : délai pour saisir le tribunal administratif, dit dans la lettre du résultat"),
        2,
        1,
        4,
        JUSTICE,
    ),
)
