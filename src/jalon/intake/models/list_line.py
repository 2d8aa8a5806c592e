from typing import Any

import orjson
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.intake.models.people_list import PeopleList
from jalon.vault.sealing import open_sealed_bytes, seal_bytes


class Outcome(models.TextChoices):
    NEW = "new", _("nouvelle personne")
    REOPENED = "reopened", _("personne connue, nouveau dossier")
    DIFFERS = "differs", _("connue, avec des différences")
    LINKED = "linked", _("connue, identifiant ajouté")
    UNCHANGED = "unchanged", _("connue, rien ne change")
    KNOWN = "known", _("déjà connue")  # by a team the sender is not in: nothing more is said
    REFUSED = "refused", _("à corriger")


class ListLine(models.Model):
    """One line of a list: what it holds, sealed; what is wrong; what it does or did.

    `sealed` packs the cells as they came and the values read from them. `problems` holds codes:
    [code, field, column, severity, other line], never a value. Lines are written by COPY in the
    transaction that holds their list, so no foreign key is checked line by line.
    """

    people_list = models.ForeignKey(
        PeopleList, models.CASCADE, related_name="lines", db_index=False, db_constraint=False
    )
    line = models.PositiveIntegerField()
    sealed = models.BinaryField()
    problems = models.JSONField(default=list)
    has_problems = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=Outcome)
    proposals = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["people_list", "line"], name="one_row_per_line"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="known_outcome"),
        ]
        indexes = [
            models.Index(
                fields=["people_list", "line"],
                condition=Q(has_problems=True),
                name="line_with_problems",
            ),
        ]


class Arrival(models.Model):
    """What a list brought into the base, line by line: the trace that undoing follows.

    Plain numbers, no foreign keys: what was created may since have been erased. `dossier_id` when
    a dossier was opened, `identifier_id` when a number was added to someone already known.
    """

    people_list = models.ForeignKey(
        PeopleList, models.CASCADE, related_name="arrivals", db_constraint=False
    )
    line = models.PositiveIntegerField()
    person_id = models.BigIntegerField()
    is_new_person = models.BooleanField(default=False)
    dossier_id = models.BigIntegerField(null=True)
    identifier_id = models.BigIntegerField(null=True)


def pack(cells: list[str], values: dict[str, Any]) -> bytes:
    """Cells and values of a line, sealed."""
    return seal_bytes(orjson.dumps([cells, values], default=list))


def unpack(sealed: bytes | memoryview) -> tuple[list[str], dict[str, Any]]:
    """What `pack` sealed; a date is [year, month or None, day or None]."""
    cells, values = orjson.loads(open_sealed_bytes(sealed))
    return cells, values
