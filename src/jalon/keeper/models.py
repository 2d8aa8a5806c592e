from django.db import models


class TaskRun(models.Model):
    """How the last run of a task went: for whoever asks whether the platform is kept.

    `failure` is the kind of error and where it arose, never its message, which may quote someone.
    """

    name = models.CharField(max_length=60, primary_key=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)
