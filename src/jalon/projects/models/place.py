from django.db import models

from jalon.projects.models.project import Project
from jalon.territories.models import Territory


class Place(models.Model):
    """A département, an EPCI or a commune of the perimeter; places of a project may overlap."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="places")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "territory"], name="one_place_per_project"),
        ]
