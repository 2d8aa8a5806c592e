"""Who is accompanied in the perimeter of a project: counts, rounded, none of few people.

The database counts (`jalon_public_of`), for the carrier alone: nobody here reads a dossier.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.parameters.queries import integer
from jalon.projects.models import Project
from jalon.territories.models import Territory, ZoneKind
from jalon.ui.dates import plain_day
from jalon.ui.words import number

LEAST: Final = "call.public_least"
MOST_COMMUNES: Final = 10
ALL: Final = "all"
# In the order in which they are read.
DIMENSIONS: Final[dict[str, Any]] = {
    "age": gettext_lazy("Âge"),
    "sex": gettext_lazy("Sexe"),
    "since": gettext_lazy("Suivi depuis"),
    "benefit": gettext_lazy("Droits"),
    "zone": gettext_lazy("Habitent une commune qui a"),
    "commune": gettext_lazy("Communes"),
}
LABELS: Final[dict[str, Any]] = {
    "under_26": gettext_lazy("moins de 26 ans"),
    "under_50": gettext_lazy("de 26 à 49 ans"),
    "from_50": gettext_lazy("50 ans et plus"),
    "unknown": gettext_lazy("âge inconnu"),
    "F": gettext_lazy("femmes"),
    "M": gettext_lazy("hommes"),
    "U": gettext_lazy("sexe non renseigné"),
    "under_6": gettext_lazy("moins de six mois"),
    "under_12": gettext_lazy("six mois à un an"),
    "under_24": gettext_lazy("un à deux ans"),
    "from_24": gettext_lazy("deux ans et plus"),
    "rsa": gettext_lazy("RSA"),
    "ass": gettext_lazy("allocation de solidarité spécifique"),
    "are": gettext_lazy("allocation chômage"),
    "activity_bonus": gettext_lazy("prime d’activité"),
    "rqth": gettext_lazy("reconnaissance de travailleur handicapé"),
    **{kind.value: kind.label for kind in ZoneKind},
}


@dataclass(frozen=True)
class Figures:
    """What the platform counts that day: `total` None when too few; rows by dimension."""

    on: date
    least: int
    total: int | None
    rows: list[tuple[str, list[tuple[str, int | None]]]]

    def __str__(self) -> str:
        """As it is written in the project, marked with its day and its limits."""
        said = _(
            "Chiffres établis par la plateforme le %(day)s : personnes accompagnées qui habitent le"
            " périmètre, à cinq près ; en dessous de %(least)s, le nombre n’est pas donné."
        )
        lines = [said % {"day": plain_day(self.on), "least": self.least}]
        lines.append(_("Ensemble : %(count)s.") % {"count": self._count(self.total)})
        for label, counted in self.rows:
            cells = " ; ".join(f"{what}, {self._count(count)}" for what, count in counted)
            lines.append(f"{label} : {cells}.")
        return "\n".join(lines)

    def _count(self, count: int | None) -> str:
        return _("moins de %(least)s") % {"least": self.least} if count is None else number(count)


def figures_of(project: Project, on: date) -> Figures | None:
    """What is counted for whoever coordinates this project; None for others, and without anybody.

    Communes of few people are not named.
    """
    least = integer(LEAST, on=on)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM jalon_public_of(%s, %s, %s)", [project.pk, on, least])
        found = {(dimension, code): people for dimension, code, people in cursor.fetchall()}
    if (ALL, ALL) not in found:
        return None
    rows = [
        (str(label), _counted(dimension, found))
        for dimension, label in DIMENSIONS.items()
        if any(one == dimension for one, _code in found)
    ]
    return Figures(on, least, found[ALL, ALL], [row for row in rows if row[1]])


def _counted(
    dimension: str, found: dict[tuple[str, str], int | None]
) -> list[tuple[str, int | None]]:
    codes = {code: people for (one, code), people in found.items() if one == dimension}
    if dimension == "commune":
        return _communes({code: people for code, people in codes.items() if people is not None})
    return [(str(label), codes[code]) for code, label in LABELS.items() if code in codes]


def _communes(codes: dict[str, int]) -> list[tuple[str, int | None]]:
    most = sorted(codes.items(), key=lambda one: (-one[1], one[0]))[:MOST_COMMUNES]
    here = Territory.objects.current().communes().filter(code__in=[code for code, _n in most])
    names = dict(here.values_list("code", "name"))
    return [(names[code], people) for code, people in most]
