"""Budgets of reading: name, unit, label, figure, least and most that a deployment may decide.

Normal work is never hampered: sixty dossiers in a morning, a caseload read through its lists.
Whoever goes on is slowed down, then stopped at one and a half times the figure. Measures of
security: no text quantifies them.
"""

from typing import Any, Final, Literal

from django.utils.translation import gettext_lazy as _

Row = tuple[str, Literal["people", "percent", "seconds", "minutes", "days"], Any, int, int, int]

READING_BUDGETS: Final[tuple[Row, ...]] = (
    ("seen_hour", "people", _("Personnes vues, par nom au moins, par heure"), 300, 50, 600),
    ("seen_day", "people", _("Personnes vues, par nom au moins, par jour"), 400, 50, 600),
    ("seen_week", "people", _("Personnes vues, par nom au moins, par semaine"), 600, 50, 600),
    ("opened_hour", "people", _("Dossiers ouverts par heure"), 80, 10, 200),
    ("opened_day", "people", _("Dossiers ouverts par jour"), 150, 20, 300),
    ("opened_week", "people", _("Dossiers ouverts par semaine"), 400, 50, 600),
    ("outside_hour", "people", _("Personnes hors du suivi habituel, par heure"), 15, 2, 60),
    ("outside_day", "people", _("Personnes hors du suivi habituel, par jour"), 40, 5, 100),
    ("outside_week", "people", _("Personnes hors du suivi habituel, par semaine"), 100, 10, 300),
    ("asked_hour", "people", _("Existences vérifiées par heure"), 40, 5, 60),
    ("asked_day", "people", _("Existences vérifiées par jour"), 120, 10, 200),
    ("asked_week", "people", _("Existences vérifiées par semaine"), 300, 20, 600),
    (
        "advising_percent",
        "percent",
        _("Budget de l’accompagnement en organisme référent"),
        100,
        10,
        150,
    ),
    ("orienting_percent", "percent", _("Budget de l’orientation"), 125, 10, 150),
    (
        "managing_percent",
        "percent",
        _("Budget d’une personne responsable de structure"),
        100,
        10,
        150,
    ),
    ("partner_percent", "percent", _("Budget d’un organisme qui n’est pas référent"), 50, 10, 150),
    ("newcomer_percent", "percent", _("Part du budget laissée à un compte nouveau"), 50, 10, 100),
    (
        "doubt_percent",
        "percent",
        _("Part du budget où le second facteur est redemandé"),
        125,
        100,
        150,
    ),
    (
        "stop_percent",
        "percent",
        _("Part du budget où les consultations sont suspendues"),
        150,
        100,
        150,
    ),
    (
        "most_in_a_week",
        "people",
        _("Personnes vues en une semaine : jamais plus de"),
        1000,
        100,
        1000,
    ),
    ("new_link_days", "days", _("Place dans une équipe : compte hors du suivi habituel"), 7, 1, 60),
    (
        "refused_day",
        "people",
        _("Numéros d’une autre personne donnés pour un dossier nouveau, par jour, sans alerte"),
        3,
        1,
        20,
    ),
    ("slow_seconds", "seconds", _("Attente demandée quand le budget est dépassé"), 20, 5, 120),
    ("vouched_minutes", "minutes", _("Second facteur redonné : valable"), 60, 5, 240),
)
