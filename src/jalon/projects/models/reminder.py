from django.db import models

from jalon.projects.models.project import Project


class Reminder(models.Model):
    """That the writers of a draft were told, so many hours before this closing: once, and kept."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="reminders")
    closes_at = models.DateTimeField()
    hours = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "closes_at", "hours"], name="one_reminder_per_moment"
            ),
        ]
